package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.ScriptCommands.Direction;
import io.sparkstead.stack.proof.text.ScriptCommands.Redirect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the files that scripts read are there, and those that they write can be written. */
public record ScriptFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FILE_IS_THERE =
      Rule.error("REF-47", "A file that a container's script reads is mounted, or in its image")
          .why("The shell cannot open it: the script ends there, and the container with it.")
          .fix("Mount it where the script reads, or say there where it is mounted.");

  static final Rule FILE_CAN_BE_WRITTEN =
      Rule.error("POD-42", "A file that a container's script writes is on a volume")
          .why("The image is read-only: nothing is written, and what reads it waits or ends.")
          .fix("Mount an emptyDir or a claim there.");

  private static final Set<String> READING = Set.of("cat", ".", "source");
  private static final Set<String> WRITING = Set.of("tee", "touch");
  private static final Set<String> ASKING = Set.of("[", "[[", "test");

  private static final List<String> CONDITIONS = List.of("if ", "elif ", "while ", "until ");

  /** Where images have nothing, and pods what is mounted. */
  private static final List<String> MOUNTED = List.of("/run", "/mnt");

  /** Where webhooks of a cluster mount what no manifest names. */
  private static final String OF_WEBHOOKS = "/run/secrets";

  /** What the kernel has. */
  private static final List<String> KERNEL = List.of("/dev", "/proc", "/sys");

  private static final String TMP = "/tmp";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Optional<BuiltImage> image = BuiltImage.of(stack, container.image());
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          new InScript(findings, workload, container, image, script, script.commands()).check();
        }
      }
    }
  }

  /** One script, as one container runs it. */
  private record InScript(
      Findings findings,
      Workload workload,
      ContainerView container,
      Optional<BuiltImage> image,
      StartedScript script,
      ScriptCommands commands) {

    void check() {
      Set<String> written = written();
      for (String path : read()) {
        if (isJudged(path) && !written.contains(path)) {
          fileIsThere(path);
        }
      }
      if (Boolean.TRUE.equals(container.security().getReadOnlyRootFilesystem())) {
        for (String path : written) {
          if (isJudged(path)) {
            fileCanBeWritten(path);
          }
        }
      }
    }

    private Set<String> read() {
      Set<String> read = redirected(Direction.FROM_FILE);
      read.addAll(given(READING));
      return read;
    }

    private Set<String> written() {
      Set<String> written = redirected(Direction.TO_FILE);
      written.addAll(given(WRITING));
      for (List<String> command : commands.all()) {
        boolean isInTmp = command.size() == 1 || List.of("mktemp", "-d").equals(command);
        if (command.get(0).equals("mktemp") && isInTmp && container.variable("TMPDIR").isEmpty()) {
          written.add(TMP);
        }
      }
      return written;
    }

    private Set<String> redirected(Direction direction) {
      Set<String> paths = new TreeSet<>();
      for (Redirect redirect : commands.redirects()) {
        if (redirect.direction() == direction) {
          paths.add(redirect.path());
        }
      }
      return paths;
    }

    private Set<String> given(Set<String> programs) {
      Set<String> paths = new TreeSet<>();
      for (List<String> command : commands.all()) {
        for (int i = 1; programs.contains(command.get(0)) && i < command.size(); i++) {
          // What is redirected is none of its own.
          boolean isRedirected = "<>".contains(command.get(i - 1));
          if (!isRedirected) {
            paths.add(command.get(i));
          }
        }
      }
      return paths;
    }

    /** Whether it is known which file is meant, and the script takes it for granted. */
    private boolean isJudged(String path) {
      if (!Paths.isLiteral(path)) {
        return false;
      }
      for (String folder : KERNEL) {
        if (Paths.isAtOrIn(folder, path)) {
          return false;
        }
      }
      for (List<String> command : commands.all()) {
        if (ASKING.contains(command.get(0)) && command.contains(path)) {
          return false;
        }
      }
      return !isTried(path);
    }

    /** Whether a line with it goes on if it fails. */
    private boolean isTried(String path) {
      for (String line : script.text().replace("\\\n", " ").split("\n", -1)) {
        if ((line.contains(path) && line.contains("||")) || condition(line).contains(path)) {
          return true;
        }
      }
      return false;
    }

    /** What a line asks, before it does anything; empty if it does not ask. */
    private static String condition(String line) {
      String plain = line.strip();
      for (String word : CONDITIONS) {
        if (plain.startsWith(word)) {
          return plain.split("; (?:do|then)\\b", 2)[0];
        }
      }
      return "";
    }

    private void fileIsThere(String path) {
      if (isMounted(path) || mayBeInImage(path)) {
        return;
      }
      Optional<String> elsewhere = mountedElsewhere(Paths.name(path));
      findings
          .at(FILE_IS_THERE, script, path)
          .say(
              "{it} reads {}, which is neither in image {} of container {} of {} nor mounted; {}",
              path,
              container.image(),
              container.name(),
              workload,
              elsewhere.isPresent()
                  ? "it is at " + elsewhere.get() + ": mount it there, or read that"
                  : "mount it there");
    }

    /** At it, around it or below it. */
    private boolean isMounted(String path) {
      for (Mount mount : container.mounts()) {
        if (Paths.isAtOrIn(Paths.plain(mount.path()), path) || Paths.isIn(path, mount.path())) {
          return true;
        }
      }
      return false;
    }

    private boolean mayBeInImage(String path) {
      if (image.isPresent() && image.get().mayHave(path)) {
        return true;
      }
      for (String folder : MOUNTED) {
        if (Paths.isIn(folder, path)) {
          return Paths.isIn(OF_WEBHOOKS, path);
        }
      }
      return Paths.isSystem(path) || image.isEmpty() || !image.get().lacks(path);
    }

    /** Where {@code container} finds a file of that name in a Secret or ConfigMap. */
    private Optional<String> mountedElsewhere(String file) {
      for (Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        for (VolumeView.Source source :
            volume.isEmpty() ? List.<VolumeView.Source>of() : sources(volume.get())) {
          for (VolumeView.Item item : source.items()) {
            if (item.path().equals(file)) {
              return Optional.of(Paths.plain(mount.path()) + "/" + file);
            }
          }
        }
      }
      return Optional.empty();
    }

    private static List<VolumeView.Source> sources(VolumeView volume) {
      return volume.secret().isPresent()
          ? List.of(volume.secret().get())
          : volume.configMap().isPresent() ? List.of(volume.configMap().get()) : List.of();
    }

    private void fileCanBeWritten(String path) {
      if (!workload.mayWrite(container, path)) {
        Optional<Mount> mount = container.mountOf(path);
        findings
            .at(FILE_CAN_BE_WRITTEN, script, path)
            .say(
                "{it} writes {} in container {} of {}, where {}; mount a volume there that may be"
                    + " written",
                path,
                container.name(),
                workload,
                mount.isPresent()
                    ? "volume " + mount.get().volume() + " is to be read alone"
                    : "the image is read-only and no volume is");
      }
    }
  }
}
