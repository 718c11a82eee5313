package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.Ascii;
import java.util.Locale;
import java.util.Set;

/**
 * Which strings may stand bare in YAML: those that no parser, of YAML 1.1 or 1.2, takes for a
 * number, a boolean, a date, a null or a piece of syntax.
 */
final class PlainScalar {

  /** Words that one parser or another reads as something else, whatever their case. */
  private static final Set<String> RESERVED =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

  private static final int LONGEST_RESERVED = "false".length();

  private PlainScalar() {}

  static boolean isSafe(String text) {
    return isSafe(text, Characters.of(text));
  }

  /**
   * @param kinds the {@link Characters} of {@code text}
   */
  static boolean isSafe(String text, int kinds) {
    return (kinds & Characters.NOT_BARE) == 0
        && !text.isEmpty()
        && (startsLikeText(text) || isQuantity(text))
        && !text.endsWith(" ")
        && ((kinds & Characters.COLON) == 0 || !(text.endsWith(":") || text.contains(": ")))
        && !isReserved(text);
  }

  private static boolean isReserved(String text) {
    return text.length() <= LONGEST_RESERVED && RESERVED.contains(text.toLowerCase(Locale.ROOT));
  }

  /** A letter, a path, a variable, or an option: everything else may begin a number or a tag. */
  private static boolean startsLikeText(String text) {
    char first = text.charAt(0);
    if (Ascii.isLetter(first) || first == '/' || first == '$') {
      return true;
    }
    int dashes = text.startsWith("--") ? 2 : text.startsWith("-") ? 1 : 0;
    return text.length() > dashes
        && Ascii.isLetter(text.charAt(dashes))
        // -inf and its kin are numbers.
        && !isReserved(text.substring(dashes));
  }

  /** {@code 50Gi}, {@code 500m}: digits that a unit keeps from being a number. */
  private static boolean isQuantity(String text) {
    return switch (text.substring(Ascii.endOfDigits(text, 0))) {
      case "m", "Ki", "Mi", "Gi", "Ti" -> true;
      default -> false;
    };
  }
}
