package io.sparkstead.render;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Stacks as {@code out/} has them: with the images that are locked there. */
public final class CommittedLocks {

  private static final Path OUT = Path.of("../out");

  private CommittedLocks() {}

  public static Stack stack(Environment environment) {
    try {
      return environment.stack(new OutFolder(OUT.resolve(environment.name().text())).imageLock());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
