package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The folders that Jupyter is told to show: people see whatever is mounted below. */
public final class JupyterRoots {

  private static final List<String> OPTIONS =
      List.of(
          "ServerApp.root_dir",
          "ServerApp.preferred_dir",
          "NotebookApp.notebook_dir",
          "--notebook-dir");

  private JupyterRoots() {}

  /** Those that the options of a command name. */
  public static Set<String> ofCommand(String line) {
    Set<String> roots = new TreeSet<>();
    for (String option : OPTIONS) {
      roots.addAll(Words.allAfter(line, option));
    }
    return roots;
  }

  /** Those that configurations in {@code told} name. */
  public static Set<String> ofConfigurations(String told) {
    Set<String> roots = new TreeSet<>();
    for (String line : told.split("\n", -1)) {
      for (String option : OPTIONS) {
        if (line.startsWith("c." + option)) {
          roots.add(Words.unquoted(line.substring(line.indexOf('=') + 1).strip()));
        }
      }
    }
    return roots;
  }
}
