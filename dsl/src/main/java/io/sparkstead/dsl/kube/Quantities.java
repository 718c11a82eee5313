package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.text.Yaml.Doubtful;
import io.sparkstead.dsl.value.Ascii;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> UNITS =
      Set.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private Quantities() {}

  /**
   * Whether {@code quantity} is an amount that the API server takes of a resource: {@code 10Gi},
   * {@code 1.5}, {@code 250m}, {@code 1e3}. None is {@code 10GB}, {@code 1K}, {@code two} or less
   * than nothing. Blanks around it count for nothing.
   */
  public static boolean isAmount(Quantity quantity) {
    return quantity.getAmount() != null && isAmount(quantity.toString().strip());
  }

  /**
   * The amount that {@code text} is, if it is one. Not by fabric8, whose first question costs a
   * cold JVM more than all that asks.
   */
  public static Optional<Quantity> read(String text) {
    return isText(text) ? Optional.of(new Quantity(text)) : Optional.empty();
  }

  /**
   * Whether {@code text} is an amount: what {@link #isAmount(Quantity)} takes, as it is written.
   */
  public static boolean isText(String text) {
    return isAmount(text);
  }

  /** Why Kubernetes does not take {@code value}, with a remedy; nothing if it does. */
  public static Optional<String> refusal(Doubtful value) {
    if (value instanceof Doubtful.Amount amount && !isAmount(amount.quantity())) {
      return Optional.of(
          "'"
              + (amount.quantity().getAmount() == null ? "" : amount.quantity())
              + "', which is no amount; write a number with a unit or none, as 10Gi, 500m or 2");
    }
    if (value instanceof Doubtful.Share share && !isShare(share.value())) {
      return Optional.of(
          "'"
              + share.value().getValue()
              + "', which is neither a number of pods nor a share of them; write it as 1 or 50%");
    }
    return Optional.empty();
  }

  /** {@code 1} or {@code 50%}. */
  public static boolean isShare(IntOrString value) {
    String text = value.getStrVal();
    if (text == null) {
      return value.getIntVal() != null && value.getIntVal() >= 0;
    }
    int end = Ascii.endOfDigits(text, 0);
    return end > 0 && end <= MOST_DIGITS && text.substring(end).equals("%");
  }

  private static boolean isAmount(String text) {
    int start = text.startsWith("+") ? 1 : 0;
    int whole = Ascii.endOfDigits(text, start);
    boolean hasPoint = whole < text.length() && text.charAt(whole) == '.';
    int end = hasPoint ? Ascii.endOfDigits(text, whole + 1) : whole;
    boolean hasDigits = end - start > (hasPoint ? 1 : 0);
    String unit = text.substring(end);
    return hasDigits && (UNITS.contains(unit) || isExponent(unit));
  }

  /** {@code e3}, {@code E-3}. */
  private static boolean isExponent(String unit) {
    if (unit.isEmpty() || "eE".indexOf(unit.charAt(0)) < 0) {
      return false;
    }
    int digits = unit.length() > 1 && "+-".indexOf(unit.charAt(1)) >= 0 ? 2 : 1;
    return Ascii.endOfDigits(unit, digits) == unit.length()
        && unit.length() > digits
        && unit.length() - digits <= MOST_DIGITS;
  }

  /**
   * How many parts {@code quantity} is, 2<sup>56</sup> at most; none if it is no amount, of which
   * OBJ-02 speaks.
   *
   * @param perOne how many parts make a whole one: 1, or 1000 for thousandths
   */
  public static long parts(Quantity quantity, int perOne) {
    String digits = String.valueOf(quantity.getAmount()).strip();
    String unit = quantity.getFormat() == null ? "" : quantity.getFormat().strip();
    boolean isPart = unit.equals("m") && perOne == 1000;
    long whole = whole(unit);
    // As our own are written; decimals take a cold run longer than all the rest of a sum.
    if (!digits.isEmpty()
        && Ascii.endOfDigits(digits, 0) == digits.length()
        && digits.length() <= MOST_DIGITS
        && (isPart || whole > 0)) {
      long number = Long.parseLong(digits);
      if (isPart) {
        return number;
      }
      return number * perOne > MOST / whole ? MOST : number * perOne * whole;
    }
    if (!isAmount(quantity)) {
      return 0;
    }
    return new Quantity(digits, unit)
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
