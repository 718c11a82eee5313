package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.control.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An apply, and the objects before and after it, as the server has them.
 *
 * @param before by kind and name
 */
record Round(Answer answer, Map<String, JsonNode> before, Map<String, JsonNode> after) {

  private static final String METADATA = "metadata";
  private static final String VERSION = "resourceVersion";

  /**
   * What is written anew, with the same in it, by the second apply of a tool. Later ones leave it
   * alone.
   */
  private static final String CLAIM = "PersistentVolumeClaim";

  /** The objects that something was written into. */
  List<String> written() {
    return differing(object -> Tenant.kind(object).equals(CLAIM) ? withoutVersion(object) : object);
  }

  /** The objects that are to be something else than before, whoever wrote what beside that. */
  List<String> changed() {
    return differing(Round::content);
  }

  private List<String> differing(UnaryOperator<JsonNode> seen) {
    return after.keySet().stream()
        .filter(before::containsKey)
        .filter(name -> !seen.apply(after.get(name)).equals(seen.apply(before.get(name))))
        .toList();
  }

  private static JsonNode withoutVersion(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("/" + METADATA).remove(VERSION);
    return copy;
  }

  /** Without what servers, controllers and kubectl note down. */
  private static JsonNode content(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.set(METADATA, object.at("/" + METADATA + "/labels"));
    copy.remove("status");
    return copy;
  }

  static String version(JsonNode object) {
    return object.at("/" + METADATA + "/" + VERSION).asText();
  }
}
