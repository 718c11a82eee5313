package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.util.List;
import java.util.Optional;

/** Whether a shell takes a script. */
public final class ShellCheck {

  private ShellCheck() {}

  /** Why a shell would refuse {@code script}; nothing if it takes it. */
  public static Optional<Problem> refusal(String script) {
    return new ShellGrammar(script).problem().map(ShellCheck::problem);
  }

  /** A heredoc that nothing ends: a shell takes the rest of the script for its text. */
  public static Optional<Problem> openHeredoc(String script) {
    ShellGrammar grammar = new ShellGrammar(script);
    if (grammar.problem().isPresent()) {
      return Optional.empty();
    }
    List<Unreadable> open = grammar.openHeredocs();
    return open.isEmpty() ? Optional.empty() : Optional.of(problem(open.get(0)));
  }

  private static Problem problem(Unreadable unreadable) {
    return new Problem(unreadable.line(), String.valueOf(unreadable.getMessage()));
  }
}
