package io.sparkstead.render.spark.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process, what it was told and what it said. It ends with the tests, however they end. */
public final class Program implements AutoCloseable {

  /** A line of a log that says why. */
  private static final Pattern TROUBLE = Pattern.compile("Exception: | ERROR |^Error: ");

  private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Program::close), "end programs"));
  }

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  public static Program start(
      List<String> command, Map<String, String> environment, Path at, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(at.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // As in a container: nothing of the person who runs the tests.
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(at);
      Files.createDirectories(log.getParent());
      Program program = new Program(builder.start(), log);
      RUNNING.add(program);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Hands it a line of input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(failure("takes no input"), e);
    }
  }

  /** Ends its input. */
  public void tellNoMore() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new AssertionError(failure("takes no input"), e);
    }
  }

  /** What the group of {@code pattern} matches in what it says. */
  public String says(String pattern) {
    Pattern line = Pattern.compile(pattern);
    return Patience.forAnswer(
        () -> {
          boolean ended = !isRunning();
          Matcher matcher = line.matcher(said());
          if (matcher.find()) {
            return Optional.of(matcher.group(1));
          }
          if (ended) {
            throw new AssertionError(failure("ended and did not say " + pattern));
          }
          return Optional.empty();
        },
        () -> failure("does not say " + pattern));
  }

  /** Waits for its end, which has to be a good one. */
  public void succeeds() {
    if (end() != 0) {
      throw new AssertionError(failure("ended with " + exitCode()));
    }
  }

  /** Waits for its end. */
  public int end() {
    try {
      if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(failure("does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    RUNNING.remove(this);
    return exitCode();
  }

  public String said() {
    try {
      // Whatever bytes: a log may end in the middle of a character.
      return new String(Files.readAllBytes(log), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String failure(String what) {
    List<String> lines = said().lines().toList();
    List<String> causes =
        lines.stream()
            .filter(line -> TROUBLE.matcher(line).find())
            .limit(8)
            .map(line -> line.substring(0, Math.min(line.length(), 400)))
            .toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - 8), lines.size());
    return log + " " + what + ":\n" + String.join("\n", causes.isEmpty() ? last : causes) + "\n";
  }

  /** Ends it and all it started. */
  @Override
  public void close() {
    RUNNING.remove(this);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
