package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Who said what of an object that is there, as {@code metadata.managedFields} has it.
 *
 * @param fields of each who holds any, in Kubernetes' form: {@code {"f:spec": {"f:replicas": {}}}}
 * @param appliers the names of those who applied it, as far as its labels came from them
 * @param said what those said last
 */
record Holders(List<JsonNode> fields, List<String> appliers, List<JsonNode> said) {

  static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private static final ObjectMapper JSON = new ObjectMapper();

  Holders {
    fields = List.copyOf(fields);
    appliers = List.copyOf(appliers);
    said = List.copyOf(said);
  }

  /** Of {@code live}; whoever set a label that {@code ours} has too, has applied it. */
  static Holders of(JsonNode live, JsonNode ours) {
    List<JsonNode> fields = new ArrayList<>();
    List<String> appliers = new ArrayList<>();
    List<JsonNode> said = new ArrayList<>();
    for (JsonNode holder : live.at("/metadata/managedFields")) {
      JsonNode held = holder.path("fieldsV1");
      fields.add(held);
      if (isApplier(held, ours)) {
        appliers.add(holder.path("manager").asText());
        if (holder.path("operation").asText().equals("Apply")) {
          said.add(values(held, live));
        }
      }
    }
    lastApplied(live, said);
    return new Holders(fields, appliers, said);
  }

  /** Whether whoever holds it has applied the object, and so hands it on to who applies it next. */
  boolean handsOn(Conflict conflict) {
    return conflict.subresource().isEmpty() && appliers.contains(conflict.manager());
  }

  private static boolean isApplier(JsonNode held, JsonNode ours) {
    JsonNode labels = held.path("f:metadata").path("f:labels");
    Iterator<String> names = ours.at("/metadata/labels").fieldNames();
    while (names.hasNext()) {
      if (labels.has("f:" + names.next())) {
        return true;
      }
    }
    return false;
  }

  /** What kubectl remembers in an annotation, if it applied from its side. */
  private static void lastApplied(JsonNode live, List<JsonNode> said) {
    String text = live.at("/metadata/annotations").path(LAST_APPLIED).asText();
    if (!text.isEmpty()) {
      try {
        said.add(JSON.readTree(text));
      } catch (JsonProcessingException e) {
        // Somebody wrote over it: then nobody knows what was said.
      }
    }
  }

  /** What {@code node} has of the fields in {@code held}. */
  private static JsonNode values(JsonNode held, JsonNode node) {
    if (node.isObject()) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      held.properties()
          .forEach(
              each -> {
                String name = each.getKey().startsWith("f:") ? each.getKey().substring(2) : "";
                if (node.has(name)) {
                  values.set(name, values(each.getValue(), node.path(name)));
                }
              });
      return values.isEmpty() ? node : values;
    }
    if (node.isArray() && !ListKeys.of(held).isEmpty()) {
      var values = JsonNodeFactory.instance.arrayNode();
      for (Map.Entry<String, JsonNode> each : held.properties()) {
        ListKeys.item(each.getKey(), node)
            .ifPresent(item -> values.add(values(each.getValue(), item)));
      }
      return values;
    }
    return node;
  }
}
