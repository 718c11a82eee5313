package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.value.Ascii;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads amounts as Kubernetes counts them: in whole parts, rounded up.
 *
 * <pre>{@code
 * Quantities.parts(new Quantity("250m"), 1000); // 250 thousandths of a core
 * Quantities.parts(new Quantity("2Gi"), 1);     // 2147483648 bytes
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">
 *     Quantity</a>
 */
public final class Quantities {

  private static final int MOST_DIGITS = 9;

  /** 64 PiB, or as many thousandths: whatever is more counts as that, so that sums stay sums. */
  private static final long MOST = 1L << 56;

  private Quantities() {}

  /**
   * How many parts {@code quantity} is, 2<sup>56</sup> at most.
   *
   * @param perOne how many parts make a whole one: 1, or 1000 for thousandths
   */
  public static long parts(Quantity quantity, int perOne) {
    String digits = quantity.getAmount();
    String unit = quantity.getFormat() == null ? "" : quantity.getFormat();
    boolean isPart = unit.equals("m") && perOne == 1000;
    long whole = whole(unit);
    // As our own are written; decimals take a cold run longer than all the rest of a sum.
    if (Ascii.endOfDigits(digits, 0) == digits.length()
        && digits.length() <= MOST_DIGITS
        && (isPart || whole > 0)) {
      long number = Long.parseLong(digits);
      if (isPart) {
        return number;
      }
      return number * perOne > MOST / whole ? MOST : number * perOne * whole;
    }
    return quantity
        .getNumericalAmount()
        .multiply(BigDecimal.valueOf(perOne))
        .min(BigDecimal.valueOf(MOST))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  private static long whole(String unit) {
    return switch (unit) {
      case "" -> 1L;
      case "Mi" -> 1L << 20;
      case "Gi" -> 1L << 30;
      default -> 0L;
    };
  }
}
