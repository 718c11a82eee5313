package io.sparkstead.render.explain;

import io.sparkstead.render.explain.OfJava.OutputLine;
import io.sparkstead.render.explain.compared.Effect;
import io.sparkstead.render.explain.compared.TextLines;
import io.sparkstead.render.explain.spoilt.Holding;
import io.sparkstead.render.explain.woven.Said;
import io.sparkstead.render.source.EnvironmentLine;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Recipe;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Explains lines of one environment. */
public final class Explanation {

  private final Subject subject;
  private final Trials trials;

  private Explanation(Subject subject, Trials trials) {
    this.subject = subject;
    this.trials = trials;
  }

  /** Tries all that the Java of {@code subject} says, which takes some seconds. */
  public static Explanation of(Subject subject) throws IOException {
    return new Explanation(subject, Trials.of(subject));
  }

  /**
   * Of a line of a file.
   *
   * @param path in the tree
   * @param number from 1
   */
  public OfOutput line(String path, int number) {
    TextLines lines = TextLines.of(path, text(path));
    List<Cause> said = said(path, number);
    List<Cause> there = there(path, number);
    there.removeIf(cause -> said.stream().anyMatch(other -> other.line() == cause.line()));
    return new OfOutput(
        subject.root() + "/" + path + ":" + number,
        Optional.of(lines.lines().get(number - 1).text()),
        owner(path),
        said,
        there.isEmpty() && said.isEmpty() ? begun(path) : there,
        said.isEmpty() ? Knobs.of(subject, path, number) : List.of(),
        PatchedLine.of(subject.manifests(), path, Optional.of(number)),
        holding().line(path, lines, number),
        untried());
  }

  /** The lines of Java with which otherwise, the line is otherwise. */
  List<Cause> said(String path, int number) {
    return causes(tried -> isSaid(tried, tried.at(path, number)));
  }

  /** Those without which it is not there. */
  List<Cause> there(String path, int number) {
    return causes(tried -> isBrought(tried, tried.at(path, number)));
  }

  /** Of a whole file. */
  public OfOutput file(String path) {
    int count = (int) text(path).lines().count();
    List<Cause> there = causes(tried -> isWholeGone(tried, path, count));
    List<Cause> said = causes(tried -> !isWholeGone(tried, path, count) && touches(tried, path));
    return new OfOutput(
        subject.root() + "/" + path,
        Optional.of(count + (count == 1 ? " line" : " lines")),
        owner(path),
        said,
        there.isEmpty() ? begun(path) : there,
        List.of(),
        PatchedLine.of(subject.manifests(), path, Optional.empty()),
        holding().file(path),
        untried());
  }

  private String text(String path) {
    return subject.tree().files().getOrDefault(path, "");
  }

  private interface Is {
    boolean of(Tried tried);
  }

  /** One for each line of Java, the narrowest first. */
  private List<Cause> causes(Is is) {
    Map<Integer, Cause> causes = new TreeMap<>();
    for (Tried tried : trials.all()) {
      if (is.of(tried)) {
        Cause cause = cause(tried.said(), tried.count());
        causes.merge(cause.line(), cause, (one, two) -> one.lines() <= two.lines() ? one : two);
      }
    }
    List<Cause> narrowest = new ArrayList<>(causes.values());
    narrowest.sort(Comparator.comparing(Cause::lines).thenComparing(Cause::line));
    return narrowest;
  }

  private Cause cause(Said said, int lines) {
    return new Cause(subject.source().file(), said.line(), said.source(), lines);
  }

  /** A call left out may have said it; or brought it, where nothing is in its place. */
  private static boolean isSaid(Tried tried, Effect effect) {
    return effect == Effect.ALTERED
        || (effect == Effect.GONE && tried.said().kind() != Said.Kind.CALL);
  }

  private static boolean isBrought(Tried tried, Effect effect) {
    return effect == Effect.GONE && tried.said().kind() == Said.Kind.CALL;
  }

  private static boolean touches(Tried tried, String path) {
    return tried.outcomes().stream().anyMatch(outcome -> outcome.effects().containsKey(path));
  }

  private static boolean isWholeGone(Tried tried, String path, int count) {
    for (int line = 1; line <= count; line++) {
      if (tried.at(path, line) != Effect.GONE) {
        return false;
      }
    }
    return true;
  }

  private List<Cause> untried() {
    Map<Integer, Cause> untried = new TreeMap<>();
    for (Tried tried : trials.all()) {
      if (tried.isUnknown()) {
        untried.putIfAbsent(tried.said().line(), cause(tried.said(), 0));
      }
    }
    trials.leftOut().forEach(said -> untried.putIfAbsent(said.line(), cause(said, 0)));
    return List.copyOf(untried.values());
  }

  /** What is always there is by whatever begins the stack. */
  private List<Cause> begun(String path) {
    Optional<Recipe> recipe = subject.stack().recipe();
    boolean isOfRecipe =
        recipe.isPresent()
            && (component(path).isEmpty()
                || (recipe.get() instanceof Workbench bench
                    && bench.stack().parts().contains(component(path).get())));
    Optional<String> at = isOfRecipe ? EnvironmentLine.of(recipe.get().begun()) : Optional.empty();
    if (at.isEmpty()) {
      return List.of();
    }
    int line = Integer.parseInt(at.get().substring(at.get().lastIndexOf(':') + 1));
    String source = subject.source().text().lines().toList().get(line - 1).strip();
    long lines =
        subject.tree().files().values().stream().mapToLong(text -> text.lines().count()).sum();
    return List.of(new Cause(subject.source().file(), line, source, (int) lines));
  }

  private Optional<Component> component(String path) {
    return subject.stack().components().stream()
        .filter(each -> path.startsWith(each.folder() + "/"))
        .findFirst();
  }

  private String owner(String path) {
    Optional<Component> component = component(path);
    if (component.isPresent()) {
      String kind = component.get().getClass().getSimpleName();
      return kind + " '" + component.get().folder() + "'";
    }
    if (path.startsWith(Layout.IMAGES)) {
      String[] steps = path.split("/", -1);
      return steps.length > 2 ? "image '" + steps[1] + "'" : "all images";
    }
    return path.equals(subject.manifests().namespace().path()) ? "the namespace" : "the whole tree";
  }

  private Holding holding() {
    List<SlotFile> slots = new ArrayList<>();
    subject
        .stack()
        .slots()
        .forEach((path, slot) -> slots.add(new SlotFile(path, slot, Optional.empty())));
    return new Holding(
        Evidence.of(subject.manifests(), slots, subject.environment().name().text()),
        subject.environment().rules());
  }

  /** Of a line of the environment's Java, from 1. */
  public OfJava java(int number) {
    String source = subject.source().text().lines().toList().get(number - 1);
    List<Tried> here =
        trials.all().stream().filter(tried -> tried.said().line() == number).toList();
    Map<String, OutputLine> says = new LinkedHashMap<>();
    Map<String, OutputLine> brings = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : subject.tree().files().entrySet()) {
      List<String> lines = file.getValue().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String path = file.getKey();
        int line = i + 1;
        OutputLine output = new OutputLine(subject.root() + "/" + path, line, lines.get(i));
        if (here.stream().anyMatch(tried -> isSaid(tried, tried.at(path, line)))) {
          says.put(path + ":" + line, output);
        } else if (here.stream().anyMatch(tried -> isBrought(tried, tried.at(path, line)))) {
          brings.put(path + ":" + line, output);
        }
      }
    }
    return new OfJava(
        subject.source().file() + ":" + number,
        source,
        List.copyOf(says.values()),
        List.copyOf(brings.values()),
        note(number, here, !says.isEmpty() || !brings.isEmpty()));
  }

  private Optional<String> note(int number, List<Tried> here, boolean isFelt) {
    boolean isUnknown =
        here.stream().anyMatch(Tried::isUnknown)
            || trials.leftOut().stream().anyMatch(said -> said.line() == number);
    if (isUnknown) {
      return Optional.of(
          "not all of it: no other value than a value here is taken, so what that says is not known");
    }
    if (isFelt) {
      return Optional.empty();
    }
    if (!here.isEmpty()) {
      return Optional.of("what it says is asked for by rules alone, or is what would be so anyhow");
    }
    return trials.all().stream()
        .map(Tried::said)
        .filter(said -> said.line() <= number && number <= said.lastLine())
        .min(Comparator.comparing(said -> said.lastLine() - said.line()))
        .map(
            said ->
                "it is part of "
                    + subject.source().file()
                    + ":"
                    + said.line()
                    + "  "
                    + said.source())
        .or(() -> Optional.of("it says no value, and calls nothing that changes the stack"));
  }
}
