package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.rule.RuleFamily;
import java.io.Serial;

/** A family of rules that failed to judge: a bug of who wrote it, and no fault of the stack. */
public final class BrokenFamily extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1L;

  private final String family;

  BrokenFamily(RuleFamily family, RuntimeException cause) {
    super(family.getClass().getSimpleName() + " failed to judge: " + cause, cause);
    this.family = family.getClass().getSimpleName();
  }

  /** What its class is called. */
  public String family() {
    return family;
  }
}
