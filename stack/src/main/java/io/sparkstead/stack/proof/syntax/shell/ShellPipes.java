package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pipes that end as a program does that only passes on what the first one says.
 *
 * <pre>
 * spark-submit job.py 2&gt;&amp;1 | tee /tmp/log     ends well whatever became of the job
 * </pre>
 */
public final class ShellPipes {

  /** What a script is there for, and nothing else would do. */
  private static final Set<String> WORKING =
      Set.of(
          "aws",
          "java",
          "mvn",
          "pip",
          "pip3",
          "pyspark",
          "spark-class",
          "spark-shell",
          "spark-sql",
          "spark-submit");

  private static final Set<String> PASSING_ON =
      Set.of("awk", "cat", "logger", "sed", "tail", "tee", "tr", "ts");

  /**
   * A pipe.
   *
   * @param isLast whether the script ends with it, and as it does
   * @param line from 1
   */
  public record Pipe(String first, String last, boolean isLast, int line) {}

  private ShellPipes() {}

  /** In the order of {@code program}. */
  public static List<Pipe> of(Node program) {
    List<Pipe> pipes = new ArrayList<>();
    look(program, program.text().stripTrailing(), pipes);
    return pipes;
  }

  private static void look(Node node, String text, List<Pipe> pipes) {
    // What is put into a variable, or may fail, is judged by what it says.
    if (node.is("command_substitution")
        || node.is("process_substitution")
        || (node.is("list") && node.text().contains("||"))) {
      return;
    }
    if (node.is("pipeline") && node.children().size() > 1) {
      String first = program(node.children().get(0));
      String last = program(node.children().get(node.children().size() - 1));
      boolean isWorking = WORKING.contains(first) || first.startsWith("python");
      if (isWorking && PASSING_ON.contains(last)) {
        pipes.add(new Pipe(first, last, text.endsWith(node.text().strip()), node.line()));
      }
    }
    node.children().forEach(child -> look(child, text, pipes));
  }

  /** The name of the first program in {@code node}. */
  private static String program(Node node) {
    if (node.is("command")) {
      String name = node.child("name").map(Node::text).orElse("").replace("\"", "");
      return name.substring(name.lastIndexOf('/') + 1);
    }
    for (Node child : node.children()) {
      Optional<String> inner = Optional.of(program(child)).filter(name -> !name.isEmpty());
      if (inner.isPresent()) {
        return inner.get();
      }
    }
    return "";
  }
}
