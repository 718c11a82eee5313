package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loops that ask a server again, and expect of it what the library that they ask by does not raise.
 *
 * <pre>
 * for _ in range(10):
 *     try:
 *         urlopen(url)
 *     except ConnectionError:      urlopen raises URLError, which is an OSError and none of these
 *         sleep(1)
 * </pre>
 */
public final class PythonTries {

  /** What Python itself raises of sockets, and the libraries wrap. */
  private static final Set<String> OF_SOCKETS =
      Set.of(
          "ConnectionError",
          "ConnectionRefusedError",
          "ConnectionResetError",
          "ConnectionAbortedError",
          "BrokenPipeError",
          "TimeoutError",
          "socket.timeout",
          "socket.gaierror");

  /** What has nothing to do with the way to a server. */
  private static final Set<String> OF_ANSWERS =
      Set.of(
          "ValueError",
          "KeyError",
          "IndexError",
          "TypeError",
          "LookupError",
          "json.JSONDecodeError",
          "JSONDecodeError",
          "UnicodeDecodeError");

  private static final Pattern ASKS =
      Pattern.compile(
          "(?:urllib\\.request\\.|request\\.)?urlopen"
              + "|requests\\.(?:get|post|put|head|delete|request)");

  private static final Pattern IMPORTED =
      Pattern.compile("import[^\\n]*\\b(?:ConnectionError|TimeoutError)\\b");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");

  private static final Set<String> LOOPS = Set.of("for_statement", "while_statement");

  /**
   * What a loop expects, and by what it asks.
   *
   * @param line where it expects it, from 1
   */
  public record Narrow(String expected, String asks, int line) {}

  private final List<Narrow> found = new ArrayList<>();
  private final PythonFunctions functions;

  private PythonTries(Node module) {
    functions = PythonFunctions.of(module);
    // One that is imported is the library's own.
    if (!IMPORTED.matcher(module.text()).find()) {
      look(module, false);
    }
  }

  public static List<Narrow> narrow(Node module) {
    return new PythonTries(module).found;
  }

  private void look(Node node, boolean isInLoop) {
    boolean isLoop = LOOPS.contains(node.type()) || isInLoop;
    if (node.is("function_definition")) {
      isLoop = false;
    }
    if (node.is("try_statement") && isLoop) {
      List<String> expected = expected(node);
      if (expected.stream().noneMatch(PythonTries::isWide)) {
        expects(node, expected);
      } else if (!expected.isEmpty()) {
        return;
      }
    }
    for (Node child : node.children()) {
      look(child, isLoop);
    }
  }

  /** One that is not known here may be as wide as it has to be. */
  private static boolean isWide(String exception) {
    return !OF_SOCKETS.contains(exception) && !OF_ANSWERS.contains(exception);
  }

  private void expects(Node statement, List<String> expected) {
    for (String exception : expected) {
      String asks = OF_SOCKETS.contains(exception) ? asks(statement) : "";
      if (!asks.isEmpty()) {
        found.add(new Narrow(exception, asks, line(statement)));
        return;
      }
    }
  }

  private static int line(Node statement) {
    for (Node child : statement.children()) {
      if (child.is("except_clause")) {
        return child.line();
      }
    }
    return statement.line();
  }

  /** The names behind each except; a bare one expects all. */
  private static List<String> expected(Node statement) {
    List<String> expected = new ArrayList<>();
    for (Node clause : statement.children()) {
      if (clause.is("except_clause") || clause.is("except_group_clause")) {
        String head = clause.text().split(":", 2)[0].replaceFirst("^except\\*?", "");
        Matcher name = NAME.matcher(head.replaceFirst("\\bas\\b.*", ""));
        boolean isBare = true;
        while (name.find()) {
          expected.add(name.group());
          isBare = false;
        }
        if (isBare) {
          expected.add("BaseException");
        }
      }
    }
    return expected;
  }

  /** By what the body asks, itself or by a function that expects nothing. */
  private String asks(Node statement) {
    for (Node child : statement.children()) {
      for (String called : child.is("block") ? PythonFunctions.called(child) : List.<String>of()) {
        boolean isOwn = functions.has(called) && !functions.get(called).text().contains("except");
        List<String> all = isOwn ? PythonFunctions.called(functions.get(called)) : List.of(called);
        for (String one : all) {
          if (ASKS.matcher(one).matches()) {
            return one;
          }
        }
      }
    }
    return "";
  }
}
