package io.sparkstead.stack.proof;

import java.io.Serial;

/** A family of rules that failed to judge: a bug of who wrote it, and no fault of the stack. */
public final class BrokenFamily extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1L;

  private final String family;

  BrokenFamily(Class<?> family, RuntimeException cause) {
    super(family.getSimpleName() + " failed to judge: " + cause, cause);
    this.family = family.getSimpleName();
  }

  /** What its class is called. */
  public String family() {
    return family;
  }
}
