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
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "the exception from "
              + rule
              + " for "
              + subject
              + " has no reason; say why it is right here");
    }
  }

  /** Whether {@code finding} is of that rule, and about that subject. */
  public boolean excuses(Finding finding) {
    return finding.rule().id().equals(rule) && finding.subject().endsWith(subject);
  }
}
