package io.sparkstead.stack.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields that differ, as a document: maps are merged, everything else is replaced, lists as a
 * whole.
 *
 * <pre>{@code
 * new MergePatch(
 *     "Deployment",
 *     "jupyter",
 *     Map.of("spec", Map.of("minReadySeconds", 30, "paused", Optional.empty())))
 * MergePatch.ofYaml("Deployment", "jupyter", "spec: {minReadySeconds: 30, paused: null}")
 * }</pre>
 *
 * @param content maps, lists, strings, integers and booleans; {@code Optional.empty()} takes a
 *     field away
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7386">RFC 7386</a>
 */
public record MergePatch(String kind, String name, Map<String, Object> content) implements Patch {

  public MergePatch {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    content = Contents.copied(content);
  }

  /** A merge patch written in YAML or JSON, where {@code null} takes a field away. */
  public static MergePatch ofYaml(String kind, String name, String text) {
    return new MergePatch(kind, name, Documents.parsed(Objects.requireNonNull(text)));
  }

  @Override
  public Map<String, Object> applyTo(Map<String, Object> object) {
    return merged(object, content);
  }

  private static Map<String, Object> merged(Map<?, ?> target, Map<?, ?> patch) {
    Map<String, Object> merged = new LinkedHashMap<>();
    target.forEach((key, value) -> merged.put((String) key, value));
    patch.forEach(
        (key, value) -> {
          if (value instanceof Optional<?>) {
            merged.remove((String) key);
          } else if (value instanceof Map<?, ?> part) {
            Map<?, ?> there = merged.get((String) key) instanceof Map<?, ?> map ? map : Map.of();
            merged.put((String) key, merged(there, part));
          } else {
            merged.put((String) key, value);
          }
        });
    return merged;
  }

  @Override
  public List<String> changes() {
    List<String> changes = new ArrayList<>();
    leaves("", content, changes);
    return changes;
  }

  /** The lists that it replaces as a whole, by their paths. */
  public List<String> lists() {
    List<String> lists = new ArrayList<>();
    lists("", content, lists);
    return lists;
  }

  private static void lists(String path, Map<?, ?> map, List<String> lists) {
    map.forEach(
        (key, value) -> {
          String here = path.isEmpty() ? (String) key : path + "." + key;
          if (value instanceof Map<?, ?> deeper) {
            lists(here, deeper, lists);
          } else if (value instanceof List<?>) {
            lists.add(here);
          }
        });
  }

  private static void leaves(String path, Map<?, ?> map, List<String> leaves) {
    map.forEach(
        (key, value) -> {
          String step = ((String) key).matches("\\w+") ? "." + key : "[" + key + "]";
          String here = path.isEmpty() ? (String) key : path + step;
          if (value instanceof Map<?, ?> deeper && !deeper.isEmpty()) {
            leaves(here, deeper, leaves);
          } else {
            leaves.add(value instanceof Optional<?> ? "without " + here : here);
          }
        });
  }
}
