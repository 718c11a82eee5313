package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.Ascii;
import java.nio.charset.StandardCharsets;

/**
 * What kinds of characters a text has in it.
 *
 * <p>Every text is asked for them, several times over if each asks for its own. So they are found
 * in one pass, and over the bytes that a string is made of: calling {@code charAt} for each takes a
 * cold JVM ten times as long, making an array of characters twice.
 */
final class Characters {

  /** That may not stand in a YAML string without quotes. */
  static final int NOT_BARE = 1;

  static final int LINE_FEED = 1 << 1;
  static final int TAB = 1 << 2;

  /** Other controls, breaks of lines, and marks that no one sees. */
  static final int HIDDEN = 1 << 3;

  /** Double quotes and backslashes. */
  static final int QUOTING = 1 << 4;

  static final int COLON = 1 << 5;
  static final int BEYOND_ASCII = 1 << 6;

  /** Halves of characters, which may be without their other half. */
  static final int HALF = 1 << 7;

  /** That Kustomize loses, escaped or not. */
  static final int LOST = 1 << 8;

  /** A question mark, which also stands for every character that is not of ISO 8859-1. */
  private static final int ANY = 1 << 9;

  private static final short[] OF_LATIN = new short[256];

  static {
    for (char c = 0; c < OF_LATIN.length; c++) {
      OF_LATIN[c] = (short) (c < 128 ? ofAscii(c) : beyondAscii(c));
    }
    OF_LATIN['?'] |= ANY;
  }

  private Characters() {}

  private static int ofAscii(char c) {
    boolean isBare = Ascii.isLetterOrDigit(c) || " _./:@=,+()$%;~'-".indexOf(c) >= 0;
    return isBare ? special(c) : special(c) | NOT_BARE;
  }

  private static int special(char c) {
    return switch (c) {
      case '\n' -> LINE_FEED;
      case '\t' -> TAB;
      case '"', '\\' -> QUOTING;
      case ':' -> COLON;
      case 0x7f -> HIDDEN | LOST;
      default -> c < 0x20 ? HIDDEN : 0;
    };
  }

  /** The kinds in {@code text}. */
  static int of(String text) {
    short[] ofLatin = OF_LATIN;
    int kinds = 0;
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      kinds |= ofLatin[b & 0xff];
    }
    return (kinds & ANY) == 0 ? kinds : kinds | ofOthers(text);
  }

  private static int ofOthers(String text) {
    int kinds = 0;
    for (char c : text.toCharArray()) {
      kinds |= c < OF_LATIN.length ? 0 : beyondAscii(c);
    }
    return kinds;
  }

  private static int beyondAscii(char c) {
    return NOT_BARE
        | BEYOND_ASCII
        | (Quoted.isPrintable(c) ? 0 : HIDDEN)
        | (Character.isSurrogate(c) ? HALF : 0)
        | (c <= 0x9f || c >= 0xfffe ? LOST : 0);
  }
}
