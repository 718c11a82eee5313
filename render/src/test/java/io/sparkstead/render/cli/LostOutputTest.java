package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sparkstead.render.Main;
import io.sparkstead.render.MainProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that does not arrive is no success: {@code secrets | kubectl create -f -} depends on it. */
class LostOutputTest {

  private static final String FULL = "/dev/full";

  @TempDir private Path folder;

  private MainProcess.Outcome shell(String script) throws IOException, InterruptedException {
    String java =
        "'%s' -cp '%s' %s"
            .formatted(
                MainProcess.program(Path.of(System.getProperty("java.home"))),
                System.getProperty("java.class.path"),
                Main.class.getName());
    return MainProcess.run(folder, List.of("sh", "-c", script.replace("JAVA", java)), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--env laptop --stdout",
        "secrets --env laptop",
        "verify --env laptop -o json",
        "verify --env laptop",
        "images --env laptop",
        "list",
        "--env laptop --out none --check",
        "--help"
      })
  void a_full_device_is_told(String args) throws IOException, InterruptedException {
    assumeThat(Path.of(FULL)).exists();

    MainProcess.Outcome run = shell("JAVA " + args + " > " + FULL);

    assertThat(run.code()).as(run.messages()).isEqualTo(5);
    assertThat(run.messages())
        .endsWith("error: standard output: No space left on device; not all of it was written\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--env laptop --stdout", "secrets --env laptop"})
  void whoever_stops_reading_is_told_nothing(String args) throws IOException, InterruptedException {
    shell("{ JAVA " + args + " 2> messages; echo $? > code; } | true");

    assertThat(folder.resolve("code")).hasContent("5");
    assertThat(Files.readString(folder.resolve("messages"))).doesNotContain("error");
  }
}
