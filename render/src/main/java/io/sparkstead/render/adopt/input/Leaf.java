package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A value that was read, or a list or map that is empty.
 *
 * @param pointer where it stands: {@code /spec/ports/0/port}
 * @param line of its file, from 1
 */
public record Leaf(String pointer, JsonNode value, int line) {

  private static final Pattern OVERRIDDEN = Pattern.compile(".*/line \\d+/[^/]+");

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

  /**
   * These, of which one that a later one says otherwise stands at {@code /line 3/key}: nothing that
   * is found out of the later one is true of it.
   */
  static List<Leaf> lastHolds(List<Leaf> leaves) {
    Map<String, Leaf> last = new HashMap<>();
    leaves.forEach(leaf -> last.put(leaf.pointer(), leaf));
    List<Leaf> held = new ArrayList<>();
    for (Leaf leaf : leaves) {
      Leaf holds = last.getOrDefault(leaf.pointer(), leaf);
      boolean isSame = holds.value().equals(leaf.value());
      held.add(isSame ? leaf : new Leaf(leaf.overridden(), leaf.value(), leaf.line()));
    }
    return held;
  }

  private String overridden() {
    int slash = pointer.lastIndexOf('/');
    return pointer.substring(0, slash) + "/line " + line + pointer.substring(slash);
  }

  /** Whether a later one of its text says it otherwise. */
  public boolean isOverridden() {
    return OVERRIDDEN.matcher(pointer).matches();
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
