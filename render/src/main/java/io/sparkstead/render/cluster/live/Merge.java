package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object as it is once it is applied: what is said of it now; without what was said before and
 * is not any more; and with all that nobody of ours ever said.
 */
final class Merge {

  private boolean takesAway;

  private Merge() {}

  /**
   * What comes of it.
   *
   * @param takesAway whether something that was said is gone
   */
  record Merged(JsonNode document, boolean takesAway) {}

  static Merged of(Holders holders, JsonNode live, JsonNode ours) {
    Merge merge = new Merge();
    JsonNode document = merge.merged(holders.fields(), holders.said(), live, ours);
    return new Merged(document, merge.takesAway);
  }

  /** What makes {@code after} of {@code before}, as RFC 7386 says it. */
  static ObjectNode patch(JsonNode before, JsonNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : after.properties()) {
      JsonNode old = before.path(each.getKey());
      if (old.isObject() && each.getValue().isObject()) {
        ObjectNode below = patch(old, each.getValue());
        if (!below.isEmpty()) {
          patch.set(each.getKey(), below);
        }
      } else if (!old.equals(each.getValue())) {
        patch.set(each.getKey(), each.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> each : before.properties()) {
      if (!after.has(each.getKey())) {
        patch.putNull(each.getKey());
      }
    }
    return patch;
  }

  private JsonNode merged(
      List<JsonNode> fields, List<JsonNode> said, JsonNode live, JsonNode ours) {
    if (live.isObject() && ours.isObject()) {
      return objects(fields, said, live, ours);
    }
    if (live.isArray() && ours.isArray()) {
      List<String> keys = ListKeys.of(fields);
      if (!keys.isEmpty()) {
        return items(fields, said, keys, live, ours);
      }
      return ListKeys.isSet(fields) ? values(said, live, ours) : ours;
    }
    return ours;
  }

  private ObjectNode objects(
      List<JsonNode> fields, List<JsonNode> said, JsonNode live, JsonNode ours) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : live.properties()) {
      String name = each.getKey();
      List<JsonNode> saidBelow = below(said, name);
      List<JsonNode> held = below(fields, "f:" + name);
      if (ours.has(name)) {
        merged.set(name, merged(held, saidBelow, each.getValue(), ours.path(name)));
      } else if (saidBelow.isEmpty()) {
        merged.set(name, each.getValue());
      } else {
        JsonNode left = left(held, saidBelow, each.getValue());
        if (!left.isEmpty()) {
          merged.set(name, left);
        }
      }
    }
    for (Map.Entry<String, JsonNode> each : ours.properties()) {
      if (!live.has(each.getKey())) {
        merged.set(each.getKey(), each.getValue());
      }
    }
    return merged;
  }

  /** What others said of {@code live}; of ours nothing is. */
  private JsonNode left(List<JsonNode> fields, List<JsonNode> said, JsonNode live) {
    List<String> keys = ListKeys.of(fields);
    if (live.isObject()) {
      return objects(fields, said, live, JsonNodeFactory.instance.objectNode());
    }
    if (live.isArray() && !keys.isEmpty()) {
      return items(fields, said, keys, live, JsonNodeFactory.instance.arrayNode());
    }
    takesAway = true;
    return MissingNode.getInstance();
  }

  private ArrayNode items(
      List<JsonNode> fields, List<JsonNode> said, List<String> keys, JsonNode live, JsonNode ours) {
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    // Below, all items are alike.
    List<JsonNode> held = new ArrayList<>();
    fields.forEach(list -> list.properties().forEach(each -> held.add(each.getValue())));
    List<JsonNode> taken = new ArrayList<>();
    for (JsonNode item : ours) {
      JsonNode old = ListKeys.like(item, keys, live).orElse(MissingNode.getInstance());
      taken.add(old);
      merged.add(merged(held, like(item, keys, said), old, item));
    }
    for (JsonNode item : live) {
      if (!taken.contains(item)) {
        if (like(item, keys, said).isEmpty()) {
          merged.add(item);
        } else {
          takesAway = true;
        }
      }
    }
    return merged;
  }

  private static List<JsonNode> like(JsonNode item, List<String> keys, List<JsonNode> said) {
    List<JsonNode> like = new ArrayList<>();
    said.forEach(list -> ListKeys.like(item, keys, list).ifPresent(like::add));
    return like;
  }

  private ArrayNode values(List<JsonNode> said, JsonNode live, JsonNode ours) {
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    List<JsonNode> wanted = new ArrayList<>();
    ours.forEach(wanted::add);
    List<JsonNode> dropped = new ArrayList<>();
    said.forEach(list -> list.forEach(dropped::add));
    live.forEach(
        value -> {
          if (wanted.contains(value) || !dropped.contains(value)) {
            merged.add(value);
            wanted.remove(value);
          } else {
            takesAway = true;
          }
        });
    wanted.forEach(merged::add);
    return merged;
  }

  private static List<JsonNode> below(List<JsonNode> nodes, String name) {
    List<JsonNode> below = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.has(name)) {
        below.add(node.path(name));
      }
    }
    return below;
  }
}
