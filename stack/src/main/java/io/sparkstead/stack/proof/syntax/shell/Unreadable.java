package io.sparkstead.stack.proof.syntax.shell;

/** A shell stops at this. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  Unreadable(int line, String what) {
    super(what);
    this.line = line;
  }

  /** From 1. */
  int line() {
    return line;
  }
}
