package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that was read, or a list or map that is empty.
 *
 * @param pointer where it stands: {@code /spec/ports/0/port}
 * @param line of its file, from 1
 */
public record Leaf(String pointer, JsonNode value, int line) {

  /** The value as it was written; empty for an empty list or map. */
  public String text() {
    return value.asText();
  }

  /** The last step of {@link #pointer}, as it was written. */
  public String key() {
    return JsonPointer.compile(pointer).last().getMatchingProperty();
  }

  /** The pointer to {@code key} below {@code pointer}. */
  public static String below(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** {@code spec.ports[0].port}, as people write it. */
  public String path() {
    StringBuilder path = new StringBuilder();
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      String key = step.replace("~1", "/").replace("~0", "~");
      if (key.matches("\\d+")) {
        path.append('[').append(key).append(']');
      } else if (key.matches("[\\w-]+")) {
        path.append(path.isEmpty() ? "" : ".").append(key);
      } else {
        path.append('[').append(key).append(']');
      }
    }
    return path.toString();
  }
}
