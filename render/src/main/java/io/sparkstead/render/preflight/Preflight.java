package io.sparkstead.render.preflight;

import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Line;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.preflight.question.AddressPools;
import io.sparkstead.render.preflight.question.Admission;
import io.sparkstead.render.preflight.question.DryRuns;
import io.sparkstead.render.preflight.question.Gateways;
import io.sparkstead.render.preflight.question.NamedObjects;
import io.sparkstead.render.preflight.question.Policies;
import io.sparkstead.render.preflight.question.RoomOnNodes;
import io.sparkstead.render.preflight.question.Secrets;
import io.sparkstead.render.preflight.question.ServedKinds;
import io.sparkstead.render.preflight.question.ServerVersion;
import io.sparkstead.render.preflight.question.StorageClasses;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All that a tree counts on, asked in turn. */
public final class Preflight {

  private static final List<Question> QUESTIONS =
      List.of(
          new ServerVersion(),
          new ServedKinds(),
          new StorageClasses(),
          new AddressPools(),
          new Gateways(),
          new NamedObjects(),
          new Secrets(),
          new Policies(),
          new RoomOnNodes(),
          new Admission(),
          new DryRuns());

  private Preflight() {}

  /** What a person would type to see for themselves, each without {@code kubectl}. */
  public static Set<String> commands(Wanted wanted) {
    Set<String> commands = new LinkedHashSet<>();
    QUESTIONS.forEach(question -> commands.addAll(question.commands(wanted)));
    return commands;
  }

  /**
   * Asks {@code cluster} for all of it.
   *
   * @param progress is told what is asked
   * @throws Unanswered if it does not answer one question: some answers are none
   */
  public static List<Line> of(Wanted wanted, Cluster cluster, Consumer<String> progress)
      throws Unanswered {
    Site site = Site.of(cluster);
    Told told = new Told();
    int count = 0;
    for (Question question : QUESTIONS) {
      count++;
      progress.accept(count + "/" + QUESTIONS.size() + " " + question.about());
      question.ask(wanted, site, told);
    }
    return told.lines();
  }
}
