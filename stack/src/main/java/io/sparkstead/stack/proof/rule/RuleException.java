package io.sparkstead.stack.proof.rule;

/**
 * A finding that an environment lives with, and why.
 *
 * <pre>{@code
 * new RuleException("AGR-14", "spark-pi.conf", "the store is outside the cluster");
 * }</pre>
 *
 * @param rule the rule's id
 * @param subject what the finding is about, or how that ends
 * @param reason for whoever reviews it: why it is right here
 */
public record RuleException(String rule, String subject, String reason) {

  public RuleException {
    if (subject.isBlank()) {
      throw refused(rule, " has no subject, and would excuse all; name what it is for");
    }
    if (reason.isBlank()) {
      throw refused(rule, " for " + subject + " has no reason; say why it is right here");
    }
  }

  private static IllegalArgumentException refused(String rule, String reason) {
    return new IllegalArgumentException("the exception from " + rule + reason);
  }

  /** Whether {@code finding} is of that rule, and about that subject. */
  public boolean excuses(Finding finding) {
    return finding.rule().id().equals(rule) && endsWithSubject(finding.subject());
  }

  /** As a whole word: {@code spark-pi.conf} of {@code examples/spark-pi.conf}. */
  private boolean endsWithSubject(String whole) {
    int before = whole.length() - subject.length() - 1;
    return whole.endsWith(subject) && (before < 0 || " /".indexOf(whole.charAt(before)) >= 0);
  }
}
