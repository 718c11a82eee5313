package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What drivers or executors find at a path: what is mounted there, or what their image has.
 *
 * <pre>{@code
 * PodFiles.of(stack, conf, "executor").get().lacks("/data/udfs.jar");
 * }</pre>
 *
 * @param who as a sentence calls them
 */
public record PodFiles(Evidence stack, String who, List<Mounted> mounts) {

  /** What nobody can have put anything into before Spark starts, and what somebody may have. */
  private static final String EMPTY = "emptyDir";

  private static final String FILLED = "emptyDir of a pod with other containers";
  private static final String CONFIG_MAP = "configMap";

  /** What lies on a disk that other pods see too. */
  private static final Set<String> SHARED =
      Set.of("persistentVolumeClaim", "nfs", "hostPath", "csi", "other");

  /** Where a base image has files that nobody here knows. */
  private static final List<String> OF_ANY_LINUX =
      List.of("/usr/", "/etc/", "/lib", "/bin/", "/sbin/", "/var/", "/dev/", "/proc/", "/sys/");

  /**
   * One volume.
   *
   * @param kind {@code emptyDir}, {@code configMap}, …
   * @param source the name of the ConfigMap
   */
  public record Mounted(String path, String kind, String source, boolean isReadOnly) {

    private boolean holds(String file) {
      return TemplateDisks.isBelow(path, file);
    }
  }

  /**
   * Those of {@code driver} or {@code executor}; nothing where it is not known who runs, or the
   * template cannot be read.
   */
  public static Optional<PodFiles> of(Evidence stack, Conf conf, String role) {
    if (role.equals("driver") && !conf.isCluster()) {
      Optional<Workload> reader = stack.readerOf(conf);
      return reader.isEmpty() ? Optional.empty() : Optional.of(of(stack, reader.get()));
    }
    Optional<String> template = stack.podTemplate(conf, role);
    if (template.isEmpty()) {
      return Optional.empty();
    }
    TemplateTree tree = TemplateTree.of(template.get());
    if (!tree.problem().isEmpty()) {
      return Optional.empty();
    }
    List<Mounted> mounts = mountsOf(tree);
    for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
      if (volume.isExecutors() == role.equals("executor")) {
        mounts.add(new Mounted(volume.path(), volume.type(), "", false));
      }
    }
    return Optional.of(new PodFiles(stack, "the " + role + "s of " + conf.subject(), mounts));
  }

  private static PodFiles of(Evidence stack, Workload workload) {
    List<Mounted> mounts = new ArrayList<>();
    for (ContainerView container : workload.mainContainers()) {
      for (ContainerView.Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        mounts.add(
            new Mounted(
                mount.path(),
                volume.isEmpty() ? "other" : kind(volume.get()),
                volume.isPresent() && volume.get().configMap().isPresent()
                    ? volume.get().configMap().get().name()
                    : "",
                mount.isReadOnly()));
      }
    }
    return new PodFiles(stack, workload.toString(), mounts);
  }

  private static String kind(VolumeView volume) {
    if (volume.configMap().isPresent()) {
      return volume.configMap().get().keys().isEmpty() ? CONFIG_MAP : "projected";
    }
    if (volume.secret().isPresent()) {
      return "secret";
    }
    if (volume.claim().isPresent()) {
      return "persistentVolumeClaim";
    }
    if (volume.model().getProjected() != null) {
      return "projected";
    }
    return volume.model().getEmptyDir() == null ? "other" : FILLED;
  }

  private static List<Mounted> mountsOf(TemplateTree template) {
    Map<String, String> kinds = template.volumeKinds();
    List<Mounted> mounts = new ArrayList<>();
    for (Map<String, Object> mount : template.mounts()) {
      String kind = kinds.getOrDefault(TemplateTree.text(mount, "name"), "other");
      // Which keys a template takes of it, REF-04 looks at.
      mounts.add(
          new Mounted(
              TemplateTree.text(mount, "mountPath"),
              kind.equals(CONFIG_MAP) ? "projected" : kind,
              "",
              TemplateTree.text(mount, "readOnly").equals("true")));
    }
    return mounts;
  }

  /** The volume that {@code path} is in, if it is in one. */
  private Optional<Mounted> at(String path) {
    Optional<Mounted> nearest = Optional.empty();
    for (Mounted mount : mounts) {
      boolean isNearer = nearest.isEmpty() || mount.path().length() > nearest.get().path().length();
      if (mount.holds(path) && isNearer) {
        nearest = Optional.of(mount);
      }
    }
    return nearest;
  }

  /** Whether nobody mounts or copies the file or folder {@code path}, as far as is known. */
  public boolean lacks(String path) {
    Optional<Mounted> mount = at(path);
    if (mount.isPresent()) {
      return switch (mount.get().kind()) {
        case EMPTY -> !path.equals(mount.get().path());
        case CONFIG_MAP -> isNoKey(mount.get(), path);
        default -> false;
      };
    }
    for (String known : OF_ANY_LINUX) {
      if (path.startsWith(known)) {
        return false;
      }
    }
    return !isInAnImage(path);
  }

  private boolean isNoKey(Mounted mount, String path) {
    Optional<ConfigMapView> map = stack.configMap(mount.source());
    return map.isPresent()
        && path.length() > mount.path().length()
        && !map.get().files().contains(path.substring(mount.path().length() + 1));
  }

  private boolean isInAnImage(String path) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      for (String copied : dockerfile.all("COPY")) {
        List<String> words = Words.of(copied);
        String to = words.get(words.size() - 1);
        String folder = to.endsWith("/") ? to.substring(0, to.length() - 1) : to;
        if (path.equals(folder) || path.startsWith(folder + "/")) {
          return true;
        }
      }
      if (dockerfile.expanded().contains(path)) {
        return true;
      }
    }
    return stack.dockerfiles().isEmpty();
  }

  /** Whether a program may write to {@code folder}, given that their images are read-only. */
  public boolean mayWrite(String folder) {
    Optional<Mounted> mount = at(folder);
    return mount.isPresent()
        && !mount.get().isReadOnly()
        && !Set.of(CONFIG_MAP, "secret", "projected").contains(mount.get().kind());
  }

  /** Whether what is written to {@code folder} is seen by other pods. */
  public boolean shares(String folder) {
    Optional<Mounted> mount = at(folder);
    return mount.isPresent() && SHARED.contains(mount.get().kind());
  }
}
