package io.sparkstead.render.review.object;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One object of a tree.
 *
 * @param path of the file that it stands in
 * @param document as it is applied, with the images that Kustomize puts in
 */
public record TreeObject(ObjectName name, String path, JsonNode document) {

  /** The folder of {@link #path}; empty at the root. */
  public String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** What stands at {@code pointer}, as {@code /spec/template}; missing if nothing does. */
  public JsonNode at(String pointer) {
    return document.at(pointer);
  }
}
