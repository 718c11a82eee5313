package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.python.PythonThreads;
import io.sparkstead.stack.proof.syntax.python.PythonTries;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.Optional;

/** Whether a Python program that starts well ends as it is meant to. */
public record PythonEnds(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule GIVING_UP_ENDS =
      Rule.error("TXT-34", "What a Timer calls to give up ends the program")
          .why("In its thread sys.exit ends that thread alone: the program hangs for ever.")
          .fix("Say os._exit(1) there.");

  static final Rule THREAD_MAY_END =
      Rule.warning("TXT-35", "What a thread calls to end the program ends it")
          .why("In it sys.exit ends that thread alone: the program goes on.")
          .fix("Say os._exit(1) there, or return.");

  static final Rule RETRY_EXPECTS_WHAT_COMES =
      Rule.error("TXT-36", "A loop that asks a server again expects what asking raises")
          .why("urllib and requests wrap what Python says of sockets: the first try ends it.")
          .fix("Expect OSError, which all of them are.");

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.PYTHON)) {
      Optional<Node> tree = Grammar.PYTHON.read(text.text());
      if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
        threads(text, tree.get());
        tries(text, tree.get());
      }
    }
  }

  private void threads(Text text, Node tree) {
    for (PythonThreads.Exit exit : PythonThreads.exits(tree)) {
      at(exit.isTimer() ? GIVING_UP_ENDS : THREAD_MAY_END, text, text.mark(exit.line()))
          .say(
              "line {} of {it} gives {} to a thread, where sys.exit ends that thread alone; say"
                  + " os._exit(1)",
              exit.line(),
              exit.function());
    }
  }

  private void tries(Text text, Node tree) {
    for (PythonTries.Narrow narrow : PythonTries.narrow(tree)) {
      at(RETRY_EXPECTS_WHAT_COMES, text, text.mark(narrow.line()))
          .say(
              "line {} of {it} expects {}, which {} does not raise, and so tries once; expect"
                  + " OSError",
              narrow.line(),
              narrow.expected(),
              narrow.asks());
    }
  }
}
