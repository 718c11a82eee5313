package io.sparkstead.render.preflight.asking;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A pod that the tree leads to.
 *
 * @param owner whose it is: {@code StatefulSet spark/jupyter}
 * @param isMade whether a controller makes it as it is, and Spark adds nothing
 * @param template its metadata and its spec
 */
public record PodOf(String owner, String namespace, boolean isMade, JsonNode template) {

  /** What stands at {@code field} of its spec. */
  public JsonNode spec(String field) {
    return template.path("spec").path(field);
  }
}
