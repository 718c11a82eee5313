package io.sparkstead.dsl.value;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * An amount of processor time: whole cores, or thousandths of one.
 *
 * <pre>{@code
 * Cpu.cores(2).toQuantity();    // 2
 * Cpu.millis(250).toQuantity(); // 250m
 * Cpu.of("0.25");               // the same 250m
 * }</pre>
 *
 * @param millis 1 or more thousandths of a core; Kubernetes keeps no finer amount
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu">
 *     Meaning of CPU</a>
 */
public record Cpu(int millis) implements Comparable<Cpu> {

  public Cpu {
    if (millis < 1) {
      throw new IllegalArgumentException(
          "cpu of " + millis + "m: ask for at least one thousandth of a core (1m)");
    }
  }

  public static Cpu cores(int cores) {
    return millis(cores * 1000L);
  }

  public static Cpu millis(int millis) {
    return new Cpu(millis);
  }

  /** Refuses what is more than two million cores, as no cluster has. */
  public static Cpu millis(long millis) {
    if (millis > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "cpu of "
              + millis / 1000
              + " cores together is more than any cluster has; lower the cores of one, or how many"
              + " there are");
    }
    return new Cpu((int) millis);
  }

  /**
   * The amount that {@code text} spells as Kubernetes does: {@code 2}, {@code 0.5}, {@code 250m}.
   */
  public static Cpu of(String text) {
    if (text.matches("[0-9]{1,6}m")) {
      return new Cpu(Integer.parseInt(text.substring(0, text.length() - 1)));
    }
    if (text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
      return new Cpu(new java.math.BigDecimal(text).movePointRight(3).intValueExact());
    }
    throw new IllegalArgumentException(
        "cpu '" + text + "' is not an amount of cores; write 2, 0.5 or 250m");
  }

  public Cpu plus(Cpu other) {
    return millis((long) millis + other.millis);
  }

  public Cpu times(int factor) {
    return millis((long) millis * factor);
  }

  /** As Kubernetes spells it: {@code 2}, {@code 250m}. */
  public Quantity toQuantity() {
    return millis % 1000 == 0
        ? new Quantity(Integer.toString(millis / 1000), "")
        : new Quantity(Integer.toString(millis), "m");
  }

  @Override
  public int compareTo(Cpu other) {
    return Integer.compare(millis, other.millis);
  }

  /** As a sentence says it: {@code 1 core}, {@code 0.5 cores}. */
  public String inWords() {
    return this + (millis == 1000 ? " core" : " cores");
  }

  @Override
  public String toString() {
    return millis % 1000 == 0 ? Integer.toString(millis / 1000) : millis + "m";
  }
}
