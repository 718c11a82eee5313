package io.sparkstead.render.report;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Origin;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.source.EnvironmentLine;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Recipe;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.secret.SlotFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which line of an environment's Java is to blame for what is wrong with its stack.
 *
 * <p>An argument of a {@link Recipe} is, if the stack is well without it: so it is tried without
 * each of them. No list says which argument governs what, and none can be out of date. It takes as
 * many renders as there are arguments, and is done only where something is wrong and will be told.
 *
 * <p>Where there is no recipe, the line that names the component is as near as anybody knows.
 */
final class AtFault {

  private final Environment environment;
  private final Stack stack;
  private final ManifestTree tree;
  private final Optional<SourceText> source;
  private final List<Trial> trials = new ArrayList<>();

  /** The stack without one argument. */
  private record Trial(Origin origin, List<Finding> findings, ManifestTree tree) {

    boolean has(Finding finding) {
      for (Finding other : findings) {
        if (other.rule().equals(finding.rule())
            && other.subject().equals(finding.subject())
            && other.path().equals(finding.path())) {
          return true;
        }
      }
      return false;
    }
  }

  /** Of {@code stack}, whose files are {@code tree}. */
  AtFault(Environment environment, Stack stack, ManifestTree tree, List<SlotFile> slots) {
    this.environment = environment;
    this.stack = stack;
    this.tree = tree;
    this.source = SourceText.of(environment);
    for (Recipe.Argument argument : lastFirst(stack)) {
      try {
        StackManifests made = StackManifests.of(argument.without(stack));
        ManifestTree files = Layout.of(environment, made);
        Evidence evidence = Evidence.of(made, slots, environment.name().text());
        List<Finding> left = Proof.of(evidence, environment.exceptions(), environment.rules());
        trials.add(new Trial(argument.origin(), left, files));
      } catch (IllegalArgumentException e) {
        // Without it there is no stack, and so nothing to compare.
      }
    }
  }

  /** Patches too, which are made of what the arguments have left. */
  private static List<Recipe.Argument> lastFirst(Stack stack) {
    List<Recipe.Argument> arguments = new ArrayList<>();
    if (stack.recipe().isPresent()) {
      arguments.addAll(stack.recipe().get().arguments());
    }
    for (Origin call : stack.patches().calls()) {
      arguments.add(new PatchedBy(call));
    }
    Collections.reverse(arguments);
    return arguments;
  }

  /** What one call of {@link Stack#patchedBy} gave. */
  private record PatchedBy(Origin origin) implements Recipe.Argument {
    @Override
    public Stack without(Stack whole) {
      return whole.withoutPatches(origin);
    }
  }

  /** {@code mylab.java:83} if it is known of one argument that it has brought {@code finding}. */
  Optional<String> argumentLine(Finding finding) {
    return source.isEmpty() ? Optional.empty() : argument(finding).flatMap(EnvironmentLine::of);
  }

  /**
   * Of what no argument is known: the component, or the environment's class where its source is not
   * at hand.
   */
  String componentLine(Finding finding) {
    if (source.isEmpty()) {
      return environment.getClass().getName();
    }
    return component(source.get(), List.of(finding.path().split("/", -1)))
        .orElseGet(() -> beginning(stack, source.get()));
  }

  /** Of those without which it is not found, the one nearest to it, and the last of those. */
  private Optional<Origin> argument(Finding finding) {
    Optional<Origin> nearest = Optional.empty();
    int most = 0;
    for (Trial trial : trials) {
      // What is found all the same may still stand on a line that the argument has written.
      int near = (trial.has(finding) ? 0 : 3) + nearness(finding, trial.tree());
      if (near > most && near >= 2) {
        most = near;
        nearest = Optional.of(trial.origin());
      }
    }
    return nearest;
  }

  /** 2 if the argument has written the line, 1 if another of its file, 0 if none. */
  private int nearness(Finding finding, ManifestTree without) {
    String mine = tree.files().getOrDefault(finding.path(), "");
    String others = without.files().getOrDefault(finding.path(), "");
    if (mine.equals(others)) {
      return 0;
    }
    return Objects.equals(marked(mine, finding.mark()), marked(others, finding.mark())) ? 1 : 2;
  }

  private static Optional<String> marked(String text, String mark) {
    return mark.isEmpty()
        ? Optional.empty()
        : text.lines().filter(line -> line.contains(mark)).findFirst();
  }

  /**
   * Where what {@code e} refuses was said, found by making the stack without one thing after the
   * other.
   */
  static String line(IllegalArgumentException e, Environment environment, Stack stack) {
    Optional<String> known = EnvironmentLine.of(e);
    if (known.isPresent()) {
      return known.get();
    }
    for (Recipe.Argument argument : lastFirst(stack)) {
      Optional<String> line = EnvironmentLine.of(argument.origin());
      if (line.isPresent() && isWell(argument, environment, stack)) {
        return line.get();
      }
    }
    Optional<SourceText> source = SourceText.of(environment);
    if (source.isEmpty()) {
      return environment.getClass().getName();
    }
    for (Component part : stack.parts()) {
      if (isWell(environment, stack.without(DnsLabel.of(part.folder())))) {
        Optional<String> line =
            component(source.get(), List.of(part.folder())).or(() -> made(source.get(), part));
        if (line.isPresent()) {
          return line.get();
        }
      }
    }
    return beginning(stack, source.get());
  }

  private static boolean isWell(Recipe.Argument argument, Environment environment, Stack stack) {
    try {
      return isWell(environment, argument.without(stack));
    } catch (IllegalArgumentException | NullPointerException e) {
      return false;
    }
  }

  private static boolean isWell(Environment environment, Stack stack) {
    try {
      Layout.of(environment, stack);
      return true;
    } catch (IllegalArgumentException | NullPointerException e) {
      return false;
    }
  }

  /** The line that names the last of {@code steps} that any names. */
  private static Optional<String> component(SourceText source, List<String> steps) {
    Optional<String> line = Optional.empty();
    for (String step : steps) {
      int found = source.lineOf("DnsLabel.of(\"" + step + "\")");
      line = found > 0 ? Optional.of(source.file() + ":" + found) : line;
    }
    return line;
  }

  /** The line that makes the first of the kind of {@code part}. */
  private static Optional<String> made(SourceText source, Component part) {
    int found = source.lineOf("new " + part.getClass().getSimpleName() + "(");
    return found > 0 ? Optional.of(source.file() + ":" + found) : Optional.empty();
  }

  private static String beginning(Stack stack, SourceText source) {
    return stack
        .recipe()
        .flatMap(recipe -> EnvironmentLine.of(recipe.begun()))
        .orElseGet(() -> source.file() + ":" + source.declaration());
  }
}
