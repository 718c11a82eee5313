package io.sparkstead.stack.proof.syntax;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.shell.PodNames;
import io.sparkstead.stack.proof.syntax.shell.ShellCheck;
import io.sparkstead.stack.proof.syntax.shell.ShellOptions;
import io.sparkstead.stack.proof.syntax.shell.ShellVariables;
import io.sparkstead.stack.proof.syntax.shell.Unreplaced;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a shell takes scripts, and finds the variables that they read. */
public record Scripts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SHELL_TAKES_IT =
      Rule.error("TXT-01", "A shell takes every script")
          .why("It stops at the line, or before it has run any.")
          .fix("Close what is open there; bash -n says the same.");

  static final Rule HEREDOC_ENDS =
      Rule.warning("TXT-02", "Every heredoc ends")
          .why("The shell takes the rest of the script for its text, and runs none of it.")
          .fix("Put its mark on a line of its own, with nothing before or behind it.");

  static final Rule VARIABLE_IS_SET =
      Rule.error("TXT-03", "Under set -u, a script reads variables that are set")
          .why("The shell ends the script there: unbound variable.")
          .fix("Set it in the script or in the container's env, or write ${NAME:-}.");

  static final Rule VARIABLE_IS_REPLACED =
      Rule.error("TXT-31", "A variable that a script sets stands where the shell replaces it")
          .why("In single quotes, and in a heredoc whose end is in quotes, $name stays $name.")
          .fix("Use double quotes, or write the heredoc's end without quotes.");

  static final Rule VARIABLE_MAY_BE_MEANT =
      Rule.warning("TXT-32", "A text with $name is for somebody who replaces it")
          .why("In single quotes, and in a heredoc whose end is in quotes, $name stays $name.")
          .fix("Use double quotes, or call what is meant otherwise.");

  static final Rule POD_IS_CALLED_AS_PODS_ARE =
      Rule.error("TXT-33", "A script calls pods by small letters, digits, dots and hyphens")
          .why("The API server refuses the pod.")
          .fix("Write the date without underscores, colons and names of months.");

  /**
   * A script and its variables.
   *
   * @param text which is what a shell takes
   */
  private record Script(Text text, ShellVariables variables) {}

  @Override
  public void check() {
    List<Script> scripts = new ArrayList<>();
    Set<String> exported = new HashSet<>();
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      Optional<Problem> refusal = ShellCheck.refusal(text.text());
      if (refusal.isPresent()) {
        shellTakesIt(text, refusal.get());
        continue;
      }
      heredocEnds(text);
      // Not of a text that the grammar knows less of than a shell does.
      Optional<Node> tree = Grammar.BASH.read(text.text());
      if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
        ShellVariables variables = new ShellVariables(tree.get());
        exported.addAll(variables.exported());
        scripts.add(new Script(text, variables));
        variablesAreReplaced(text, Unreplaced.of(tree.get(), variables));
        podsAreCalled(text, PodNames.refused(tree.get()));
      }
    }
    for (Script script : scripts) {
      if (script.variables().isUnsetRefused(isStartedWithU(script.text()))) {
        variablesAreSet(script, exported);
      }
    }
  }

  /** Whether each container that runs it says {@code bash -u} in front of its name. */
  private static boolean isStartedWithU(Text text) {
    boolean isAlways = text.isRun() && !text.name().isEmpty();
    for (Text.Runner runner : text.runners()) {
      List<String> words = runner.container().words();
      isAlways = isAlways && ShellOptions.before(words, text.name()).isUnsetRefused();
    }
    return isAlways;
  }

  private void shellTakesIt(Text text, Problem problem) {
    at(SHELL_TAKES_IT, text, text.mark(problem.line()))
        .say(
            "line {} of {it}: {}; a shell stops there: correct the line, or the one it belongs to",
            problem.line(),
            problem.what());
  }

  private void heredocEnds(Text text) {
    Optional<Problem> open = ShellCheck.openHeredoc(text.text());
    if (open.isPresent()) {
      at(HEREDOC_ENDS, text, text.mark(open.get().line()))
          .say(
              "line {} of {it}: {}; the rest of the script is taken for its text: put the mark on a"
                  + " line of its own",
              open.get().line(),
              open.get().what());
    }
  }

  private void variablesAreReplaced(Text text, List<Unreplaced> all) {
    for (Unreplaced one : all) {
      Rule rule = one.isSure() ? VARIABLE_IS_REPLACED : VARIABLE_MAY_BE_MEANT;
      at(rule, text, text.mark(one.line()))
          .say(
              "line {} of {it} names ${} in quotes that keep it as it is; use double quotes, or a"
                  + " heredoc without",
              one.line(),
              one.name());
    }
  }

  private void podsAreCalled(Text text, List<PodNames.Refused> all) {
    for (PodNames.Refused one : all) {
      at(POD_IS_CALLED_AS_PODS_ARE, text, text.mark(one.line()))
          .say(
              "line {} of {it} sets {} to a name such as {}, which Kubernetes does not take; use"
                  + " small letters, digits and hyphens",
              one.line(),
              one.setting(),
              one.name());
    }
  }

  private void variablesAreSet(Script script, Set<String> exported) {
    Text text = script.text();
    List<KnownVariables> places = places(text);
    Set<String> known = new HashSet<>(script.variables().set());
    known.addAll(exported);
    Set<String> told = new HashSet<>();
    for (ShellVariables.Read read : script.variables().reads()) {
      String name = read.name();
      if (!known.contains(name) && isMissing(name, known, places) && told.add(name)) {
        Set<String> names = new HashSet<>(known);
        places.forEach(place -> names.addAll(place.names()));
        at(VARIABLE_IS_SET, text, text.mark(read.line()))
            .say(
                "line {} of {it} reads ${}, which nothing sets, and set -u ends the script there{}",
                read.line(),
                name,
                NearName.of(name, names)
                    .map(near -> "; did you mean $" + near + "?")
                    .orElse("; set it there or in env, or write ${" + name + ":-}"));
      }
    }
  }

  /** Where the script runs; somewhere unknown, where nobody says. */
  private List<KnownVariables> places(Text text) {
    List<KnownVariables> places = new ArrayList<>();
    for (Text.Runner runner : text.runners()) {
      KnownVariables there = KnownVariables.of(stack, runner.container());
      places.add(text.isRun() ? there : new KnownVariables(there.names(), false));
    }
    return places.isEmpty() ? List.of(new KnownVariables(Set.of(), false)) : places;
  }

  /**
   * Whether {@code name} is set in none of {@code places}, or lacks where it is known to run. Where
   * others may have set variables, one in capitals is taken for theirs unless it is misspelt.
   */
  private static boolean isMissing(String name, Set<String> known, List<KnownVariables> places) {
    boolean isSomewhere = false;
    boolean isLackingForSure = false;
    Set<String> names = new HashSet<>(known);
    for (KnownVariables place : places) {
      isSomewhere |= place.has(name);
      isLackingForSure |= place.isAll() && !place.has(name);
      names.addAll(place.names());
    }
    boolean isOwn =
        name.equals(name.toLowerCase(Locale.ROOT)) || NearName.of(name, names).isPresent();
    return isLackingForSure || (!isSomewhere && isOwn);
  }
}
