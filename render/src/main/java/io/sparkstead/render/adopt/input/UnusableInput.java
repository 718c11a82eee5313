package io.sparkstead.render.adopt.input;

import java.io.Serial;

/** What cannot be read whole, and so is not read at all; the message says where and what to do. */
public final class UnusableInput extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnusableInput(String message) {
    super(message);
  }

  UnusableInput(String message, Throwable cause) {
    super(message, cause);
  }
}
