package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions of a text that are given to a thread and end it by {@code sys.exit}, which ends
 * that thread alone.
 *
 * <pre>
 * threading.Timer(300, give_up)      where give_up, or what it calls, says sys.exit(1)
 * </pre>
 */
public final class PythonThreads {

  private static final Set<String> EXITS = Set.of("sys.exit", "exit", "quit");

  /** With one of these, a function ends the program all the same, or takes the exit itself. */
  private static final Pattern ENDS =
      Pattern.compile(
          "os\\._exit|os\\.kill|os\\.abort|interrupt_main|raise_signal"
              + "|except *(?:BaseException|SystemExit|:)");

  /**
   * A function where it is given to a thread.
   *
   * @param line from 1
   * @param isTimer whether it is given to be run later, as what gives up is
   */
  public record Exit(String function, int line, boolean isTimer) {}

  private final List<Exit> found = new ArrayList<>();
  private final PythonFunctions functions;

  private PythonThreads(Node module) {
    functions = PythonFunctions.of(module);
    look(module);
  }

  public static List<Exit> exits(Node module) {
    return new PythonThreads(module).found;
  }

  private void look(Node node) {
    if (node.is("call")) {
      String called = node.child("function").map(Node::text).orElse("");
      boolean isTimer = called.equals("threading.Timer") || called.equals("Timer");
      boolean isThread = called.equals("threading.Thread") || called.equals("Thread");
      if (isTimer || isThread) {
        given(node, isTimer)
            .filter(function -> functions.has(function) && exits(function, new HashSet<>()))
            .ifPresent(function -> found.add(new Exit(function, node.line(), isTimer)));
      }
    }
    node.children().forEach(this::look);
  }

  /** {@code Timer(300, f)}, {@code Timer(300, function=f)}, {@code Thread(target=f)}. */
  private static Optional<String> given(Node call, boolean isTimer) {
    List<Node> plain = new ArrayList<>();
    for (Node argument : call.child("arguments").map(Node::children).orElse(List.of())) {
      String name = argument.child("name").map(Node::text).orElse("");
      if (argument.is("keyword_argument") && name.equals(isTimer ? "function" : "target")) {
        return argument.child("value").map(Node::text);
      } else if (!argument.is("keyword_argument")) {
        plain.add(argument);
      }
    }
    return isTimer && plain.size() > 1 ? Optional.of(plain.get(1).text()) : Optional.empty();
  }

  private boolean exits(String function, Set<String> asked) {
    Node body = functions.get(function);
    if (!asked.add(function) || ENDS.matcher(body.text()).find()) {
      return false;
    }
    for (String called : PythonFunctions.called(body)) {
      if (EXITS.contains(called) || (functions.has(called) && exits(called, asked))) {
        return true;
      }
    }
    return body.text().contains("raise SystemExit");
  }
}
