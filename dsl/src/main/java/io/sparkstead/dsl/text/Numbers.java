package io.sparkstead.dsl.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Numbers as YAML and JSON carry them, whatever Java held them in.
 *
 * <pre>{@code
 * Numbers.carried(40.5);                          // 40.5
 * Numbers.carried(new BigDecimal("2.0"));         // 2
 * Numbers.carried(new BigInteger("9".repeat(20))) // none: a reader makes something else of it
 * }</pre>
 */
public final class Numbers {

  /** The rest of a sentence about one that is not carried. */
  public static final String REMEDY =
      "which readers of YAML take for another number or none; give it fewer digits, or as a string";

  /** What nobody writes in digits. */
  private static final int MOST_DIGITS = 40;

  private Numbers() {}

  /** An Integer, a Long or a Double of the same value, if there is one that reads back the same. */
  public static Optional<Object> carried(Number number) {
    if (number instanceof Integer) {
      return Optional.of(number);
    }
    if (number instanceof Long whole) {
      return Optional.of(whole(whole));
    }
    Optional<BigDecimal> exact = exact(number);
    if (exact.isEmpty() || exact.get().toPlainString().length() > MOST_DIGITS) {
      return Optional.empty();
    }
    BigDecimal plain = exact.get().stripTrailingZeros();
    if (plain.scale() <= 0) {
      BigInteger whole = plain.toBigIntegerExact();
      return whole.bitLength() < Long.SIZE
          ? Optional.of(whole(whole.longValueExact()))
          : Optional.empty();
    }
    double binary = plain.doubleValue();
    return exact(binary).equals(Optional.of(plain)) ? Optional.of(binary) : Optional.empty();
  }

  private static Object whole(long number) {
    boolean isShort = (int) number == number;
    return isShort ? (Object) (int) number : (Object) number;
  }

  /** What it says in decimal; nothing of what is no number, or endless. */
  private static Optional<BigDecimal> exact(Number number) {
    try {
      return Optional.of(new BigDecimal(number.toString()).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Without an exponent, which not every reader of YAML takes for a number. */
  static String text(Double number) {
    return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }
}
