package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.report.Located;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.slot.SlotReader;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Evidence;
import io.sparkstead.stack.proof.Finding;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An environment with its stack, or the reason why there is none. */
record Place(Environment environment, Stack stack) {

  /**
   * The environment asked for, with its stack, its images locked as {@code out} says.
   *
   * @throws Refusal if there is none, or if a value in its Java or a line of its lock is refused
   */
  static Place of(Asked asked, Path out) throws IOException {
    Environment environment = environment(asked);
    return of(environment, lock(root(environment, out)));
  }

  /** The environment asked for, with each image as its Java says. */
  static Place unlocked(Asked asked) throws IOException {
    return of(environment(asked), ImageLock.NONE);
  }

  private static Environment environment(Asked asked) throws IOException {
    try {
      return asked.environment();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static Place of(Environment environment, ImageLock lock) {
    try {
      return new Place(environment, environment.stack(lock));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static ImageLock lock(Path root) throws IOException {
    try {
      return new OutFolder(root).imageLock();
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.REFUSED, root.resolve(OutFolder.LOCK) + ": " + e.getMessage(), e);
    }
  }

  /** What a part refused, with the line of the environment that asked for it. */
  static Refusal refused(IllegalArgumentException e) {
    return new Refusal(ExitCode.REFUSED, e.getMessage() + "\n  at " + line(e), e);
  }

  /** The line that gave the value: the first that is neither the value's own nor a part's. */
  private static String line(IllegalArgumentException e) {
    Optional<String> file = EnvironmentFile.line(e);
    if (file.isPresent()) {
      return file.get();
    }
    String place = Environment.class.getPackageName();
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith(place + ".")) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return place;
  }

  ManifestTree tree() {
    return Layout.of(environment, stack);
  }

  /** What is wrong with the stack; {@code tree} tells the lines, {@code out} where they will be. */
  Report report(Path out, ManifestTree tree) throws IOException {
    // The reader's parser is not so much as loaded for a stack without such files.
    List<SlotFile> slots =
        stack.slots().isEmpty() ? List.of() : SlotReader.read(stack, new OutFolder(root(out)));
    List<Finding> findings =
        Proof.of(Evidence.of(stack, slots, environment.name().text()), environment.exceptions());
    return new Report(
        environment.name().text(),
        root(out).toString().replace('\\', '/'),
        findings.isEmpty() ? List.of() : Located.all(findings, environment, tree));
  }

  /** The folder of this environment in {@code out}. */
  Path root(Path out) {
    return root(environment, out);
  }

  private static Path root(Environment environment, Path out) {
    return out.resolve(environment.name().text());
  }
}
