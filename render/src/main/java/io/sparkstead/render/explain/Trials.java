package io.sparkstead.render.explain;

import io.sparkstead.render.explain.compared.TreeCompared;
import io.sparkstead.render.explain.woven.Said;
import io.sparkstead.render.explain.woven.WovenFile;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an environment's Java says, each tried otherwise: a render for each.
 *
 * @param leftOut what could not be tried, because only a constant may stand there
 */
record Trials(Subject subject, List<Tried> all, List<Said> leftOut) {

  /** A text may say two things, by its beginning and by its end. */
  private static final int OF_A_TEXT = 2;

  Trials {
    all = List.copyOf(all);
    leftOut = List.copyOf(leftOut);
  }

  /** Of the Java of {@code subject}. */
  static Trials of(Subject subject) throws IOException {
    WovenFile woven = WovenFile.of(subject.file(), subject.source().text());
    if (!woven.asSaid(subject::files).equals(subject.tree().files())) {
      throw new IllegalStateException(
          subject.source().file() + " makes another tree when it is asked what it says");
    }
    TreeCompared.Base base = new TreeCompared.Base(subject.tree().files());
    List<Tried> all = new ArrayList<>();
    for (Said said : woven.said()) {
      all.add(new Tried(said, outcomes(subject, base, woven, said)));
    }
    return new Trials(subject, all, woven.leftOut());
  }

  private static List<TreeCompared> outcomes(
      Subject subject, TreeCompared.Base base, WovenFile woven, Said said) {
    int wanted = wanted(said);
    int ways = said.kind() == Said.Kind.CALL ? 1 : WovenFile.ways();
    List<TreeCompared> outcomes = new ArrayList<>();
    int felt = 0;
    for (int way = 0; way < ways && felt < wanted && outcomes.size() <= wanted; way++) {
      Optional<Map<String, String>> files = files(subject, woven, said, way);
      if (files.isPresent()) {
        TreeCompared outcome = compared(base, said, files.get());
        outcomes.add(outcome);
        felt += outcome.effects().isEmpty() ? 0 : 1;
      }
    }
    return outcomes;
  }

  /** Another name may be just what a value says; without a call, other parts may be there. */
  private static TreeCompared compared(
      TreeCompared.Base base, Said said, Map<String, String> files) {
    return said.kind() == Said.Kind.CALL ? base.in(files) : base.renaming(files);
  }

  /** How many ways that are felt tell all of it. */
  private static int wanted(Said said) {
    return switch (said.kind()) {
      case TEXT -> OF_A_TEXT;
      case RELEASE -> SparkReleases.versions().size() - 1;
      case VALUE, TEXT_LINE, CALL -> 1;
    };
  }

  /** None where the Java, or a part, does not take it so. */
  private static Optional<Map<String, String>> files(
      Subject subject, WovenFile woven, Said said, int way) {
    try {
      return Optional.of(woven.otherwise(said, way, subject::files));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // It is what a person's Java does with a value that it was not written for.
      return Optional.empty();
    }
  }
}
