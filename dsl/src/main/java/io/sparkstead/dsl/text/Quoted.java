package io.sparkstead.dsl.text;

/**
 * A string between double quotes, by rules that JSON and YAML share: {@code "a\n\u0085\"b\""}.
 *
 * <p>Only what every parser prints as itself stands as itself; the rest is an escape of four
 * hexadecimal digits.
 */
final class Quoted {

  private static final int ESCAPED =
      Characters.QUOTING | Characters.LINE_FEED | Characters.TAB | Characters.HIDDEN;

  private static final String HEX = "0123456789abcdef";

  private Quoted() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    append(out, text);
    return out.toString();
  }

  static void append(StringBuilder out, String text) {
    int kinds = Characters.of(text);
    refuseHalfCharacters(text, kinds);
    out.append('"');
    if ((kinds & ESCAPED) == 0) {
      out.append(text);
    } else {
      for (char c : text.toCharArray()) {
        append(out, c);
      }
    }
    out.append('"');
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      default -> {
        if (isPrintable(c)) {
          out.append(c);
        } else {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
          }
        }
      }
    }
  }

  /** Whether {@code c} (or the character it is half of) is no control, break or mark. */
  static boolean isPrintable(char c) {
    return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xfffd && !isMark(c));
  }

  /** Line breaks of Unicode, and what makes a line look other in review than it is. */
  private static boolean isMark(char c) {
    return c == 0x200b
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff;
  }

  static boolean hasControls(String text) {
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c)) {
        return true;
      }
    }
    return false;
  }

  /** No encoding of a file has half a character: a question mark would be written for it. */
  static void refuseHalfCharacters(String text) {
    refuseHalfCharacters(text, Characters.of(text));
  }

  private static void refuseHalfCharacters(String text, int kinds) {
    if ((kinds & Characters.HALF) != 0 && !hasWholeCharacters(text)) {
      throw new IllegalArgumentException(
          "a text with half a character (a lone surrogate) cannot be written; give whole Unicode");
    }
  }

  /** Whether every surrogate in {@code text} has its other half. */
  static boolean hasWholeCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
