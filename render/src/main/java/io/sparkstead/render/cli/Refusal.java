package io.sparkstead.render.cli;

import java.io.Serial;

/** A run that ends early, for a reason the person can act on. */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode code;

  Refusal(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  Refusal(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
