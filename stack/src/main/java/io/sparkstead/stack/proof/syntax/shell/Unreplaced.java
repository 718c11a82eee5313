package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable that a script sets, and then names where a shell replaces none.
 *
 * <pre>
 * key=$(cat /keys/id)
 * echo 'id = $key'                 it says $key
 * cat &gt; users.json &lt;&lt;'END'         and so does what stands here, for the END in quotes
 * </pre>
 *
 * @param line from 1
 * @param isSure whether nobody else can have been meant to replace it
 */
public record Unreplaced(String name, int line, boolean isSure) {

  /**
   * Programs that take a text as it is; others, such as awk and sh, have variables of their own.
   */
  private static final Set<String> PLAIN =
      Set.of(
          "sed",
          "echo",
          "printf",
          "grep",
          "mkdir",
          "cp",
          "mv",
          "rm",
          "touch",
          "test",
          "curl",
          "wget",
          "mc",
          "aws",
          "hadoop",
          "hdfs",
          "spark-submit",
          "keytool");

  /** As what it is written to, a text is no program. */
  private static final Pattern DATA =
      Pattern.compile(".*\\.(?:json|ya?ml|xml|properties|toml|csv)[\"']?");

  private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$(?:\\{(\\w+)}|(\\w+))");

  /** Who replaces variables in a text that is made first. */
  private static final List<String> LATER = List.of("envsubst", "eval ", "gomplate", "\\$");

  /** Those of {@code program}, whose variables are {@code variables}. */
  public static List<Unreplaced> of(Node program, ShellVariables variables) {
    List<Unreplaced> found = new ArrayList<>();
    for (String word : LATER) {
      if (program.text().contains(word)) {
        return found;
      }
    }
    new Search(program.text(), variables, found).look(program);
    return found;
  }

  /** What looks for them, and what it has found. */
  private record Search(String script, ShellVariables variables, List<Unreplaced> found) {

    void look(Node node) {
      if (node.is("redirected_statement")) {
        heredoc(node);
      } else if (node.is("command")) {
        command(node);
      }
      node.children().forEach(this::look);
    }

    private void heredoc(Node statement) {
      Optional<Node> start = first(statement, "heredoc_start");
      Optional<Node> body = first(statement, "heredoc_body");
      boolean isQuoted = start.isPresent() && start.get().text().matches("[\"'\\\\].*");
      if (isQuoted && body.isPresent() && isCat(statement)) {
        String text = body.get().text();
        boolean isData =
            text.stripLeading().startsWith("{\"")
                || first(statement, "file_redirect")
                    .filter(file -> DATA.matcher(file.text()).matches())
                    .isPresent();
        add(text, body.get().line(), isData);
      }
    }

    /** Others that are given a heredoc are likely to run it. */
    private static boolean isCat(Node statement) {
      String program =
          statement.child("body").flatMap(body -> body.child("name")).map(Node::text).orElse("");
      return program.equals("cat") || program.equals("tee");
    }

    private void command(Node command) {
      String name = command.child("name").map(Node::text).orElse("");
      if (PLAIN.contains(name.substring(name.lastIndexOf('/') + 1))) {
        for (Node argument : command.children("argument")) {
          quoted(argument);
        }
      }
    }

    private void quoted(Node argument) {
      if (argument.is("raw_string")) {
        add(argument.text(), argument.line(), false);
      } else if (argument.is("concatenation")) {
        argument.children().forEach(this::quoted);
      }
    }

    private void add(String text, int line, boolean isData) {
      Matcher variable = VARIABLE.matcher(text);
      while (variable.find()) {
        String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
        boolean isOwn = variables.set().contains(name) && !variables.exported().contains(name);
        if (isOwn && !text.contains(name + "=")) {
          int at = line + (int) text.substring(0, variable.start()).lines().count() - 1;
          boolean isReadElsewhere = count(name, script) > count(name, text);
          found.add(new Unreplaced(name, Math.max(line, at), isData || !isReadElsewhere));
        }
      }
    }

    private static int count(String name, String text) {
      Matcher read = Pattern.compile("\\$\\{?[#!]?" + name + "\\b").matcher(text);
      int count = 0;
      while (read.find()) {
        count++;
      }
      return count;
    }
  }

  private static Optional<Node> first(Node node, String type) {
    for (Node child : node.children()) {
      Optional<Node> found = child.is(type) ? Optional.of(child) : first(child, type);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
