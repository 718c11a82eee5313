package io.sparkstead.render.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.Elsewhere;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.MavenJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries that an environment names, used by Spark itself on both lines. */
class LibrariesIT {

  private static final Path PROGRAM = Path.of("src/spark/libraries.py");

  /** The usual stack, with Delta. */
  private static Workbench bench(SparkLine line) {
    return new Workbench("registry.example.org/spark", ImageLock.NONE)
        .release(line.release())
        .minio(Minio.Images.COMMUNITY_FORK)
        .bucket("spark-on-kube")
        .executors(1, gibibytes(1), gibibytes(5))
        .delta();
  }

  /** Python has the packages of the rendered lock: src/spark/build.xml installs it. */
  @ParameterizedTest(name = "Spark {0}")
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void pandas_delta_and_a_fetched_jar_work_on_executors(SparkLine line) throws IOException {
    Workbench bench = bench(line);
    assertThat(line.jars())
        .extracting(jar -> jar.getFileName().toString())
        .containsAll(bench.image().libraries().stream().map(LibrariesIT::file).toList());
    try (ArticleRun run =
        new ArticleRun(line, Rendered.of(new Elsewhere(bench.stack())), "libraries")) {
      run.bootstrap();
      run.runExecutors();
      Path program = run.cluster().inJupyter("/home/spark/workspace/libraries.py");
      Files.copy(PROGRAM, program);
      for (Map.Entry<String, byte[]> file : GreetingRepository.files().entrySet()) {
        Path path = program.resolveSibling("repository").resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }

      Program driver =
          run.cluster()
              .inJupyter(
                  "libraries",
                  List.of(SparkLine.PYTHON + "/python3", "/home/spark/workspace/libraries.py"),
                  Map.of(
                      "PYSPARK_PYTHON", SparkLine.PYTHON + "/python3",
                      "PYSPARK_DRIVER_PYTHON", SparkLine.PYTHON + "/python3"));

      String lock = bench.image().files().get("requirements.lock");
      String pandas = driver.says("CELL pandas (.*)");
      assertThat(pandas).matches("(\\d[\\d.]* on \\d+ ?)+");
      assertThat(lock).contains("\npandas==" + pandas.substring(0, pandas.indexOf(' ')) + " ");
      // 0 to 99, with 1000 for 7.
      assertThat(driver.says("CELL delta (.*)")).isEqualTo("5943 in 2 versions");
      // Fetched by Ivy from the repository beside the program, which is in no image.
      assertThat(driver.says("CELL jar (.*)")).isEqualTo("hello 0 hello 1");
      driver.succeeds();
    }
  }

  private static String file(MavenJar jar) {
    return jar.artifact() + "-" + jar.version() + ".jar";
  }
}
