package io.sparkstead.render.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where native libraries lie that a jar brings, since no JVM loads them from there: beside the
 * launcher's archive, or else in a folder of this run's own.
 *
 * <p>Left alone, their loader would put them into the home folder, where nobody looks for them.
 */
public record NativeFolder(Path cache) {

  /** What the loader of tree-sitter's grammars asks. */
  private static final String PROPERTY = "tree-sitter-lib";

  /**
   * Another number with every change of their versions in the POM: nothing is written over what
   * another run has loaded.
   */
  private static final String NAME = "grammars-1";

  /** The one of this person's: {@code ~/.cache/sparkstead/grammars-1}. */
  public static NativeFolder ofThisPerson() {
    String said = System.getenv("XDG_CACHE_HOME");
    Path cache =
        said != null && said.startsWith("/")
            ? Path.of(said)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new NativeFolder(cache.resolve("sparkstead").resolve(NAME));
  }

  /** Tells the loader, unless somebody has. Where nothing can be written, it will find out. */
  public void tell() {
    if (System.getProperty(PROPERTY) == null) {
      usable().ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
    }
  }

  private Optional<Path> usable() {
    try {
      Files.createDirectories(cache);
      if (Files.isWritable(cache)) {
        return Optional.of(cache);
      }
    } catch (IOException e) {
      // A home that cannot be written to: the temporary folder may be.
    }
    try {
      Path own = Files.createTempDirectory("sparkstead-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(own)));
      return Optional.of(own);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // Windows keeps what is loaded; it is in the temporary folder.
    }
  }
}
