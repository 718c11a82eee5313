package io.sparkstead.render.source;

import java.io.Serial;

/** A Java file that defines no environment to work with; the message says where and what to do. */
public final class UnusableFile extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnusableFile(String message) {
    super(message);
  }

  UnusableFile(String message, Throwable cause) {
    super(message, cause);
  }
}
