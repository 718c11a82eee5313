package io.sparkstead.render.survey;

import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Site;
import java.util.List;

/** One thing that an environment says of its cluster. */
interface Reading {

  /** What it is about, for whoever waits: {@code nodes}. */
  String about();

  /**
   * Reads it. What who asks may not know stays a guess, and says so.
   *
   * @throws Unanswered if the cluster does not answer: then nothing is said at all
   */
  List<Statement> read(Site site) throws Unanswered;
}
