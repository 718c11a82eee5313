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

  /** Where the digits of {@code text} that begin at {@code start} are over; there, if none do. */
  public static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
