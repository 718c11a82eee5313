package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.JupyterRoots;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether programs can write where they do, and be where they go, though images are read-only. */
public record Writable(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FOLDER_IS_THERE =
      Rule.error("IMG-10", "A folder that a script goes into, or a file that it names, is there")
          .why("With set -e the script ends there, and the container with it.")
          .fix("Name it as it is in the image, or mounted.");

  static final Rule HOME_CAN_BE_WRITTEN =
      Rule.error("IMG-18", "A program that writes into its home finds one that it may write")
          .why("The image is read-only: it ends at its start, or forgets what it was told.")
          .fix("Set HOME to a folder of a volume, such as /tmp.");

  static final Rule HOME_IS_SAID =
      Rule.warning("IMG-19", "A program that writes into its home is told where that is")
          .why("The home that the image names is a part of the image, which is read-only.")
          .fix("Set HOME to a folder of a volume, such as /tmp.");

  static final Rule WORK_CAN_BE_SAVED =
      Rule.error("IMG-20", "The folder that Jupyter shows is on a volume")
          .why("The image is read-only: no notebook can be saved.")
          .fix("Mount the disk where root_dir says.");

  static final Rule SCRATCH_CAN_BE_WRITTEN =
      Rule.error("IMG-21", "A folder for temporary files may be written")
          .why("It begins empty, and nobody can put anything into it.")
          .fix("Drop readOnly.");

  private static final String HOME = "HOME";

  /** What writes into its home, by the variables that lead it elsewhere. */
  private static final Map<String, List<String>> WRITES_HOME =
      Map.of(
          "jupyter", List.of("JUPYTER_RUNTIME_DIR"),
          "jupyter-lab", List.of("JUPYTER_RUNTIME_DIR"),
          "jupyter-notebook", List.of("JUPYTER_RUNTIME_DIR"),
          "jupyter-server", List.of("JUPYTER_RUNTIME_DIR"),
          "mc", List.of("MC_CONFIG_DIR"),
          "weed", List.of());

  /** Options with a file behind them that is read. */
  private static final List<String> READING = List.of("--config", "--properties-file");

  private static final List<String> TEMPORARY = List.of("/tmp", "/var/tmp");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        new InContainer(stack, findings, workload, container, Started.of(stack, container)).check();
      }
    }
  }

  /** Of one container. */
  private record InContainer(
      Evidence stack,
      Findings findings,
      Workload workload,
      ContainerView container,
      Started started) {

    void check() {
      List<StartedScript> scripts = StartedScript.of(stack, workload, container);
      scratchCanBeWritten();
      workingFolderIsThere();
      for (StartedScript script : scripts) {
        foldersAreThere(script);
      }
      if (Boolean.TRUE.equals(container.security().getReadOnlyRootFilesystem())) {
        List<List<String>> commands = new ArrayList<>(started.commands());
        for (StartedScript script : scripts) {
          commands.addAll(script.commands().all());
        }
        homeCanBeWritten(commands);
        workCanBeSaved(commands);
      }
    }

    /**
     * By another that goes on beside it: then it is that one's folder, and this one looks into it.
     */
    private boolean isWrittenBeside(String volume) {
      for (ContainerView other : workload.mainContainers()) {
        for (Mount mount : other.mounts()) {
          if (mount.volume().equals(volume) && !mount.isReadOnly()) {
            return true;
          }
        }
      }
      return false;
    }

    private void scratchCanBeWritten() {
      for (Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        boolean isEmpty = volume.isPresent() && volume.get().model().getEmptyDir() != null;
        String home = container.variable(HOME).orElse("/tmp");
        if (isEmpty
            && mount.isReadOnly()
            && !isWrittenBeside(mount.volume())
            && (TEMPORARY.contains(Paths.plain(mount.path())) || mount.path().equals(home))) {
          findings
              .at(SCRATCH_CAN_BE_WRITTEN, workload, "mountPath: " + mount.path())
              .say(
                  "container {} of {it} mounts {} at {} to read alone, and programs write there;"
                      + " drop readOnly",
                  container.name(),
                  mount.volume(),
                  mount.path());
        }
      }
    }

    private boolean mayWrite(String path) {
      return workload.mayWrite(container, path);
    }

    private void homeCanBeWritten(List<List<String>> commands) {
      Optional<String> writer = writer(commands);
      Optional<String> home = container.variable(HOME);
      if (writer.isEmpty() || isFromElsewhere(HOME)) {
        return;
      }
      if (home.isPresent() && Paths.isLiteral(home.get()) && !mayWrite(home.get())) {
        findings
            .at(HOME_CAN_BE_WRITTEN, workload, "value: " + home.get())
            .say(
                "container {} of {it} runs {}, which writes into its home, and HOME is {} of the"
                    + " image, which is read-only; set it to a folder of a volume, such as /tmp",
                container.name(),
                writer.get(),
                home.get());
      } else if (home.isEmpty() && !mayHaveHome()) {
        findings
            .at(HOME_IS_SAID, workload, "name: " + container.name())
            .say(
                "container {} of {it} runs {}, which writes into its home, says no HOME, and its"
                    + " image is read-only; set HOME to a folder of a volume, such as /tmp",
                container.name(),
                writer.get());
      }
    }

    /** Whether the home that the image names may be on a volume. */
    private boolean mayHaveHome() {
      String named =
          started.image().isEmpty() ? "" : started.image().get().variable(HOME).orElse("");
      if (!named.isEmpty() && mayWrite(named)) {
        return true;
      }
      for (Mount mount : container.mounts()) {
        boolean isHome = Paths.folder(mount.path()).equals("/home") || mount.path().equals("/root");
        if (isHome && !mount.isReadOnly()) {
          return true;
        }
      }
      return false;
    }

    private boolean isFromElsewhere(String name) {
      boolean isReferred = !container.variableSources().isEmpty();
      for (ContainerView.Variable variable : container.variables()) {
        isReferred |= variable.name().equals(name) && variable.source().isPresent();
      }
      return isReferred;
    }

    private Optional<String> writer(List<List<String>> commands) {
      for (List<String> command : commands) {
        int at = command.get(0).equals("exec") && command.size() > 1 ? 1 : 0;
        String program = Paths.name(command.get(at));
        boolean isLed = !WRITES_HOME.containsKey(program) || command.contains("--config-dir");
        for (String variable : WRITES_HOME.getOrDefault(program, List.of())) {
          isLed |= container.variable(variable).isPresent();
          isLed |=
              started.image().isPresent() && started.image().get().variable(variable).isPresent();
        }
        if (!isLed) {
          return Optional.of(program);
        }
      }
      return Optional.empty();
    }

    private void workCanBeSaved(List<List<String>> commands) {
      for (String folder : roots(commands)) {
        if (Paths.isLiteral(folder) && !mayWrite(folder)) {
          findings
              .at(WORK_CAN_BE_SAVED, workload, "name: " + container.name())
              .say(
                  "Jupyter in container {} of {it} shows {}, which is no volume that it may write;"
                      + " mount the disk there{}",
                  container.name(),
                  folder,
                  mounted());
        }
      }
    }

    private String mounted() {
      List<String> claims = new ArrayList<>();
      for (Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        if (volume.isPresent() && volume.get().claim().isPresent()) {
          claims.add(mount.path());
        }
      }
      return claims.isEmpty() ? "" : ", and not at " + String.join(", ", claims);
    }

    /** What Jupyter is told to show, by its options and its configuration. */
    private Set<String> roots(List<List<String>> commands) {
      Set<String> roots = new TreeSet<>();
      boolean isJupyter = false;
      for (List<String> command : commands) {
        String line = String.join(" ", command);
        isJupyter |= line.contains("jupyter");
        roots.addAll(JupyterRoots.ofCommand(line));
      }
      if (!isJupyter) {
        return Set.of();
      }
      roots.addAll(JupyterRoots.ofConfigurations(stack.allTold(workload)));
      return roots;
    }

    private void foldersAreThere(StartedScript script) {
      Optional<BuiltImage> image = started.image();
      if (image.isEmpty()) {
        return;
      }
      for (List<String> command : script.commands().all()) {
        String folder = wanted(command);
        if (Paths.isLiteral(folder)
            && image.get().lacks(folder)
            && !isMounted(folder)
            && !isMade(script, folder)) {
          Set<String> there = new TreeSet<>(image.get().places());
          for (Mount mount : container.mounts()) {
            there.add(mount.path());
          }
          Optional<String> near = KnownPrograms.near(folder, there);
          findings
              .at(FOLDER_IS_THERE, script, folder)
              .say(
                  "{it} wants {}, which is neither in image {} nor mounted; {}",
                  folder,
                  container.image(),
                  near.isPresent() ? "did you mean " + near.get() + "?" : "mount it, or make it");
        }
      }
    }

    /** Where {@code command} goes, or what it is to read its settings from; empty if neither. */
    private static String wanted(List<String> command) {
      if (command.size() == 2 && command.get(0).equals("cd")) {
        return Paths.plain(command.get(1));
      }
      for (String option : READING) {
        List<String> files = Words.allAfter(String.join(" ", command), option);
        if (!files.isEmpty()) {
          return files.get(0);
        }
      }
      return "";
    }

    private void workingFolderIsThere() {
      String folder = container.model().getWorkingDir();
      if (folder == null || started.image().isEmpty() || isMounted(Paths.plain(folder))) {
        return;
      }
      if (Paths.isLiteral(folder) && started.image().get().lacks(Paths.plain(folder))) {
        findings
            .at(FOLDER_IS_THERE, workload, "workingDir: " + folder)
            .say(
                "container {} of {it} starts in {}, which is neither in image {} nor mounted; mount"
                    + " it, or name another",
                container.name(),
                folder,
                container.image());
      }
    }

    private boolean isMounted(String wanted) {
      for (Mount mount : container.mounts()) {
        if (Paths.isAtOrIn(mount.path(), wanted) || Paths.isIn(wanted, mount.path())) {
          return true;
        }
      }
      return false;
    }

    private static boolean isMade(StartedScript script, String folder) {
      for (List<String> command : script.commands().all()) {
        for (String word : command) {
          boolean isThat = Paths.isAtOrIn(folder, Paths.plain(word)) || Paths.isIn(word, folder);
          if (!command.get(0).equals("cd") && isThat && word.startsWith("/")) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
