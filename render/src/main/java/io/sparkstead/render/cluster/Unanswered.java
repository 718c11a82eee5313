package io.sparkstead.render.cluster;

import java.io.IOException;
import java.io.Serial;

/** A question that a cluster did not answer, or not as a whole: no other answer stands for it. */
public final class Unanswered extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Of {@code who}.
   *
   * @param question what was asked: {@code GET /version}
   * @param reason what came instead
   */
  public Unanswered(String who, String question, String reason) {
    super(who + " was asked " + question + " and " + reason);
  }
}
