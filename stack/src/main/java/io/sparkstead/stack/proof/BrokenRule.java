package io.sparkstead.stack.proof;

import java.io.Serial;
import java.util.Optional;

/** A rule that failed to judge, which is a bug of ours and no fault of the stack. */
public final class BrokenRule extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1L;

  BrokenRule(Optional<Rule> rule, RuntimeException cause) {
    super("rule " + rule.map(Rule::id).orElse("before the first") + " failed: " + cause, cause);
  }
}
