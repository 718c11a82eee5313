package io.sparkstead.stack.proof.rule;

/** How much a finding matters. */
public enum Severity {
  /** It would not work, or not safely. Nothing is written. */
  ERROR,
  /** It works today, and will hurt. */
  WARNING,
  /** Worth knowing. */
  NOTE
}
