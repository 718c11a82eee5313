package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the container of a pod template may write, and how much: read line by line, as the template
 * stands in its ConfigMap.
 *
 * @param mounts what is mounted where, by the volume's name
 * @param limits how large an {@code emptyDir} gets, by the volume's name
 * @param modes who may do what with the files of a ConfigMap or Secret, by the volume's name
 * @param ephemeral what the pod may put on its node's disk
 * @param isReadOnly whether its root file system is
 */
public record TemplateDisks(
    Map<String, String> mounts,
    Map<String, Quantity> limits,
    Map<String, Integer> modes,
    Optional<Quantity> ephemeral,
    boolean isReadOnly) {

  private static final String NAME = "- name: ";
  private static final String PATH = "mountPath: ";
  private static final String SIZE = "sizeLimit: ";
  private static final String MODE = "defaultMode: ";

  /** What Kubernetes gives files of a ConfigMap or Secret unless it is told. */
  private static final int READABLE = 0644;

  private static final String ON_NODE = "ephemeral-storage: ";

  public TemplateDisks {
    mounts = Map.copyOf(mounts);
    limits = Map.copyOf(limits);
    modes = Map.copyOf(modes);
  }

  public static TemplateDisks of(String template) {
    Map<String, String> mounts = new HashMap<>();
    Map<String, Quantity> limits = new HashMap<>();
    Map<String, Integer> modes = new HashMap<>();
    Optional<Quantity> ephemeral = Optional.empty();
    boolean isReadOnly = false;
    String name = "";
    for (String line : template.split("\n", -1)) {
      String said = line.strip();
      if (said.startsWith(NAME)) {
        name = after(said, NAME);
      } else if (said.startsWith(PATH)) {
        mounts.put(after(said, PATH), name);
      } else if (said.startsWith(SIZE) && quantity(after(said, SIZE)).isPresent()) {
        limits.put(name, quantity(after(said, SIZE)).get());
      } else if (said.startsWith(ON_NODE)) {
        // The limit stands behind the request.
        ephemeral = quantity(after(said, ON_NODE));
      }
      if (said.equals("configMap:") || said.equals("secret:")) {
        modes.put(name, READABLE);
      } else if (said.startsWith(MODE) && Words.isNumber(after(said, MODE))) {
        modes.put(name, Integer.parseInt(after(said, MODE)));
      }
      isReadOnly |= said.equals("readOnlyRootFilesystem: true");
    }
    return new TemplateDisks(mounts, limits, modes, ephemeral, isReadOnly);
  }

  private static String after(String line, String name) {
    return line.substring(name.length()).replace("\"", "").strip();
  }

  /** The amount that {@code text} is, if it is one. */
  public static Optional<Quantity> quantity(String text) {
    try {
      Quantity quantity = new Quantity(text);
      quantity.getNumericalAmount();
      return Optional.of(quantity);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
      if ((folder + "/").startsWith(path + "/") && path.length() > nearest.length()) {
        nearest = path;
      }
    }
    return Optional.ofNullable(mounts.get(nearest));
  }
}
