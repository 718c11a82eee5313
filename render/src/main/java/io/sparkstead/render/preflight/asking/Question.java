package io.sparkstead.render.preflight.asking;

import io.sparkstead.render.cluster.Unanswered;
import java.util.List;

/** One thing that a tree counts on. */
public interface Question {

  /** What it is about, for whoever waits: {@code storage classes}. */
  String about();

  /** What a person would type to see it, each without {@code kubectl}; none if nothing is asked. */
  List<String> commands(Wanted wanted);

  /**
   * Asks.
   *
   * @throws Unanswered if the cluster does not answer: then nothing is told at all
   */
  void ask(Wanted wanted, Site site, Told told) throws Unanswered;
}
