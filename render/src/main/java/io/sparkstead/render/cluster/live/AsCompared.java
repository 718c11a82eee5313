package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An object without what the API server itself writes into it, which no tree says. */
final class AsCompared {

  private static final List<String> OF_THE_SERVER =
      List.of(
          "managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink");

  private static final List<String> ANNOTATIONS =
      List.of(Holders.LAST_APPLIED, "deployment.kubernetes.io/revision");

  private AsCompared() {}

  static JsonNode of(JsonNode document) {
    ObjectNode copy = document.deepCopy();
    copy.remove("status");
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(OF_THE_SERVER);
      if (metadata.path("annotations") instanceof ObjectNode annotations) {
        annotations.remove(ANNOTATIONS);
        if (annotations.isEmpty()) {
          metadata.remove("annotations");
        }
      }
    }
    return copy;
  }
}
