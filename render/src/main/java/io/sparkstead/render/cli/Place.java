package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.report.Located;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Finding;
import io.sparkstead.stack.proof.Proof;
import java.nio.file.Path;
import java.util.List;

/** An environment with its stack, or the reason why there is none. */
record Place(Environment environment, Stack stack) {

  static Place named(String name) {
    return of(chosen(name));
  }

  private static Environment chosen(String name) {
    try {
      return Environments.named(name);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Builds the stack; a value it refuses is told with the line that gave it. */
  static Place of(Environment environment) {
    try {
      return new Place(environment, environment.stack());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.REFUSED, e.getMessage() + "\n  at " + line(environment, e), e);
    }
  }

  private static String line(Environment environment, Exception e) {
    String type = environment.getClass().getName();
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().equals(type)) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return type;
  }

  ManifestTree tree() {
    return Layout.of(environment, stack);
  }

  /** What is wrong with the stack; {@code tree} tells the lines, {@code out} where they will be. */
  Report report(Path out, ManifestTree tree) {
    List<Finding> findings = Proof.of(stack, environment.exceptions());
    return new Report(
        environment.name().text(),
        root(out).toString().replace('\\', '/'),
        findings.isEmpty() ? List.of() : Located.all(findings, environment, tree));
  }

  /** The folder of this environment in {@code out}. */
  Path root(Path out) {
    return out.resolve(environment.name().text());
  }
}
