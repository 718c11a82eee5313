package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.MountPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Dockerfile as values: its instructions in order, and the text they become.
 *
 * <pre>{@code
 * Dockerfile.builder()
 *     .from(ImageReference.of("registry.access.redhat.com/ubi9/openjdk-17:1.23"), "stage")
 *     .run("mkdir -p /opt/spark", "tar -xzf spark.tgz -C /opt/spark")
 *     .build()
 *     .text();
 *
 * // FROM registry.access.redhat.com/ubi9/openjdk-17:1.23 AS stage
 * // RUN mkdir -p /opt/spark \
 * //  && tar -xzf spark.tgz -C /opt/spark
 * }</pre>
 *
 * <p>No ARG: what differs between builds is an argument of the Java that made the file, so the file
 * that was reviewed is the file that is built.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public record Dockerfile(List<Instruction> instructions) {

  public Dockerfile {
    instructions = List.copyOf(instructions);
  }

  public static Builder builder() {
    return new Builder();
  }

  public String text() {
    StringBuilder text = new StringBuilder(Generated.COMMENT);
    for (Instruction instruction : instructions) {
      text.append(instruction.text()).append('\n');
    }
    return text.toString();
  }

  /** One instruction, though it may be continued over several lines. */
  public sealed interface Instruction {
    String text();
  }

  /** A stage others copy from, or with an empty name the last one. */
  record From(ImageReference image, String stage) implements Instruction {
    From {
      if (!stage.isEmpty()) {
        word(stage);
      }
    }

    @Override
    public String text() {
      return "\nFROM " + image + (stage.isEmpty() ? "" : " AS " + stage);
    }
  }

  /** A remark for whoever reads the Dockerfile. */
  record Comment(String remark) implements Instruction {
    @Override
    public String text() {
      return "\n# " + remark.replace("\n", "\n# ");
    }
  }

  /** What runs the RUN lines: bash, which fails when any part of a pipe fails. */
  record FailingShell() implements Instruction {
    @Override
    public String text() {
      return "SHELL [\"/bin/bash\", \"-Eeuo\", \"pipefail\", \"-c\"]";
    }
  }

  /** Commands of one layer; the first that fails fails the build. */
  record Run(List<String> commands) implements Instruction {
    @Override
    public String text() {
      return "RUN " + String.join(" \\\n && ", commands);
    }
  }

  /** Files, owned by root and writable by nobody else. */
  record Copy(String options, String source, String target) implements Instruction {
    Copy {
      word(source);
      word(target);
    }

    @Override
    public String text() {
      return "COPY " + options + source + " " + target;
    }
  }

  /** Variables of the running container. */
  record Env(Map<String, String> variables) implements Instruction {
    Env {
      refuseUnwritable(variables);
    }

    @Override
    public String text() {
      return "ENV " + assignments(variables);
    }
  }

  /** What registries and scanners read about the image. */
  record Label(Map<String, String> labels) implements Instruction {
    Label {
      refuseUnwritable(labels);
    }

    @Override
    public String text() {
      return "LABEL " + assignments(labels);
    }
  }

  record Workdir(MountPath path) implements Instruction {
    Workdir {
      word(path.text());
    }

    @Override
    public String text() {
      return "WORKDIR " + path;
    }
  }

  /** By number: Kubernetes cannot hold {@code runAsNonRoot} against a name. */
  record User(String user) implements Instruction {
    @Override
    public String text() {
      return "USER " + user;
    }
  }

  /** In exec form, so that signals reach the program and not a shell around it. */
  record Entrypoint(List<String> words) implements Instruction {
    @Override
    public String text() {
      List<String> quoted = new ArrayList<>();
      for (String word : words) {
        quoted.add(Quoted.of(word));
      }
      return "ENTRYPOINT [" + String.join(", ", quoted) + "]";
    }
  }

  /** Kubernetes asks by its own probes. */
  record NoHealthcheck() implements Instruction {
    @Override
    public String text() {
      return "HEALTHCHECK NONE";
    }
  }

  private static void refuseUnwritable(Map<String, String> values) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      word(value.getKey());
      quote(value.getValue());
    }
  }

  /** What the builder takes as it stands: a blank would split it, a dollar sign expand. */
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isInName(c) && "/@+".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String word(String text) {
    if (!isWord(text)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a plain word, and a Dockerfile would split or expand it; use A-Z a-z 0-9"
              + " . _ - + @ /");
    }
    return text;
  }

  private static String assignments(Map<String, String> values) {
    List<String> assignments = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      assignments.add(value.getKey() + "=" + quote(value.getValue()));
    }
    return String.join(" \\\n    ", assignments);
  }

  /**
   * {@code text} as the builder reads it back unchanged, with nothing expanded.
   *
   * <p>Refuses control characters, which have no escape in a Dockerfile, and half a character.
   */
  static String quote(String text) {
    if (Quoted.hasControls(text)) {
      throw new IllegalArgumentException(
          "a Dockerfile value cannot hold control characters; leave them out");
    }
    Quoted.refuseHalfCharacters(text);
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
  }

  /** Fluent, in the order the instructions will run. */
  public static final class Builder {

    private final List<Instruction> instructions = new ArrayList<>();

    private Builder() {}

    /** A stage whose files later stages copy. */
    public Builder from(ImageReference image, String stage) {
      return add(new From(image, stage)).add(new FailingShell());
    }

    /** The stage that becomes the image. */
    public Builder from(ImageReference image) {
      return add(new From(image, "")).add(new FailingShell());
    }

    public Builder comment(String remark) {
      return add(new Comment(remark));
    }

    public Builder run(String... commands) {
      return run(List.of(commands));
    }

    public Builder run(List<String> commands) {
      return add(new Run(List.copyOf(commands)));
    }

    /** Files of an earlier stage, now root's: buildah would keep the owner they had there. */
    public Builder copyFrom(String stage, MountPath source, MountPath target) {
      return add(new Copy(from(stage), source.text(), target.text()));
    }

    /** A program of an earlier stage, which all may run. */
    public Builder copyProgramFrom(String stage, MountPath source, MountPath target) {
      return add(new Copy(from(stage) + "--chmod=0555 ", source.text(), target.text()));
    }

    private static String from(String stage) {
      return "--from=" + word(stage) + " --chown=0:0 ";
    }

    /** A file from beside the Dockerfile, which all may read. */
    public Builder copy(String file, MountPath target) {
      return add(new Copy("--chmod=0444 ", file, target.text()));
    }

    /** A program from beside the Dockerfile, which all may run. */
    public Builder copyProgram(String file, MountPath target) {
      return add(new Copy("--chmod=0555 ", file, target.text()));
    }

    public Builder env(Map<String, String> variables) {
      return add(new Env(new TreeMap<>(variables)));
    }

    public Builder label(Map<String, String> labels) {
      return add(new Label(new TreeMap<>(labels)));
    }

    public Builder workdir(MountPath path) {
      return add(new Workdir(path));
    }

    /** Root, for the layers that install. */
    public Builder asRoot() {
      return add(new User("0:0"));
    }

    /** The user, and the group of the same number, that the image runs as. */
    public Builder user(long id) {
      return add(new User(id + ":" + id));
    }

    public Builder entrypoint(String... words) {
      return add(new NoHealthcheck()).add(new Entrypoint(List.of(words)));
    }

    private Builder add(Instruction instruction) {
      instructions.add(instruction);
      return this;
    }

    public Dockerfile build() {
      return new Dockerfile(instructions);
    }
  }
}
