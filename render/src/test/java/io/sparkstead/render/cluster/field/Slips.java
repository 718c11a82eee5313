package io.sparkstead.render.cluster.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a person may do to one field of a document: each slip by its name, as a change of a copy.
 *
 * <pre>{@code
 * Slips.of(deployment, "/spec/replicas").get("is negative"); // makes the one with replicas: -1
 * }</pre>
 *
 * <p>Of a field: dropped, renamed, of another type. Of a text: another word, empty, blank, in upper
 * case, too long, a bad start, nonsense as an amount and as a schedule. Of a number: negative,
 * zero, huge, more than a port. Of a switch: the other way. Of a list: empty, an item twice, an
 * item with the name of its neighbour. Of a map: a bad key.
 */
final class Slips {

  static final String BELOW_NOTHING = "is less than nothing";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("is another word", "Sometimes"),
          Map.entry("is another name", "elsewhere"),
          Map.entry("is empty", ""),
          Map.entry("has a blank", "two words"),
          Map.entry("is too long", "a".repeat(300)),
          Map.entry("starts with a dash", "-a"),
          Map.entry("has an underscore", "a_b"),
          Map.entry("has a colon", "a:b"),
          Map.entry("is a path upwards", "../up"),
          Map.entry("is a path", "/some/where"),
          Map.entry("is no amount", "10GB"),
          Map.entry(BELOW_NOTHING, "-1"),
          Map.entry("is nothing", "0"),
          Map.entry("is more than all", "999Pi"),
          Map.entry("is no schedule", "61 * * * *"),
          Map.entry("is a schedule of four", "* * * *"),
          Map.entry("is no address", "300.0.0.1/33"));

  private static final Map<String, Long> NUMBERS =
      Map.of(
          "is negative", -1L,
          "is zero", 0L,
          "is more than a port", 70_000L,
          "is huge", (long) Integer.MAX_VALUE,
          "is more than all", Long.MAX_VALUE);

  private final JsonNode document;
  private final String pointer;
  private final Map<String, Supplier<JsonNode>> all = new LinkedHashMap<>();

  private Slips(JsonNode document, String pointer) {
    this.document = document;
    this.pointer = pointer;
  }

  /** Those of the field of {@code document} at {@code pointer}. */
  static Map<String, Supplier<JsonNode>> of(JsonNode document, String pointer) {
    Slips slips = new Slips(document, pointer);
    slips.addAll(document.at(pointer));
    return slips.all;
  }

  private String last() {
    return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private void addAll(JsonNode value) {
    JsonNode parent = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
    if (parent.isObject()) {
      change("is dropped", holder -> holder.remove(last()));
      change("is renamed", holder -> holder.set(last() + "s", holder.remove(last())));
      change("has a bad key", holder -> holder.set("-" + last() + " ", holder.remove(last())));
    }
    if (value.isTextual()) {
      text(value.asText());
    } else if (value.isNumber()) {
      NUMBERS.forEach((what, number) -> becomes(what, JSON.numberNode(number)));
      becomes("is a word", JSON.textNode("many"));
      becomes("is a name with a blank", JSON.textNode("my port"));
    } else if (value.isBoolean()) {
      becomes("is the other way", JSON.booleanNode(!value.asBoolean()));
      becomes("is a word", JSON.textNode("perhaps"));
    } else if (value instanceof ArrayNode list) {
      list(list);
    } else {
      becomes("is a text", JSON.textNode("text"));
      becomes("is a list", JSON.arrayNode().add("text"));
      becomes("is empty", JSON.objectNode());
    }
  }

  private void text(String text) {
    TEXTS.forEach((what, other) -> becomes(what, JSON.textNode(other)));
    becomes("is in upper case", JSON.textNode(text.toUpperCase(Locale.ROOT)));
    becomes("ends with a blank", JSON.textNode(text + " "));
    becomes("is a map", JSON.objectNode().put("a", "b"));
    becomes("is a list", JSON.arrayNode().add("a"));
  }

  private void list(ArrayNode list) {
    becomes("is empty", JSON.arrayNode());
    becomes("is a text", JSON.textNode("text"));
    if (!list.isEmpty()) {
      becomes("has its first twice", list.deepCopy().add(list.get(0).deepCopy()));
      becomes("has an empty item", list.deepCopy().add(empty(list.get(0))));
    }
    if (list.size() > 1) {
      ArrayNode fewer = list.deepCopy();
      fewer.remove(0);
      becomes("has lost its first", fewer);
      for (String field : List.of("name", "mountPath", "containerPort", "port")) {
        if (list.get(0).has(field) && list.get(1).has(field)) {
          ArrayNode twins = list.deepCopy();
          ((ObjectNode) twins.get(1)).set(field, list.get(0).get(field));
          becomes("has one " + field + " twice", twins);
        }
      }
    }
  }

  private static JsonNode empty(JsonNode like) {
    return like.isObject() ? JSON.objectNode() : JSON.textNode("");
  }

  private void becomes(String what, JsonNode other) {
    all.put(
        what,
        () -> {
          JsonNode copy = document.deepCopy();
          JsonNode holder = copy.at(pointer.substring(0, pointer.lastIndexOf('/')));
          if (holder instanceof ObjectNode fields) {
            fields.set(last(), other);
          } else {
            ((ArrayNode) holder).set(Integer.parseInt(last()), other);
          }
          return copy;
        });
  }

  /** Changes what holds the field. */
  private interface Change {
    void to(ObjectNode holder);
  }

  private void change(String what, Change change) {
    all.put(
        what,
        () -> {
          JsonNode copy = document.deepCopy();
          change.to((ObjectNode) copy.at(pointer.substring(0, pointer.lastIndexOf('/'))));
          return copy;
        });
  }
}
