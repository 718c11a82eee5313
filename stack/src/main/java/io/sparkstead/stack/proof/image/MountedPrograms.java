package io.sparkstead.stack.proof.image;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what containers start of a ConfigMap or Secret by its path may be executed. */
public record MountedPrograms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FILE_MAY_BE_EXECUTED =
      Rule.error("REF-46", "A mounted file that is started by its path may be executed")
          .why(
              "Files of ConfigMaps are there to be read, unless the volume says more: permission denied.")
          .fix("Give the file to its shell by command, or set the volume's defaultMode to 0555.");

  /** What Kubernetes gives a file where nobody says. */
  private static final int USUAL = 0644;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        starts(workload, container, workload, Started.of(stack, container));
        for (Started inside : Started.inside(stack, container)) {
          starts(workload, container, workload, inside);
        }
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          for (List<String> command : script.commands().all()) {
            starts(workload, container, script, new Started(command, Optional.empty()));
          }
        }
      }
    }
  }

  private void starts(Workload workload, ContainerView container, Written where, Started started) {
    String before = "";
    for (String program : started.programs()) {
      Optional<Mount> mount =
          Paths.isLiteral(program) && !Started.isInterpreter(before)
              ? container.mountOf(program)
              : Optional.empty();
      Optional<VolumeView> volume =
          mount.isEmpty() ? Optional.empty() : workload.volume(mount.get());
      if (volume.isPresent() && volume.get().isGiven()) {
        int mode = mode(volume.get().model(), Paths.name(program));
        if (!mayExecute(workload, container, mode)) {
          at(FILE_MAY_BE_EXECUTED, where, program)
              .say(
                  "{it} starts {} by its path, and volume {} gives it mode 0{}; start it by its"
                      + " shell, or set defaultMode to 0555",
                  program,
                  mount.get().volume(),
                  Integer.toOctalString(mode));
        }
      }
      before = program;
    }
  }

  private static int mode(Volume volume, String file) {
    if (volume.getConfigMap() != null) {
      return mode(volume.getConfigMap().getItems(), file, volume.getConfigMap().getDefaultMode());
    }
    if (volume.getSecret() != null) {
      return mode(volume.getSecret().getItems(), file, volume.getSecret().getDefaultMode());
    }
    Integer usual = volume.getProjected().getDefaultMode();
    int mode = usual == null ? USUAL : usual;
    for (VolumeProjection source : Given.list(volume.getProjected().getSources())) {
      if (source.getConfigMap() != null) {
        mode = mode(source.getConfigMap().getItems(), file, mode);
      } else if (source.getSecret() != null) {
        mode = mode(source.getSecret().getItems(), file, mode);
      }
    }
    return mode;
  }

  private static int mode(
      @Nullable List<KeyToPath> items, String file, @Nullable Integer otherwise) {
    for (KeyToPath item : Given.list(items)) {
      if (item.getMode() != null && Paths.name(Given.text(item.getPath())).equals(file)) {
        return item.getMode();
      }
    }
    return otherwise == null ? USUAL : otherwise;
  }

  /** The files are root's, and of the pod's own group where it has one. */
  private static boolean mayExecute(Workload workload, ContainerView container, int mode) {
    Long own = container.security().getRunAsUser();
    Long user = own == null ? workload.security().getRunAsUser() : own;
    if (user == null || user == 0) {
      return (mode & 0111) != 0;
    }
    return (mode & 0011) != 0;
  }
}
