package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the container of a pod template may write, and how much.
 *
 * @param mounts what is mounted where, by the volume's name
 * @param limits how large an {@code emptyDir} gets, by the volume's name
 * @param modes who may do what with the files of a ConfigMap or Secret, by the volume's name
 * @param isReadOnly whether its root file system is
 */
public record TemplateDisks(
    Map<String, String> mounts,
    Map<String, Quantity> limits,
    Map<String, Integer> modes,
    boolean isReadOnly) {

  /** What Kubernetes gives files of a ConfigMap or Secret unless it is told. */
  private static final int READABLE = 0644;

  private static final String NAME = "name";

  public TemplateDisks {
    mounts = Map.copyOf(mounts);
    limits = Map.copyOf(limits);
    modes = Map.copyOf(modes);
  }

  public static TemplateDisks of(String template) {
    TemplateTree tree = TemplateTree.of(template);
    Map<String, String> mounts = new HashMap<>();
    for (Map<String, Object> mount : tree.mounts()) {
      mounts.put(TemplateTree.text(mount, "mountPath"), TemplateTree.text(mount, NAME));
    }
    Map<String, Quantity> limits = new HashMap<>();
    Map<String, Integer> modes = new HashMap<>();
    for (Map<String, Object> volume : tree.volumes()) {
      String name = TemplateTree.text(volume, NAME);
      Optional<Quantity> limit =
          Quantities.read(TemplateTree.text(TemplateTree.map(volume, "emptyDir"), "sizeLimit"));
      if (limit.isPresent()) {
        limits.put(name, limit.get());
      }
      for (String kind : List.of("configMap", "secret")) {
        if (volume.containsKey(kind)) {
          String mode = TemplateTree.text(TemplateTree.map(volume, kind), "defaultMode");
          modes.put(name, Words.isNumber(mode) ? Integer.parseInt(mode) : READABLE);
        }
      }
    }
    boolean isReadOnly =
        tree.at("spec.containers.securityContext.readOnlyRootFilesystem").contains("true");
    return new TemplateDisks(mounts, limits, modes, isReadOnly);
  }

  /** Whether {@code file} is the folder {@code path}, or in it. */
  public static boolean isBelow(String path, String file) {
    return file.equals(path) || file.startsWith(path + "/");
  }

  /** Whether something is mounted there or above, or the whole root may be written. */
  public boolean isWritable(String folder) {
    return !isReadOnly || isMounted(folder);
  }

  /** Whether something is mounted at {@code path} or above it. */
  public boolean isMounted(String path) {
    return volumeAt(path).isPresent();
  }

  /** The mode of a file at {@code path}, if it is one of a ConfigMap or Secret. */
  public Optional<Integer> modeAt(String path) {
    Optional<String> volume = volumeAt(path);
    return volume.isEmpty() ? Optional.empty() : Optional.ofNullable(modes.get(volume.get()));
  }

  /** The limit of the volume that is mounted at {@code folder} or nearest above it. */
  public Optional<Quantity> limitAt(String folder) {
    Optional<String> volume = volumeAt(folder);
    return volume.isEmpty() ? Optional.empty() : Optional.ofNullable(limits.get(volume.get()));
  }

  private Optional<String> volumeAt(String folder) {
    String nearest = "";
    for (String path : mounts.keySet()) {
      if (isBelow(path, folder) && path.length() > nearest.length()) {
        nearest = path;
      }
    }
    return Optional.ofNullable(mounts.get(nearest));
  }
}
