package io.sparkstead.stack.proof;

/**
 * Looks for what is rare in a long text: a word first, and closely on its lines alone.
 *
 * <p>Not for a command with its arguments: in a manifest each word of it stands on a line.
 */
final class Lines {

  private Lines() {}

  /** Those lines of {@code text} that have {@code word} in them. */
  static String with(String text, String word) {
    int at = text.indexOf(word);
    if (at < 0) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    while (at >= 0) {
      int start = text.lastIndexOf('\n', at) + 1;
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      lines.append(text, start, end).append('\n');
      at = text.indexOf(word, end);
    }
    return lines.toString();
  }
}
