package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether pods may read and write what they mount; refused is a user that is not root, before files
 * and disks that are root's alone.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod">
 *     fsGroup</a>
 */
public record Permissions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MOUNTS_ARE_THEIRS =
      Rule.error("POD-16", "Pods may read the files and write the disks that they mount")
          .why(
              "A node makes files and disks root's, and hands them to the pod's fsGroup. Without one,"
                  + " programs end with Permission denied.")
          .fix("Set fsGroup in the pod's securityContext, as new PodUser(…) does.");

  private static final long ROOT = 0;

  /** Of the bits of a mode, those by which root's group and all others read. */
  private static final int GROUP_READS = 040;

  private static final int OTHERS_READ = 04;

  /** Where nobody says, Kubernetes lets all read. */
  private static final int DEFAULT_MODE = 0644;

  /** Their disks are folders of a node that everybody may write to. */
  private static final Set<String> OPEN_CLASSES =
      Set.of("local-path", "hostpath", "microk8s-hostpath", "standard");

  private static final String GROUP = "fsGroup: ";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      if (workload.security().getFsGroup() == null) {
        withoutGroup(workload);
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      if (template.all(GROUP).isEmpty()) {
        templateWithoutGroup(template);
      }
    }
    for (Conf conf : stack.confs()) {
      disksOfExecutors(conf);
    }
  }

  private void withoutGroup(Workload workload) {
    Set<String> told = new TreeSet<>();
    for (ContainerView container : workload.containers()) {
      Optional<Long> user = user(workload, container);
      for (Mount mount : container.mounts()) {
        // As whom a pod runs that does not say, its cluster knows.
        if (user.isPresent()
            && user.get() != ROOT
            && !isTheirs(workload, container, mount)
            && told.add(mount.volume())) {
          at(MOUNTS_ARE_THEIRS, workload, "name: " + mount.volume())
              .say(
                  "container {} of {it} runs as {} and may not use volume {}, which is root's; set"
                      + " fsGroup in the pod's securityContext",
                  container.name(),
                  user.get(),
                  mount.volume());
        }
      }
    }
  }

  private static Optional<Long> user(Workload workload, ContainerView container) {
    Long own = container.security().getRunAsUser();
    return Optional.ofNullable(own == null ? workload.security().getRunAsUser() : own);
  }

  private boolean isTheirs(Workload workload, ContainerView container, Mount mount) {
    Optional<VolumeView> volume = workload.volume(mount);
    if (volume.isPresent() && volume.get().claim().isEmpty()) {
      int bits = isOfRootsGroup(workload, container) ? GROUP_READS | OTHERS_READ : OTHERS_READ;
      return isReadBy(volume.get().model(), bits);
    }
    return mount.isReadOnly() || !isRoots(workload, mount);
  }

  private static boolean isOfRootsGroup(Workload workload, ContainerView container) {
    PodSecurityContext pod = workload.security();
    Long own = container.security().getRunAsGroup();
    Long group = own == null ? pod.getRunAsGroup() : own;
    return (group != null && group == ROOT)
        || Given.list(pod.getSupplementalGroups()).contains(ROOT);
  }

  /** Whether one of {@code bits} lets every file be read that a node makes in {@code volume}. */
  private static boolean isReadBy(Volume volume, int bits) {
    for (int mode : modes(volume)) {
      if ((mode & bits) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Those of its files; of none, if a node makes none. */
  private static List<Integer> modes(Volume volume) {
    List<Integer> modes = new ArrayList<>();
    if (volume.getSecret() != null) {
      ofItems(modes, volume.getSecret().getItems(), volume.getSecret().getDefaultMode());
    } else if (volume.getConfigMap() != null) {
      ofItems(modes, volume.getConfigMap().getItems(), volume.getConfigMap().getDefaultMode());
    } else if (volume.getDownwardAPI() != null) {
      ofFiles(modes, volume.getDownwardAPI().getItems(), volume.getDownwardAPI().getDefaultMode());
    } else if (volume.getProjected() != null) {
      Integer mode = volume.getProjected().getDefaultMode();
      for (VolumeProjection source : Given.list(volume.getProjected().getSources())) {
        projected(modes, source, mode);
      }
    }
    return modes;
  }

  /** A token is given to the pod's own user. */
  private static void projected(
      List<Integer> modes, VolumeProjection source, @Nullable Integer mode) {
    if (source.getSecret() != null) {
      ofItems(modes, source.getSecret().getItems(), mode);
    } else if (source.getConfigMap() != null) {
      ofItems(modes, source.getConfigMap().getItems(), mode);
    } else if (source.getDownwardAPI() != null) {
      ofFiles(modes, source.getDownwardAPI().getItems(), mode);
    }
  }

  private static void ofItems(
      List<Integer> modes, @Nullable List<KeyToPath> items, @Nullable Integer otherwise) {
    int mode = otherwise == null ? DEFAULT_MODE : otherwise;
    List<KeyToPath> all = Given.list(items);
    for (KeyToPath item : all) {
      modes.add(item.getMode() == null ? mode : item.getMode());
    }
    if (all.isEmpty()) {
      modes.add(mode);
    }
  }

  private static void ofFiles(
      List<Integer> modes,
      @Nullable List<DownwardAPIVolumeFile> files,
      @Nullable Integer otherwise) {
    int mode = otherwise == null ? DEFAULT_MODE : otherwise;
    for (DownwardAPIVolumeFile file : Given.list(files)) {
      modes.add(file.getMode() == null ? mode : file.getMode());
    }
  }

  /** Whether it is a disk that is made for this stack, and that nobody gave to anyone. */
  private boolean isRoots(Workload workload, Mount mount) {
    if (!Given.list(workload.security().getSupplementalGroups()).isEmpty() || isChanged(workload)) {
      return false;
    }
    for (PersistentVolumeClaim template : workload.claimTemplates()) {
      String name = template.getMetadata() == null ? "" : template.getMetadata().getName();
      if (mount.volume().equals(name)) {
        return isDisk(template.getSpec());
      }
    }
    Optional<VolumeView> volume = workload.volume(mount);
    Optional<Found<PersistentVolumeClaim>> claim =
        volume.isPresent() && volume.get().claim().isPresent()
            ? stack.named(PersistentVolumeClaim.class, volume.get().claim().get())
            : Optional.empty();
    return claim.isPresent() && isDisk(claim.get().object().getSpec());
  }

  /** Whether a container that runs as root may give the disk away first. */
  private static boolean isChanged(Workload workload) {
    for (ContainerView container : workload.initContainers()) {
      if (user(workload, container).orElse(ROOT) == ROOT) {
        return true;
      }
    }
    return false;
  }

  /** What many nodes share is a folder of a server, whose rights are set there. */
  private static boolean isDisk(@Nullable PersistentVolumeClaimSpec claim) {
    return claim != null
        && !Given.list(claim.getAccessModes()).contains("ReadWriteMany")
        && !OPEN_CLASSES.contains(Given.text(claim.getStorageClassName()));
  }

  private void templateWithoutGroup(PodTemplate template) {
    for (String user : template.all("runAsUser: ")) {
      for (String mode : template.all("defaultMode: ")) {
        if (!user.equals("0") && !letsOthersRead(mode)) {
          at(MOUNTS_ARE_THEIRS, template, "defaultMode: " + mode)
              .say(
                  "the pods of {it} run as {} and may not read a file of mode {}, which is root's;"
                      + " set fsGroup in the template's securityContext",
                  user,
                  mode);
          return;
        }
      }
    }
  }

  /** Of a mode that YAML reads as octal behind a 0, and else as decimal. */
  private static boolean letsOthersRead(String mode) {
    boolean isOctal = mode.startsWith("0") && Words.isOf("01234567", mode);
    return !(isOctal || Words.isPort(mode))
        || (Integer.parseInt(mode, isOctal ? 8 : 10) & OTHERS_READ) != 0;
  }

  /** Of executors that write to claims of their own, which are made for each. */
  private void disksOfExecutors(Conf conf) {
    Optional<String> template = stack.podTemplate(conf, "executor");
    boolean isWithout = template.isPresent() && !template.get().contains(GROUP);
    if (isWithout
        && template.get().contains("runAsUser: ")
        && Keys.values(conf, Keys.CLAIMS, ".options.claimName").contains("OnDemand")) {
      at(MOUNTS_ARE_THEIRS, conf, Keys.CLAIMS)
          .say(
              "executors of {it} write to claims, which are root's; set fsGroup in the"
                  + " securityContext of their template");
    }
  }
}
