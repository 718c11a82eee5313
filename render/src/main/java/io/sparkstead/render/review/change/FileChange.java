package io.sparkstead.render.review.change;

import java.util.Optional;

/**
 * A file that is no object and differs: a Dockerfile, a script, a README.
 *
 * @param before empty if there was none
 * @param after empty if it is gone
 */
public record FileChange(String path, Optional<String> before, Optional<String> after) {

  /** As a diff would have it. */
  public String sign() {
    return before.isEmpty() ? "+" : after.isEmpty() ? "-" : "~";
  }
}
