package io.sparkstead.render.review.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two documents field by field. Items that have names, as containers, are compared by
 * them, so that one more in front is no change of all others.
 */
final class FieldChanges {

  /** What tells items of Kubernetes' lists apart, the first that all of a list have. */
  private static final List<String> NAMES =
      List.of("name", "mountPath", "containerPort", "port", "key", "topologyKey", "ip", "cidr");

  private final List<FieldChange> found = new ArrayList<>();

  private FieldChanges() {}

  static List<FieldChange> between(JsonNode before, JsonNode after) {
    FieldChanges changes = new FieldChanges();
    changes.compare("", before, after);
    return List.copyOf(changes.found);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      compareFields(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      compareItems(path, before, after);
    } else {
      found.add(new FieldChange(path, present(before), present(after)));
    }
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  private void compareFields(String path, JsonNode before, JsonNode after) {
    Set<String> names = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      compare(
          path.isEmpty() ? step(name) : path + (isPlain(name) ? "." : "") + step(name),
          before.path(name),
          after.path(name));
    }
  }

  private static String step(String name) {
    return isPlain(name) ? name : "[" + name + "]";
  }

  /** Whether a dot before it and none in it says what it is. */
  private static boolean isPlain(String name) {
    return name.indexOf('.') < 0 && name.indexOf('/') < 0;
  }

  private void compareItems(String path, JsonNode before, JsonNode after) {
    Optional<String> key = keyOf(before, after);
    if (key.isEmpty()) {
      comparePlaces(path, before, after);
      return;
    }
    Map<String, JsonNode> old = byName(before, key.get());
    Map<String, JsonNode> made = byName(after, key.get());
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(made.keySet());
    JsonNode missing = before.path(-1);
    for (String name : names) {
      compare(
          path + "[" + name + "]",
          old.getOrDefault(name, missing),
          made.getOrDefault(name, missing));
    }
    if (old.keySet().equals(made.keySet())
        && !List.copyOf(old.keySet()).equals(List.copyOf(made.keySet()))) {
      found.add(new FieldChange(path, Optional.of(before), Optional.of(after)));
    }
  }

  private static Optional<String> keyOf(JsonNode before, JsonNode after) {
    for (String name : NAMES) {
      if (isKey(name, before) && isKey(name, after)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static boolean isKey(String name, JsonNode items) {
    Set<String> seen = new LinkedHashSet<>();
    for (JsonNode item : items) {
      if (!item.path(name).isValueNode() || !seen.add(item.path(name).asText())) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, JsonNode> byName(JsonNode items, String key) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (JsonNode item : items) {
      byName.put(item.path(key).asText(), item);
    }
    return byName;
  }

  /** Items without names, of which as many stay as can: one more in front is one more. */
  private void comparePlaces(String path, JsonNode before, JsonNode after) {
    JsonNode missing = before.path(-1);
    for (AbstractDelta<JsonNode> delta : DiffUtils.diff(items(before), items(after)).getDeltas()) {
      List<JsonNode> old = delta.getSource().getLines();
      List<JsonNode> made = delta.getTarget().getLines();
      for (int i = 0; i < Math.max(old.size(), made.size()); i++) {
        int place = (i < made.size() ? delta.getTarget() : delta.getSource()).getPosition() + i;
        compare(
            path + "[" + place + "]",
            i < old.size() ? old.get(i) : missing,
            i < made.size() ? made.get(i) : missing);
      }
    }
  }

  private static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    return items;
  }
}
