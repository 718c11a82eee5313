package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.List;

/**
 * A text that somebody will read, and who.
 *
 * @param name of its file; empty of one that stands in a command
 * @param subject as a person speaks of it
 * @param path the file of the tree that it stands in
 * @param folder what is beside it, as people find it: a ConfigMap or a folder
 * @param runners containers that run it, or else could
 * @param isRun whether those name it
 */
record Text(
    TextKind kind,
    String name,
    String subject,
    String path,
    String folder,
    String text,
    List<Runner> runners,
    boolean isRun)
    implements Written {

  /** A container that finds the text. */
  record Runner(Workload workload, ContainerView container) {}

  Text {
    runners = List.copyOf(runners);
  }

  /** What to look for in the file for {@code line} of the text, from 1. */
  String mark(int line) {
    String found = text.lines().skip(Math.max(0, line - 1L)).findFirst().orElse("").strip();
    // In JSON and in YAML's quotes, these are written otherwise.
    int quote = found.replace('\\', '"').indexOf('"');
    return quote < 0 ? found : found.substring(0, quote);
  }
}
