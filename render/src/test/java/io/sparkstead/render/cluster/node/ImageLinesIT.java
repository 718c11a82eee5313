package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the images of a node hang on each line of the Dockerfiles that they are made from. */
@Tag("node")
class ImageLinesIT {

  private static final Path SCRIPT = Path.of("src/cluster/images/lines_test.py").toAbsolutePath();

  @ParameterizedTest
  @MethodSource("io.sparkstead.render.cluster.node.Site#asked")
  void each_line_that_says_who_where_or_how_makes_another_image(Site site)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("lines", ".log");

    int code =
        new ProcessBuilder(SCRIPT.toString(), site.tree().folder().toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    assertThat(Files.readString(log)).containsPattern("Ran \\d+ tests? in ").endsWith("OK\n");
    assertThat(code).isZero();
  }
}
