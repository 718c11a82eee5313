package io.sparkstead.render.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of versions and checksums that a verb writes beside a person's own files: wholly or not at
 * all.
 */
public record LockFile(Path path) {

  /** What stands in it, if it is there. */
  public Optional<String> text() throws IOException {
    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  /** Replaces it. */
  public void replace(String text) throws IOException {
    new Root(path.resolveSibling("").toAbsolutePath())
        .replace(String.valueOf(path.getFileName()), text);
  }
}
