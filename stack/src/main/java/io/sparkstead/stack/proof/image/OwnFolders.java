package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether programs may write where variables and options say that they keep files of their own. */
public record OwnFolders(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROGRAM_CAN_KEEP_FILES =
      Rule.error("IMG-30", "A folder that a program needs for files of its own may be written")
          .why("It ends as it starts: read-only file system, or permission denied.")
          .fix("Name a folder of a volume, such as one in /tmp.");

  static final Rule FILES_ARE_KEPT =
      Rule.warning("IMG-31", "A folder that a program is told for files of its own may be written")
          .why("What it would keep there it loses, or makes again each time.")
          .fix("Name a folder of a volume, such as one in /tmp, or leave the variable out.");

  /** Without these, the programs do not start; HOME and Spark's local dirs have their own rules. */
  private static final Set<String> NEEDED = Set.of("MC_CONFIG_DIR", "JUPYTER_RUNTIME_DIR");

  private static final Set<String> WANTED =
      Set.of(
          "HF_HOME",
          "IPYTHONDIR",
          "JUPYTERLAB_SETTINGS_DIR",
          "JUPYTERLAB_WORKSPACES_DIR",
          "JUPYTER_DATA_DIR",
          "MPLCONFIGDIR",
          "NUMBA_CACHE_DIR",
          "PIP_CACHE_DIR",
          "SPARK_LOG_DIR",
          "SPARK_PID_DIR",
          "SPARK_WORKER_DIR",
          "TMPDIR",
          "XDG_CACHE_HOME",
          "XDG_DATA_HOME",
          "XDG_RUNTIME_DIR",
          "XDG_STATE_HOME");

  /** An option that names such a folder, and the program that has it. */
  private static final Map<String, String> OPTIONS =
      Map.of("--config-dir", "mc", "-C", "mc", "-logdir", "weed");

  private static final String HOME_OF_ROOT = "/root";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (ContainerView.Variable variable : container.variables()) {
          variable(workload, container, variable.name(), variable.value().orElse(""));
        }
        for (List<String> command : Started.of(stack, container).commands()) {
          options(workload, container, workload, command);
        }
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          for (List<String> command : script.commands().all()) {
            options(workload, container, script, command);
          }
        }
      }
    }
  }

  private void variable(Workload workload, ContainerView container, String name, String folder) {
    boolean isNeeded = NEEDED.contains(name);
    if ((isNeeded || WANTED.contains(name)) && isReadOnly(workload, container, folder)) {
      at(isNeeded ? PROGRAM_CAN_KEEP_FILES : FILES_ARE_KEPT, workload, folder)
          .say(
              "container {} of {it} sets {} to {}, where it may write nothing; name a folder of a"
                  + " volume, such as /tmp",
              container.name(),
              name,
              folder);
    }
  }

  private void options(
      Workload workload, ContainerView container, Written where, List<String> command) {
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      if (!Paths.name(command.get(0)).equals(option.getValue())) {
        continue;
      }
      for (String folder : Words.allAfter(String.join(" ", command), option.getKey())) {
        if (isReadOnly(workload, container, folder)) {
          at(PROGRAM_CAN_KEEP_FILES, where, folder)
              .say(
                  "{it} gives {} {} {}, where it may write nothing; name a folder of a volume, such"
                      + " as /tmp",
                  option.getValue(),
                  option.getKey(),
                  folder);
        }
      }
    }
  }

  /** A part of the image that may not be written, root's home, or a volume to read alone. */
  private static boolean isReadOnly(Workload workload, ContainerView container, String folder) {
    if (!Paths.isLiteral(folder) || workload.mayWrite(container, folder)) {
      return false;
    }
    boolean isImage = container.mountOf(folder).isEmpty();
    boolean isMountedIn =
        container.mounts().stream().anyMatch(mount -> Paths.isIn(folder, mount.path()));
    Long own = container.security().getRunAsUser();
    Long user = own == null ? workload.security().getRunAsUser() : own;
    boolean isRoots = Paths.isAtOrIn(HOME_OF_ROOT, folder) && user != null && user != 0;
    return !isImage
        || isRoots
        || (!isMountedIn && Boolean.TRUE.equals(container.security().getReadOnlyRootFilesystem()));
  }
}
