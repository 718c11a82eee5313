package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an ENV instruction sets: {@code A="b c" D=e}, or {@code A b c} as of old. */
final class Variables {

  private Variables() {}

  static Map<String, String> of(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    int end = Words.endOfWord(text, 0);
    if (end > 0 && !text.startsWith("=", end)) {
      found.put(text.substring(0, end), text.substring(end).strip());
      return found;
    }
    int at = 0;
    while (at < text.length()) {
      int name = Words.endOfWord(text, at);
      if (name > at && text.startsWith("=", name)) {
        int close = endOfValue(text, name + 1);
        found.put(text.substring(at, name), withoutQuotes(text.substring(name + 1, close)));
        at = close;
      } else {
        at = Math.max(at + 1, name);
      }
    }
    return found;
  }

  private static int endOfValue(String text, int start) {
    int at = start;
    char quote = ' ';
    while (at < text.length() && (quote != ' ' || !Character.isWhitespace(text.charAt(at)))) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        quote = ' ';
      } else if (quote == ' ' && (c == '"' || c == '\'')) {
        quote = c;
      }
      at++;
    }
    return Math.min(at, text.length());
  }

  private static String withoutQuotes(String value) {
    return value.replace("\"", "").replace("'", "");
  }

  /** {@code text} with the values of {@code variables} in place of their names. */
  static String fill(String text, Map<String, String> variables) {
    String filled = text;
    for (Map.Entry<String, String> one : variables.entrySet()) {
      filled = filled.replace("${" + one.getKey() + "}", one.getValue());
      int at = filled.indexOf("$" + one.getKey());
      while (at >= 0) {
        int end = at + 1 + one.getKey().length();
        boolean goesOn = Words.isInWord(filled, end);
        filled = goesOn ? filled : filled.substring(0, at) + one.getValue() + filled.substring(end);
        at = filled.indexOf("$" + one.getKey(), goesOn ? end : at + one.getValue().length());
      }
    }
    return filled;
  }
}
