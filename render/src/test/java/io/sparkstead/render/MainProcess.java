package io.sparkstead.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@link Main} in a process of its own, as a person starts it.
 *
 * @param java the words that start a Java: its path, perhaps behind a shell that sets the stage
 * @param jvm options in front of the class
 * @param environment variables beside those of this process
 */
public record MainProcess(List<String> java, List<String> jvm, Map<String, String> environment) {

  /** On the Java that runs the tests. */
  public MainProcess(List<String> jvm, Map<String, String> environment) {
    this(List.of(program(Path.of(System.getProperty("java.home")))), jvm, environment);
  }

  public MainProcess {
    java = List.copyOf(java);
    jvm = List.copyOf(jvm);
    environment = Map.copyOf(environment);
  }

  /** The launcher of the Java that is installed in {@code home}. */
  public static String program(Path home) {
    return home.resolve("bin").resolve("java").toString();
  }

  /** How it ended and what it said. */
  public record Outcome(int code, String data, String messages) {}

  /** Runs it in {@code folder}. */
  public Outcome run(Path folder, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(jvm);
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return run(folder, command, environment);
  }

  /** Runs any {@code command} in {@code folder}, which keeps what it says in two files. */
  public static Outcome run(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path data = folder.resolve("stdout");
    Path messages = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(data.toFile())
            .redirectError(messages.toFile());
    new HashMap<>(environment).forEach(builder.environment()::put);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    return new Outcome(
        process.exitValue(), Files.readString(data, UTF_8), Files.readString(messages, UTF_8));
  }
}
