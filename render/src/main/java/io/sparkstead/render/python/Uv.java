package io.sparkstead.render.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * uv, which finds versions of Python packages that go together. It is a program of its own, and has
 * to be installed; settings of its own, such as the address of an index, hold here too.
 *
 * @param environment the variables it gets
 * @see <a href="https://docs.astral.sh/uv/pip/compile/">uv pip compile</a>
 */
public record Uv(Map<String, String> environment) {

  private static final String HELD = "images.lock";
  private static final String LOCK = "requirements.lock";
  private static final String LEFT_OUT = "left-out.in";
  private static final String SAID = "said";

  /** What comes with Spark's archive, and has no wheel in any index. */
  private static final String OF_SPARK = "pyspark\npy4j\n";

  private static final int PATIENCE_MINUTES = 10;
  private static final int NO_SOLUTION = 1;

  /** What uv says where nobody answers it, and not of requirements that are wrong. */
  private static final List<String> SILENCE =
      List.of("Request failed", "Failed to fetch", "error sending request", "HTTP status");

  public Uv {
    environment = Map.copyOf(environment);
  }

  /** What uv refused, in its own words. */
  public static final class NoSolution extends Exception {

    private static final long serialVersionUID = 1L;

    NoSolution(String message) {
      super(message);
    }
  }

  /** That there is no uv. */
  public static final class Missing extends Exception {

    private static final long serialVersionUID = 1L;

    Missing(IOException cause) {
      super(
          "uv, which locks Python packages, cannot be started: "
              + cause.getMessage()
              + "; install it, pip install uv does, or write the lock elsewhere",
          cause);
    }
  }

  /**
   * The lock of what {@code wanted} names and of all that this needs, for one machine.
   *
   * @param wanted a file of requirements
   * @param before an earlier lock, whose versions stay where they may; or an empty text
   * @param constraints a lock whose versions hold for what it names
   * @param python {@code 3.12}
   * @throws NoSolution if there is none, or {@code wanted} cannot be read
   * @throws IOException if an index does not answer
   */
  public String lock(
      Path wanted, String before, String constraints, String python, Architecture architecture)
      throws IOException, NoSolution, Missing {
    Path folder = Files.createTempDirectory("sparkstead-uv");
    try {
      Path held = Files.writeString(folder.resolve(HELD), constraints);
      Path lock = Files.writeString(folder.resolve(LOCK), before);
      Path left = Files.writeString(folder.resolve(LEFT_OUT), OF_SPARK);
      List<String> command =
          List.of(
              environment.getOrDefault("UV", "uv"),
              "pip",
              "compile",
              wanted.toString(),
              "--quiet",
              "--generate-hashes",
              "--only-binary",
              ":all:",
              "--no-header",
              "--no-annotate",
              "--no-python-downloads",
              "--constraints",
              held.toString(),
              "--excludes",
              left.toString(),
              "--python-version",
              python,
              "--python-platform",
              architecture.platform(),
              "--output-file",
              lock.toString());
      run(command, folder.resolve(SAID));
      return Files.readString(lock);
    } finally {
      for (String file : List.of(HELD, LOCK, LEFT_OUT, SAID)) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.deleteIfExists(folder);
    }
  }

  private void run(List<String> command, Path said) throws IOException, NoSolution, Missing {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("NO_COLOR", "1");
    int code = ended(started(builder));
    if (code == 0) {
      return;
    }
    String words = Files.readString(said, StandardCharsets.UTF_8).strip();
    if (code != NO_SOLUTION && isSilence(words)) {
      throw new IOException(words);
    }
    throw new NoSolution(words);
  }

  private static Process started(ProcessBuilder builder) throws Missing {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Missing(e);
    }
  }

  private static int ended(Process process) throws IOException {
    try {
      if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      throw new IOException("uv has not ended within " + PATIENCE_MINUTES + " minutes; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while uv looked for packages", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isSilence(String words) {
    for (String sign : SILENCE) {
      if (words.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One lock for all machines: what is for one alone says so.
   *
   * @param locks by machine, as {@link #lock} gives them
   * @throws NoSolution if a package has one version on one machine and another elsewhere
   */
  public static String forAll(Map<Architecture, String> locks) throws NoSolution {
    Map<String, String> texts = new TreeMap<>();
    Map<String, List<Architecture>> machines = new TreeMap<>();
    for (Map.Entry<Architecture, String> lock : locks.entrySet()) {
      for (String each : requirements(lock.getValue())) {
        String pin = each.substring(0, each.indexOf(' '));
        texts.putIfAbsent(pin, each);
        machines.computeIfAbsent(pin, key -> new ArrayList<>()).add(lock.getKey());
      }
    }
    StringBuilder all = new StringBuilder();
    String earlier = "";
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String pin = text.getKey();
      String name = pin.substring(0, pin.indexOf("=="));
      if (name.equals(earlier)) {
        throw new NoSolution(
            name
                + " has no version that all machines have; name one that has, or lock for the"
                + " machine that images are built for, with --architecture");
      }
      earlier = name;
      List<Architecture> on = machines.getOrDefault(pin, List.of());
      String marker = on.size() == locks.size() ? "" : " " + on.get(0).marker();
      all.append(pin).append(marker).append(text.getValue().substring(pin.length()));
    }
    return all.toString();
  }

  /** Each requirement with the lines of its checksums. */
  private static List<String> requirements(String lock) {
    List<String> all = new ArrayList<>();
    StringBuilder begun = new StringBuilder();
    for (String line : lock.split("\n", -1)) {
      boolean goesOn = line.startsWith(" ");
      if (!goesOn && !begun.isEmpty()) {
        all.add(begun.toString());
        begun.setLength(0);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        begun.append(line).append('\n');
      }
    }
    return all;
  }
}
