package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;

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
}
