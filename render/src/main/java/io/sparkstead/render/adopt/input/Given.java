package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was read: an object, the values of a chart, the properties of a file or script.
 *
 * @param file as it was named, with forward slashes
 * @param line where it begins
 * @param shape what it is read as
 * @param leaves all it says
 */
public record Given(String file, int line, Shape shape, JsonNode document, List<Leaf> leaves) {

  /** How a text is read. */
  public enum Shape {
    /** An object of Kubernetes. */
    OBJECT,
    /** YAML that is no object: the values of a chart. */
    VALUES,
    /** Lines of {@code spark-defaults.conf}. */
    PROPERTIES,
    /** The properties that a notebook or script hands to a session. */
    SESSION,
    /** The versions that a Dockerfile names. */
    DOCKERFILE
  }

  public Given {
    leaves = List.copyOf(leaves);
  }

  public String kind() {
    return document.path("kind").asText();
  }

  public String name() {
    return document.at("/metadata/name").asText();
  }

  /** Empty if it says none. */
  public String namespace() {
    return document.at("/metadata/namespace").asText();
  }

  /** {@code Deployment minio}, or the file of what has no name. */
  public String title() {
    return shape == Shape.OBJECT ? kind() + " " + name() : file;
  }

  public JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** The text at {@code pointer}, if there is one. */
  public Optional<String> text(String pointer) {
    JsonNode node = document.at(pointer);
    return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  /** Whether one of its pods' templates, or anything else in it, is at {@code pointer}. */
  public boolean has(String pointer) {
    return !document.at(pointer).isMissingNode();
  }

  /** The leaves at {@code pointer} and below it. */
  public List<Leaf> under(String pointer) {
    List<Leaf> under = new ArrayList<>();
    for (Leaf leaf : leaves) {
      if (leaf.pointer().equals(pointer) || leaf.pointer().startsWith(pointer + "/")) {
        under.add(leaf);
      }
    }
    return under;
  }

  /** Its Spark properties, wherever it has them, by their names. */
  public Map<String, Leaf> properties() {
    Map<String, Leaf> properties = new HashMap<>();
    for (Leaf leaf : leaves) {
      boolean isOne = shape != Shape.OBJECT && shape != Shape.VALUES;
      if (leaf.isOverridden()) {
        continue;
      }
      if ((isOne || PropertyLines.isBelowFile(leaf.pointer())) && leaf.key().startsWith("spark.")) {
        properties.put(leaf.key(), leaf);
      }
    }
    return properties;
  }
}
