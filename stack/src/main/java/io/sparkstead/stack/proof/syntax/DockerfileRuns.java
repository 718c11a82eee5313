package io.sparkstead.stack.proof.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the RUN lines of a Dockerfile give to a shell. */
final class DockerfileRuns {

  /**
   * One of them, in the form that a shell reads.
   *
   * @param line of the Dockerfile, from 1
   */
  record Run(int line, String script) {}

  private DockerfileRuns() {}

  /** Without those that a shell does not read, or that stand in a heredoc. */
  static List<Run> of(String dockerfile) {
    List<Run> runs = new ArrayList<>();
    // Another escape, or another shell, is another grammar.
    if (dockerfile.startsWith("# escape=") || dockerfile.contains("powershell")) {
      return runs;
    }
    String[] lines = dockerfile.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      StringBuilder text = new StringBuilder(lines[i]);
      while (endsOpen(lines[i]) && i + 1 < lines.length) {
        i++;
        // Comments and empty lines between are none of the shell's.
        while (i + 1 < lines.length && isPassedOver(lines[i])) {
          i++;
        }
        text.append('\n').append(lines[i]);
      }
      if (text.toString().toUpperCase(Locale.ROOT).startsWith("RUN ")) {
        add(first + 1, text.substring("RUN ".length()).strip(), runs);
      }
    }
    return runs;
  }

  private static boolean endsOpen(String line) {
    return line.stripTrailing().endsWith("\\");
  }

  private static boolean isPassedOver(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  private static void add(int line, String text, List<Run> runs) {
    String script = text;
    while (script.startsWith("--")) {
      int blank = script.indexOf(' ');
      script = blank < 0 ? "" : script.substring(blank + 1).strip();
    }
    if (!script.isEmpty() && !script.startsWith("[") && !script.contains("<<")) {
      runs.add(new Run(line, script));
    }
  }
}
