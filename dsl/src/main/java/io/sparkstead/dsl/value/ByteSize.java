package io.sparkstead.dsl.value;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * A binary amount of bytes, which Kubernetes and Spark spell differently.
 *
 * <pre>{@code
 * gibibytes(2).toQuantity(); // 2Gi, for resources.requests.memory
 * gibibytes(2).toSpark();    // 2g,  for spark.executor.memory
 * ByteSize.of("400m");       // refused: to Kubernetes that is 0.4 bytes
 * }</pre>
 *
 * <p>Spark's {@code g} is already binary (1024³), so nothing is converted, only spelt.
 *
 * @param amount 1 or more
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory">
 *     Meaning of memory</a>
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html#spark-properties">Spark
 *     sizes</a>
 */
public record ByteSize(long amount, Unit unit) implements Comparable<ByteSize> {

  /** One row per unit: its Kubernetes suffix, its Spark suffix, its bytes. */
  public enum Unit {
    MEBI("Mi", "m", 1L << 20),
    GIBI("Gi", "g", 1L << 30),
    TEBI("Ti", "t", 1L << 40);

    private final String kubernetes;
    private final String spark;
    private final long bytes;

    Unit(String kubernetes, String spark, long bytes) {
      this.kubernetes = kubernetes;
      this.spark = spark;
      this.bytes = bytes;
    }
  }

  public ByteSize {
    if (amount < 1 || amount > Long.MAX_VALUE / unit.bytes) {
      throw new IllegalArgumentException(
          "size " + amount + unit.kubernetes + " is not between 1 and 8 exbibytes");
    }
  }

  public static ByteSize mebibytes(long amount) {
    return new ByteSize(amount, Unit.MEBI);
  }

  public static ByteSize gibibytes(long amount) {
    return new ByteSize(amount, Unit.GIBI);
  }

  /**
   * The size that {@code text} spells as Kubernetes does, in whole {@code Mi}, {@code Gi} or {@code
   * Ti}.
   *
   * <p>Refuses decimal and lower-case suffixes: {@code 400m} is 0.4 bytes, and {@code 2G} is 7 %
   * less than the {@code 2g} Spark would make of it.
   */
  public static ByteSize of(String text) {
    for (Unit unit : Unit.values()) {
      if (text.endsWith(unit.kubernetes)) {
        String digits = text.substring(0, text.length() - unit.kubernetes.length());
        if (!digits.isEmpty()
            && digits.length() < 19
            && Ascii.endOfDigits(digits, 0) == digits.length()) {
          return new ByteSize(Long.parseLong(digits), unit);
        }
      }
    }
    throw new IllegalArgumentException(
        "size '"
            + text
            + "' is not a whole number of Mi, Gi or Ti; write 512Mi or 2Gi"
            + (text.endsWith("m") ? " (m is a thousandth: " + text + " is under a byte)" : ""));
  }

  public long bytes() {
    return amount * unit.bytes;
  }

  /** The largest unit that says {@code bytes} exactly, rounded up to a whole mebibyte. */
  public static ByteSize ofBytes(long bytes) {
    long mebibytes = Math.max(1, -Math.floorDiv(-bytes, Unit.MEBI.bytes));
    return mebibytes % 1024 == 0 ? gibibytes(mebibytes / 1024) : mebibytes(mebibytes);
  }

  public ByteSize plus(ByteSize other) {
    try {
      return ofBytes(Math.addExact(bytes(), other.bytes()));
    } catch (ArithmeticException e) {
      throw tooMuch(e);
    }
  }

  public ByteSize times(int factor) {
    try {
      return ofBytes(Math.multiplyExact(bytes(), factor));
    } catch (ArithmeticException e) {
      throw tooMuch(e);
    }
  }

  private static IllegalArgumentException tooMuch(ArithmeticException e) {
    return new IllegalArgumentException(
        "sizes of more than 8 million Ti together are more than any cluster has; lower the size of"
            + " one, or how many there are",
        e);
  }

  /** As Kubernetes spells it: {@code 2Gi}. */
  public Quantity toQuantity() {
    return new Quantity(Long.toString(amount), unit.kubernetes);
  }

  /** As Spark spells it: {@code 2g}. */
  public String toSpark() {
    return amount + unit.spark;
  }

  /** As a sentence says it, to a tenth upwards: {@code 9.9 GiB}. */
  public String inWords() {
    long tenths = -Math.floorDiv(-bytes() * 10, Unit.GIBI.bytes);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " GiB";
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes(), other.bytes());
  }

  @Override
  public String toString() {
    return amount + unit.kubernetes;
  }
}
