package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fields of an object of which there is no model; what its manifest leaves out is empty here.
 *
 * <pre>{@code
 * Fields.specOf(route).at("source").text("path")
 * }</pre>
 */
public record Fields(Map<?, ?> all) {

  /** What stands under {@code spec}, if {@code manifest} is of a kind without a model. */
  public static Fields specOf(Manifest manifest) {
    return manifest.object() instanceof GenericKubernetesResource made
        ? new Fields(made.getAdditionalProperties()).at("spec")
        : new Fields(Map.of());
  }

  /** What stands under {@code key}, if that has fields. */
  public Fields at(String key) {
    return new Fields(all.get(key) instanceof Map<?, ?> map ? map : Map.of());
  }

  /** Those items of the list under {@code key} that have fields. */
  public List<Fields> list(String key) {
    List<Fields> found = new ArrayList<>();
    for (Object item : all.get(key) instanceof List<?> list ? list : List.of()) {
      if (item instanceof Map<?, ?> map) {
        found.add(new Fields(map));
      }
    }
    return found;
  }

  /** The items under {@code key} as texts: of a list each, or the one that stands there. */
  public List<String> texts(String key) {
    List<String> found = new ArrayList<>();
    for (Object item : all.get(key) instanceof List<?> list ? list : List.of()) {
      found.add(String.valueOf(item));
    }
    return found.isEmpty() && !text(key).isEmpty() ? List.of(text(key)) : List.copyOf(found);
  }

  /** The text, the number or the word under {@code key}. */
  public String text(String key) {
    Object value = all.get(key);
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? ""
        : value.toString();
  }

  /** Whether anything is said under {@code key}. */
  public boolean has(String key) {
    return all.get(key) != null;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
