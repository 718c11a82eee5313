package io.sparkstead.dsl.value;

/**
 * Letters and digits as programs know them: {@link Character} says yes to those of every script, of
 * which Kubernetes, Spark and YAML take none.
 */
public final class Ascii {

  private Ascii() {}

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  public static boolean isLetter(char c) {
    return isLowerCase(c) || (c >= 'A' && c <= 'Z');
  }

  public static boolean isLetterOrDigit(char c) {
    return isLetter(c) || isDigit(c);
  }

  /** Whether {@code c} is one of {@code A-Z a-z 0-9 - _ .}, as keys, labels and buckets are. */
  public static boolean isInName(char c) {
    return isLetterOrDigit(c) || "-_.".indexOf(c) >= 0;
  }

  /**
   * {@code text} with a small letter for each capital: as long as before, whatever else is in it.
   */
  public static String toLowerCase(String text) {
    char[] lower = text.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] = (char) (lower[i] - 'A' + 'a');
      }
    }
    return new String(lower);
  }

  /** Where the digits of {@code text} that begin at {@code start} are over; there, if none do. */
  public static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
