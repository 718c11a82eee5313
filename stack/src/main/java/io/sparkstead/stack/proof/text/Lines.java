package io.sparkstead.stack.proof.text;

import java.util.List;

/**
 * Looks for what is rare in a long text: a word first, and closely on its lines alone.
 *
 * <p>Not for a command with its arguments: in a manifest each word of it stands on a line.
 */
public final class Lines {

  private Lines() {}

  /** Those lines of {@code text} that have one of {@code words} in them. */
  public static String with(String text, List<String> words) {
    int at = next(text, words, 0);
    if (at < 0) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    while (at >= 0) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      lines.append(text.substring(text.lastIndexOf('\n', at) + 1, end)).append('\n');
      at = next(text, words, end);
    }
    return lines.toString();
  }

  /** Where the first of {@code words} is behind {@code from}, or -1. */
  private static int next(String text, List<String> words, int from) {
    int first = -1;
    for (String word : words) {
      int at = text.indexOf(word, from);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /** {@code text} as one line, with one blank where blanks and ends of lines were. */
  public static String joined(String text) {
    char[] line = text.toCharArray();
    int length = 0;
    boolean wasBlank = false;
    for (char c : line) {
      boolean isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!isBlank || !wasBlank) {
        line[length++] = isBlank ? ' ' : c;
      }
      wasBlank = isBlank;
    }
    return new String(line, 0, length);
  }
}
