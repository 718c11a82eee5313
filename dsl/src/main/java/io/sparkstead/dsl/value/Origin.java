package io.sparkstead.dsl.value;

/**
 * Where in somebody's Java a value was given, for what is found wrong with it only later.
 *
 * <pre>{@code
 * Origin given = Origin.here();                   // in the method that takes the value
 * throw given.refusal("executors do not fit"); // as if that method had thrown
 * }</pre>
 *
 * <p>To remember it costs next to nothing; which line it is, is worked out when somebody asks. It
 * is no part of what it is remembered for: all origins are equal, so that values which differ in
 * nothing else are.
 */
public final class Origin {

  private final Throwable here = new Throwable("given here");

  private Origin() {}

  /** The method that asks, and all that called it. */
  public static Origin here() {
    return new Origin();
  }

  /** Whether both are one call, which may give several values. */
  public boolean isCall(Origin other) {
    return here == other.here;
  }

  /** The frames, innermost first. */
  public StackTraceElement[] frames() {
    return here.getStackTrace();
  }

  /** What is wrong with the value, told where it was given. */
  public IllegalArgumentException refusal(String message) {
    IllegalArgumentException refusal = new IllegalArgumentException(message);
    refusal.setStackTrace(frames());
    return refusal;
  }

  /** Likewise, found out by {@code cause}, whose message it takes. */
  public IllegalArgumentException refusal(IllegalArgumentException cause) {
    IllegalArgumentException refusal = refusal(String.valueOf(cause.getMessage()));
    refusal.initCause(cause);
    return refusal;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Origin;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "somewhere";
  }
}
