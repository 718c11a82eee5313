package io.sparkstead.render.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of Spark releases, with the jars that {@code src/spark/build.xml} got for it.
 *
 * @param release what is rendered for; the jars may be of another patch of the same line
 */
public record SparkLine(SparkRelease release) {

  private static final Path ALL = Path.of("target/spark").toAbsolutePath();
  private static final Path IMAGE = Path.of("src/spark/image").toAbsolutePath();

  /** The line {@code homelab} runs, and the newest with all its jars. */
  public static List<SparkLine> all() {
    return List.of(
        new SparkLine(SparkReleases.version("3.5.4")),
        new SparkLine(SparkReleases.version("4.1.2")));
  }

  public static SparkLine ofHomelab() {
    return all().get(0);
  }

  /** What this line writes and reads on this machine. */
  public Path folder() {
    return ALL.resolve(release.version().replaceAll("\\.\\d+$", ""));
  }

  /** Of the jars. */
  public String version() {
    String core =
        jars().stream()
            .map(jar -> jar.getFileName().toString())
            .filter(jar -> jar.startsWith("spark-core_"))
            .findFirst()
            .orElseThrow();
    return core.replaceAll("^.*-|\\.jar$", "");
  }

  public List<Path> jars() {
    return paths(folder().resolve("jars.txt"));
  }

  /** Where an image keeps Python, with PySpark of the same version and what runs a notebook. */
  public static final String PYTHON = "/opt/python/bin";

  /** Where an image keeps our programs, compiled against this line. */
  public static final String PROGRAMS = "/opt/spark/examples/jars/programs.jar";

  static List<Path> s3Proxy() {
    return paths(ALL.resolve("s3proxy.txt"));
  }

  /** Puts into {@code root} what the suite runs of the image. */
  void unpack(Path root) {
    try {
      Path jars = Files.createDirectories(root.resolve("opt/spark/jars"));
      for (Path jar : jars()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
      Path programs = root.resolve(PROGRAMS.substring(1));
      Files.createDirectories(programs.getParent());
      Files.createSymbolicLink(programs, folder().resolve("programs.jar"));
      Files.createSymbolicLink(root.resolve("opt/python"), folder().resolve("python"));
      link(root.resolve("opt/spark/bin"), "spark-class", "spark-submit");
      link(root.resolve("opt"), "entrypoint.sh");
      link(root.resolve("usr/bin"), "tini", "mc");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path folder, String... names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      Files.createSymbolicLink(folder.resolve(name), IMAGE.resolve(name));
    }
  }

  private static List<Path> paths(Path file) {
    try {
      List<Path> jars = Files.readAllLines(file).stream().map(Path::of).toList();
      assertThat(jars).isNotEmpty();
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException("run this suite by mvn verify -Pspark", e);
    }
  }

  @Override
  public String toString() {
    return version();
  }
}
