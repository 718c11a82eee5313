package io.sparkstead.stack.proof.text;

/** Reads notebooks as far as rules need to: the code in them. */
public final class NotebookText {

  private NotebookText() {}

  /**
   * The source of all code cells, one after the other. No parser is loaded for it on the way of a
   * plain run: of JSON, only strings and the key before them matter.
   */
  public static String code(String notebook) {
    StringBuilder code = new StringBuilder();
    String key = "";
    boolean isCode = false;
    int at = notebook.indexOf('"');
    while (at >= 0) {
      int end = end(notebook, at);
      String text = notebook.substring(at + 1, end);
      if (isKey(notebook, end)) {
        key = text;
      } else if (key.equals("cell_type")) {
        isCode = text.equals("code");
        code.append(code.isEmpty() || code.charAt(code.length() - 1) == '\n' ? "" : "\n");
      } else if (key.equals("source") && isCode) {
        code.append(unescaped(text));
      }
      at = notebook.indexOf('"', end + 1);
    }
    return code.toString();
  }

  /** Where the string that begins at {@code start} ends. */
  private static int end(String json, int start) {
    int end = json.indexOf('"', start + 1);
    while (end >= 0 && isEscaped(json, end)) {
      end = json.indexOf('"', end + 1);
    }
    return end < 0 ? json.length() : end;
  }

  /** Whether an odd number of backslashes stands before {@code at}. */
  private static boolean isEscaped(String json, int at) {
    int first = at;
    while (json.charAt(first - 1) == '\\') {
      first--;
    }
    return (at - first) % 2 == 1;
  }

  private static boolean isKey(String json, int end) {
    return json.startsWith(":", Words.endOfSpaces(json, end + 1));
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        plain.append(
            switch (text.charAt(at)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> text.charAt(at);
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
