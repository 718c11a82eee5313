package io.sparkstead.stack.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The jars that Spark's archive brings, which nobody can have in another version beside them.
 *
 * <pre>{@code
 * BundledJars.of("3.5.4").version("guava");  // 14.0.1
 * }</pre>
 */
public final class BundledJars {

  private static final String FILE = "spark-jars.tsv";

  private final Map<String, String> versions;

  private BundledJars(Map<String, String> versions) {
    this.versions = versions;
  }

  /** Those of a release of the catalogue. */
  public static BundledJars of(String release) {
    Map<String, String> versions = new HashMap<>();
    int column = -1;
    for (String line : text().split("\n", -1)) {
      if (!line.startsWith("#") && !line.isEmpty()) {
        List<String> cells = List.of(line.split("\t", -1));
        column = column < 0 ? cells.indexOf(release) : column;
        if (column < 0) {
          throw new IllegalStateException(FILE + " has no column for Spark " + release);
        }
        if (!cells.get(column).isEmpty()) {
          versions.put(cells.get(0), cells.get(column));
        }
      }
    }
    return new BundledJars(versions);
  }

  /** The version of the jar that Maven calls {@code artifact}, if the archive has it. */
  public Optional<String> version(String artifact) {
    return Optional.ofNullable(versions.get(artifact));
  }

  /** The version of {@code jar} that the archive has, of whichever Scala; if it has one. */
  public Optional<String> version(MavenJar jar) {
    Optional<String> own = version(jar.artifact());
    if (own.isPresent() || jar.scala().isEmpty()) {
      return own;
    }
    String name = jar.artifact().substring(0, jar.artifact().lastIndexOf('_'));
    return version(name + "_2.12").or(() -> version(name + "_2.13"));
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(BundledJars.class.getResourceAsStream(FILE), FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
