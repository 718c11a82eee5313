package io.sparkstead.stack.proof.image;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether volumes leave to be seen what a container takes from its image. */
public record HiddenPrograms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IMAGE_IS_NOT_HIDDEN =
      Rule.error("IMG-09", "No volume is mounted over what a container takes from its image")
          .why("The volume hides the image's folder, with the program that is in it.")
          .fix("Mount it at a folder of its own.");

  /** What no container does without. */
  private static final Set<String> OF_ANY =
      Set.of("/", "/bin", "/etc", "/lib", "/lib64", "/sbin", "/usr", "/usr/bin", "/usr/lib");

  /** What images name in a variable, and Spark and Python are found by. */
  private static final List<String> NAMING =
      List.of("JAVA_HOME", "PYSPARK_PYTHON", "PYTHONPATH", "SPARK_HOME");

  private static final List<String> OF_SPARK = List.of("/bin", "/jars", "/python");
  private static final String CLAIM = "PersistentVolumeClaim";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Set<String> taken = taken(Started.of(stack, container));
        for (Mount mount : container.mounts()) {
          if (mount.subPath().isEmpty() && isSubPathless(container, mount)) {
            isNotHidden(workload, container, mount, taken);
          }
        }
      }
    }
  }

  private static boolean isSubPathless(ContainerView container, Mount mount) {
    for (var model : container.model().getVolumeMounts()) {
      if (mount.path().equals(model.getMountPath()) && model.getSubPathExpr() != null) {
        return false;
      }
    }
    return true;
  }

  /** What the container takes from its image, by path. */
  private static Set<String> taken(Started started) {
    Set<String> taken = new TreeSet<>();
    Optional<BuiltImage> image = started.image();
    for (String program : started.programs()) {
      if (program.startsWith("/") && (image.isEmpty() || image.get().mayHave(program))) {
        taken.add(program);
      }
    }
    if (image.isPresent()) {
      for (String name : NAMING) {
        for (String path : image.get().variable(name).orElse("").split(":", -1)) {
          if (image.get().isCopied(path) || (path.startsWith("/") && Paths.isSystem(path))) {
            taken.add(path);
          }
        }
      }
      String spark = image.get().variable("SPARK_HOME").orElse("");
      for (String folder : OF_SPARK) {
        if (!spark.isEmpty() && image.get().mayHave(spark + folder)) {
          taken.add(spark + folder);
        }
      }
    } else {
      // Of an image of others, mounts may bring the program itself.
      taken.clear();
    }
    return taken;
  }

  private void isNotHidden(
      Workload workload, ContainerView container, Mount mount, Set<String> taken) {
    String folder = Paths.plain(mount.path());
    if (OF_ANY.contains(folder) && isWithout(workload, container, mount, folder + "/sh")) {
      hidden(workload, container, mount, "what its image has there");
      return;
    }
    for (String path : taken) {
      if (Paths.isAtOrIn(folder, path) && isWithout(workload, container, mount, path)) {
        hidden(workload, container, mount, path);
        return;
      }
    }
  }

  private void hidden(Workload workload, ContainerView container, Mount mount, String what) {
    at(IMAGE_IS_NOT_HIDDEN, workload, "mountPath: " + mount.path())
        .say(
            "{it} mounts {} at {}, which hides {} from container {}; mount it elsewhere",
            mount.volume(),
            mount.path(),
            what,
            container.name());
  }

  /** Whether nobody can have put {@code path} on the volume. */
  private boolean isWithout(Workload workload, ContainerView container, Mount mount, String path) {
    Optional<VolumeView> volume = workload.volume(mount);
    if (isFilledBefore(workload, container, mount.volume())) {
      return false;
    }
    if (volume.isEmpty()) {
      return isMadeForEach(workload, mount.volume());
    }
    Optional<String> claim = volume.get().claim();
    if (claim.isPresent()) {
      return !stack.isOthers(CLAIM, claim.get())
          && stack.names(PersistentVolumeClaim.class).contains(claim.get());
    }
    Optional<Source> map = volume.get().configMap();
    Optional<Source> source = map.isPresent() ? map : volume.get().secret();
    if (source.isPresent()) {
      Optional<Set<String>> files = files(source.get(), map.isPresent());
      int start = mount.path().length() + 1;
      return files.isPresent()
          && (start > path.length() || !files.get().contains(path.substring(start)));
    }
    return volume.get().model().getEmptyDir() != null;
  }

  private Optional<Set<String>> files(Source source, boolean isMap) {
    if (!source.items().isEmpty()) {
      return Optional.of(source.paths());
    }
    Optional<ConfigMapView> map = isMap ? stack.configMap(source.name()) : Optional.empty();
    return map.isPresent() ? Optional.of(map.get().files()) : Optional.empty();
  }

  private static boolean isMadeForEach(Workload workload, String volume) {
    for (PersistentVolumeClaim claim : workload.claimTemplates()) {
      if (claim.getMetadata() != null && volume.equals(claim.getMetadata().getName())) {
        return true;
      }
    }
    return false;
  }

  /** Whether another container that starts before may have copied into it what the image has. */
  private static boolean isFilledBefore(Workload workload, ContainerView container, String volume) {
    for (ContainerView before : workload.initContainers()) {
      boolean isAnother = !before.name().equals(container.name());
      for (Mount mount : before.mounts()) {
        if (isAnother && mount.volume().equals(volume) && !mount.isReadOnly()) {
          return true;
        }
      }
    }
    return false;
  }
}
