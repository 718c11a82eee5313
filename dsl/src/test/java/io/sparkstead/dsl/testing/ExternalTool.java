package io.sparkstead.dsl.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that judges what we write, and that not every machine has.
 *
 * <pre>{@code
 * ExternalTool.KUBECTL.require();
 * String yaml = ExternalTool.run(List.of("kubectl", "kustomize", "out/homelab"), "").output();
 * }</pre>
 *
 * @param name as a person would say it
 * @param remedy how to get it
 * @param probe a command that ends with 0 where the program is
 */
public record ExternalTool(String name, String remedy, List<String> probe) {

  public static final ExternalTool KUBECTL =
      new ExternalTool(
          "kubectl",
          "install it as https://kubernetes.io/docs/tasks/tools/ says",
          List.of("kubectl", "version", "--client"));

  public static final ExternalTool NBFORMAT =
      new ExternalTool(
          "python3 with nbformat",
          "run python3 -m pip install nbformat",
          List.of("python3", "-c", "import nbformat"));

  public static final ExternalTool UV =
      new ExternalTool("uv", "run python3 -m pip install uv", List.of("uv", "--version"));

  /** Far more than any command needs on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Lets a test go on where the program is. Elsewhere the test is skipped, loudly; under CI, where
   * a skipped test would be taken for a passed one, it fails.
   */
  public void require() {
    require(System.getenv("CI") != null);
  }

  void require(boolean failsWithout) {
    if (isHere()) {
      return;
    }
    String message = "this test needs " + name + ": " + remedy;
    if (failsWithout) {
      Assertions.fail(message);
    }
    System.err.println("SKIPPED: " + message);
    Assumptions.abort(message);
  }

  private boolean isHere() {
    try {
      return run(probe, "").exitCode() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** How a command ended and what it said. */
  public record Result(int exitCode, String stdout, String stderr) {

    /** What it printed, if all went well. */
    public String output() {
      return output("a command");
    }

    /** What it printed of {@code subject}, which is named if all did not go well. */
    public String output(String subject) {
      Assertions.assertEquals(0, exitCode, () -> subject + ": " + stderr);
      return stdout;
    }
  }

  /** Runs {@code command}, which reads {@code stdin}, to its end. */
  public static Result run(List<String> command, String stdin) {
    try {
      // Through files, as a pipe that nobody empties would stop the command.
      Path directory = Files.createTempDirectory("external-tool");
      Path in = Files.writeString(directory.resolve("in"), stdin);
      Path out = directory.resolve("out");
      Path err = directory.resolve("err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Result(exitCode(process, command), text(out), text(err));
      } finally {
        for (Path file : List.of(in, out, err, directory)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int exitCode(Process process, List<String> command) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        Assertions.fail(command + " did not end within " + PATIENCE.toSeconds() + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
