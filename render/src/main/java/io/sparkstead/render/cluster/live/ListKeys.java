package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By which fields items of a list are told apart, as who holds them has it. */
final class ListKeys {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "k:";
  private static final String VALUE = "v:";

  private ListKeys() {}

  /** The names of those fields; none if {@code held} is of no such list. */
  static List<String> of(JsonNode held) {
    for (Map.Entry<String, JsonNode> each : held.properties()) {
      if (each.getKey().startsWith(KEY)) {
        List<String> names = new ArrayList<>();
        parsed(each.getKey()).fieldNames().forEachRemaining(names::add);
        return names;
      }
    }
    return List.of();
  }

  /** Likewise, of the first that knows. */
  static List<String> of(List<JsonNode> held) {
    return held.stream()
        .map(ListKeys::of)
        .filter(keys -> !keys.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether items are values, of which each is there once. */
  static boolean isSet(List<JsonNode> held) {
    for (JsonNode each : held) {
      for (Map.Entry<String, JsonNode> one : each.properties()) {
        if (one.getKey().startsWith(VALUE)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The item of {@code list} that is called {@code name}, as {@code k:{"name":"spark"}}. */
  static Optional<JsonNode> item(String name, JsonNode list) {
    return name.startsWith(KEY) ? matching(parsed(name), list) : Optional.empty();
  }

  /** The item of {@code list} with the {@code keys} of {@code item}, as far as that has them. */
  static Optional<JsonNode> like(JsonNode item, List<String> keys, JsonNode list) {
    for (JsonNode each : list) {
      boolean isLike = false;
      boolean isOther = false;
      for (String key : keys) {
        boolean isSaid = item.has(key) && each.has(key);
        isLike |= isSaid;
        isOther |= isSaid && !item.path(key).asText().equals(each.path(key).asText());
      }
      if (isLike && !isOther) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> matching(JsonNode keys, JsonNode list) {
    List<String> names = new ArrayList<>();
    keys.fieldNames().forEachRemaining(names::add);
    return like(keys, names, list);
  }

  private static JsonNode parsed(String name) {
    try {
      return JSON.readTree(name.substring(KEY.length()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an API server writes no " + name, e);
    }
  }
}
