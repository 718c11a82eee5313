package io.sparkstead.stack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkstead.dsl.testing.ExternalTool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A directory in which a generated script runs for real and meets no program but those it is given:
 * so that what it calls, in which order and with which input can be asserted.
 *
 * <pre>{@code
 * sandbox.real("cat").fake("mc", "exit 0");
 * sandbox.run(script);
 * sandbox.calls(); // mc mb store/lake, then what each call read from its standard input
 * }</pre>
 */
public final class Sandbox {

  private static final ExternalTool BASH =
      new ExternalTool("bash", "install it with your system's packages", List.of("bash", "-c", ""));
  private static final int PATIENCE_SECONDS = 60;

  private final Path root;
  private final Path programs;
  private final Path calls;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** Under {@code root}, a temporary directory; skips the test loudly where there is no bash. */
  public Sandbox(Path root) {
    BASH.require();
    this.root = root;
    this.programs = directory("programs");
    this.calls = root.resolve("calls");
    real("bash");
  }

  /** How a script ended and what it said. */
  public record Outcome(int exitCode, String stdout, String stderr, long pid) {}

  /** Lets scripts call {@code names} as this machine has them. */
  public Sandbox real(String... names) {
    for (String name : names) {
      executable(programs.resolve(name), "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(onPath(name)));
    }
    return this;
  }

  /**
   * A program that writes down its arguments and its input, then runs {@code body}, of shell
   * built-ins alone.
   */
  public Sandbox fake(String name, String body) {
    String recorder =
        """
        #!/bin/sh
        {
          printf '%%s' '%s'
          for argument; do printf ' %%s' "$argument"; done
          echo
          while IFS= read -r line; do echo "< $line"; done
        } >> '%s'
        %s
        """
            .formatted(name, calls, body);
    executable(programs.resolve(name), recorder);
    return this;
  }

  public Sandbox variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A directory of the sandbox, made if missing. */
  public Path directory(String name) {
    return unchecked(() -> Files.createDirectories(root.resolve(name)));
  }

  public Path file(String name, String text) {
    Path file = root.resolve(name);
    return unchecked(
        () -> {
          Files.createDirectories(file.getParent());
          return Files.writeString(file, text);
        });
  }

  /** Runs the text of a script by its own first line, after a check of its syntax. */
  public Outcome run(String script, String... arguments) {
    Path file = root.resolve("script");
    executable(file, script);
    String shell = script.startsWith("#!/bin/sh\n") ? "/bin/sh" : "bash";
    Outcome syntax = start(List.of(shell, "-n", file.toString()));
    if (syntax.exitCode() != 0) {
      throw new AssertionError("not a script of " + shell + ": " + syntax.stderr());
    }
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Runs {@code command} in the sandbox, without input. */
  public Outcome start(List<String> command) {
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    return unchecked(
        () -> {
          ProcessBuilder builder =
              new ProcessBuilder(resolved(command))
                  .directory(root.toFile())
                  .redirectInput(new File("/dev/null"))
                  .redirectOutput(out.toFile())
                  .redirectError(err.toFile());
          builder.environment().clear();
          builder.environment().put("PATH", programs.toString());
          builder.environment().putAll(environment);
          Process process = builder.start();
          int exitCode = exitCode(process, command);
          return new Outcome(exitCode, read(out), read(err), process.pid());
        });
  }

  /** The calls of fakes so far: a line each, and under it {@code <} with every line it read. */
  public List<String> calls() {
    return Files.exists(calls) ? unchecked(() -> Files.readAllLines(calls)) : List.of();
  }

  /** The first word is looked up here: Java itself would look where this machine's programs are. */
  private List<String> resolved(List<String> command) {
    List<String> resolved = new ArrayList<>(command);
    if (!command.get(0).contains("/")) {
      resolved.set(0, programs.resolve(command.get(0)).toString());
    }
    return resolved;
  }

  private static int exitCode(Process process, List<String> command) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " did not end within " + PATIENCE_SECONDS + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }

  private static Path onPath(String name) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program.toAbsolutePath();
      }
    }
    throw new AssertionError("this machine has no " + name);
  }

  private static void executable(Path file, String text) {
    unchecked(
        () -> {
          Files.writeString(file, text);
          return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        });
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8);
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T unchecked(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
