package io.sparkstead.render.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is at most, whatever sans-serif font a system has: as in DejaVu Sans, the widest
 * of those that are common.
 *
 * @param size of the font, in pixels
 * @param isBold which is wider
 */
record Letters(int size, boolean isBold) {

  private static final String NARROW = "ijltfrI.,:;'|!()[]/\\ -`\"";
  private static final String WIDE = "mwMW@%&+<>=#~";
  private static final String CUT = "…";

  /** In pixels, rounded up. */
  int width(String text) {
    int thousandths = 0;
    for (int i = 0; i < text.length(); i++) {
      thousandths += width(text.charAt(i));
    }
    int bold = isBold ? thousandths / 8 : 0;
    return ((thousandths + bold) * size + 999) / 1000;
  }

  private static int width(char c) {
    if (c > '~') {
      return 1000;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 410;
    }
    if (WIDE.indexOf(c) >= 0) {
      return 1000;
    }
    return c >= 'A' && c <= 'Z' ? 790 : 640;
  }

  /** In lines of at most {@code width}, broken between words; a word that is too long is cut. */
  List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(' ', from);
      end = end < 0 ? text.length() : end;
      String word = cut(text.substring(from, end), width);
      from = end + 1;
      if (line.isEmpty()) {
        line = word;
      } else if (width(line + " " + word) <= width) {
        line += " " + word;
      } else {
        lines.add(line);
        line = word;
      }
    }
    lines.add(line);
    return lines;
  }

  /** Each of {@code texts} in lines of at most {@code width}. */
  List<String> wrapped(List<String> texts, int width) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.addAll(wrapped(text, width));
    }
    return lines;
  }

  /** As much of {@code text} as fits. */
  String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + CUT) > width) {
      end--;
    }
    // Not between the halves of one character.
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT;
  }
}
