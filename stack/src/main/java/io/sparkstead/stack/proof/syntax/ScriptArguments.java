package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.shell.ShellOptions;
import io.sparkstead.stack.proof.syntax.shell.ShellVariables;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether scripts are given the arguments that they read. */
public record ScriptArguments(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ARGUMENT_IS_GIVEN =
      Rule.error("TXT-40", "Under set -u, a container gives its script the arguments it reads")
          .why("The shell ends the script there: unbound variable.")
          .fix("Give the argument in the container's command, or write ${1:-}.");

  static final Rule ARGUMENT_MAY_BE_LEFT_OUT =
      Rule.warning("TXT-41", "A script lives without the argument that may be left out")
          .why("Under set -u the shell ends it there: unbound variable.")
          .fix("Write ${1:-} with what is meant without it.");

  /** What asks how many there are, or makes them. */
  private static final Pattern CAREFUL =
      Pattern.compile("\\$#|\\$\\{#}|\\bset -- |\\bshift\\b|\\bgetopts\\b|\\bset \\+u");

  private static final Pattern OPTIONAL =
      Pattern.compile(
          "(?i)\\bmay (follow|be (given|left out|omitted))\\b|\\boptional|\\bdefaults? to\\b"
              + "|\\bwithout (an )?argument|\\.sh \\[");

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      Optional<Node> tree =
          text.name().isEmpty() || CAREFUL.matcher(text.text()).find()
              ? Optional.empty()
              : Grammar.BASH.read(text.text());
      if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
        Optional<Node> read = read(tree.get(), text.text());
        if (read.isPresent()) {
          argumentIsThere(text, new ShellVariables(tree.get()), read.get());
        }
      }
    }
  }

  /** The first argument that is read whatever becomes of it, outside of functions. */
  private static Optional<Node> read(Node node, String script) {
    if (node.is("function_definition")) {
      return Optional.empty();
    }
    if (node.text().matches("\\$[1-9]|\\$\\{[1-9]}")
        && (node.is("simple_expansion") || node.is("expansion"))) {
      String number = node.text().replaceAll("\\D", "");
      // Who asks with care first knows that it is there.
      boolean isAsked = Pattern.compile("\\$\\{" + number + ":?[-=?+]").matcher(script).find();
      return isAsked ? Optional.empty() : Optional.of(node);
    }
    for (Node child : node.children()) {
      Optional<Node> read = read(child, script);
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  private void argumentIsThere(Text text, ShellVariables variables, Node read) {
    for (Text.Runner runner : text.isRun() ? text.runners() : List.<Text.Runner>of()) {
      List<String> words = runner.container().words();
      boolean isLast = !words.isEmpty() && words.get(words.size() - 1).endsWith("/" + text.name());
      boolean isStartedSo = ShellOptions.before(words, text.name()).isUnsetRefused();
      if (isLast && variables.isUnsetRefused(isStartedSo)) {
        at(ARGUMENT_IS_GIVEN, text, text.mark(read.line()))
            .say(
                "line {} of {it} reads {}, and {} gives it no argument; give it one, or write"
                    + " {}",
                read.line(),
                read.text(),
                runner.workload(),
                careful(read));
        return;
      }
    }
    if (!text.isRun()
        && variables.isUnsetRefused(false)
        && OPTIONAL.matcher(head(text.text())).find()) {
      at(ARGUMENT_MAY_BE_LEFT_OUT, text, text.mark(read.line()))
          .say(
              "line {} of {it} reads {}, which its head says may be left out; write {} with what is"
                  + " meant then",
              read.line(),
              read.text(),
              careful(read));
    }
  }

  private static String careful(Node read) {
    return "${" + read.text().replaceAll("\\D", "") + ":-}";
  }

  /** The comments before the first command, options of the shell aside. */
  private static String head(String script) {
    StringBuilder head = new StringBuilder();
    for (String line : script.split("\n", -1)) {
      if (line.startsWith("#")) {
        head.append(line.substring(1)).append(' ');
      } else if (!line.isBlank() && !line.startsWith("set -")) {
        break;
      }
    }
    return head.toString().replaceAll("\\s+", " ");
  }
}
