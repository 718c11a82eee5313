package io.sparkstead.stack.proof;

/** Rules about one side of a stack. */
interface RuleFamily {

  /**
   * Looks at {@code stack} by each rule in turn, having said to {@code findings} which is at work.
   */
  void check(Evidence stack, Findings findings);
}
