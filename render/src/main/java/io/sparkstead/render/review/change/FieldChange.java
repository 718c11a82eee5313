package io.sparkstead.render.review.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One field that differs.
 *
 * @param path as a person says it: {@code spec.template.spec.containers[jupyter].image}
 * @param before empty if it was not there
 * @param after empty if it is gone
 */
public record FieldChange(String path, Optional<JsonNode> before, Optional<JsonNode> after) {

  /** What it was, as a word; {@code none} if it was not there. */
  public String was(String none) {
    return before.map(JsonNode::asText).orElse(none);
  }

  /** What it becomes, likewise. */
  public String becomes(String none) {
    return after.map(JsonNode::asText).orElse(none);
  }

  /** {@code before → after}. */
  public String inWords(String none) {
    return was(none) + " → " + becomes(none);
  }

  /** Whether it is {@code path} or below it. */
  public boolean isIn(String other) {
    return path.equals(other) || path.startsWith(other + ".") || path.startsWith(other + "[");
  }
}
