package io.sparkstead.stack.proof.rule;

/**
 * One thing a stack must hold, declared by the family that checks it.
 *
 * <pre>{@code
 * static final Rule HAS_AN_OWNER =
 *     Rule.error("LAB-01", "Every workload names its owner")
 *         .why("Nobody knows whom to call when it fails.")
 *         .fix("Give its pods the label owner.");
 * }</pre>
 *
 * @param id what exceptions and reports call it, for ever: three capital letters, a hyphen and two
 *     digits; the id of a rule that is dropped is not used again
 * @param title what must hold, in a sentence without a full stop
 * @param why what happens where it does not hold
 * @param fix what to do about it
 */
public record Rule(String id, Severity severity, String title, String why, String fix) {

  /**
   * @throws IllegalArgumentException if the id is not of that form, or a text is empty
   */
  public Rule {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "rule id '" + id + "' is not three capital letters, a hyphen and two digits, as LAB-01");
    }
    if (title.isBlank() || why.isBlank() || fix.isBlank()) {
      throw new IllegalArgumentException(
          "rule " + id + " does not say all of title, why and fix; say each in a sentence");
    }
  }

  /** Without which the stack would not work, or not safely: nothing is written. */
  public static Titled error(String id, String title) {
    return new Titled(id, Severity.ERROR, title);
  }

  /** Without which it works today and will hurt. */
  public static Titled warning(String id, String title) {
    return new Titled(id, Severity.WARNING, title);
  }

  /** Worth knowing. */
  public static Titled note(String id, String title) {
    return new Titled(id, Severity.NOTE, title);
  }

  /** A rule that has yet to say why. */
  public record Titled(String id, Severity severity, String title) {

    /** What happens where it does not hold. */
    public Reasoned why(String why) {
      return new Reasoned(this, why);
    }
  }

  /** A rule that has yet to say what to do about it. */
  public record Reasoned(Titled rule, String why) {

    /** What to do about it. */
    public Rule fix(String fix) {
      return new Rule(rule.id(), rule.severity(), rule.title(), why, fix);
    }
  }

  private static boolean isId(String id) {
    boolean isOne = id.length() == 6 && id.charAt(3) == '-';
    for (int at = 0; isOne && at < id.length(); at++) {
      char c = id.charAt(at);
      isOne = at == 3 || (at < 3 ? c >= 'A' && c <= 'Z' : c >= '0' && c <= '9');
    }
    return isOne;
  }
}
