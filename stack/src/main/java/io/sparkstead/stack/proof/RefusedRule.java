package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.rule.Rule;
import java.io.Serial;

/** A rule of a person's own that cannot be asked beside the others. */
public final class RefusedRule extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  private final String id;

  RefusedRule(Rule rule, String reason) {
    super("rule " + rule.id() + " " + reason);
    this.id = rule.id();
  }

  /** Of the rule, to find it by. */
  public String id() {
    return id;
  }
}
