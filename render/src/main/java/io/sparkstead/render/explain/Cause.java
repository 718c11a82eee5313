package io.sparkstead.render.explain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of Java that an output is by.
 *
 * @param line from 1
 * @param source what the line of Java holds
 * @param lines how many lines of the tree are by it
 */
public record Cause(String file, int line, String source, int lines) {

  private static final int SHOWN = 72;

  /** {@code Homelab.java:69 .storeDisk(gibibytes(50))}. */
  String told() {
    String shown = source.length() <= SHOWN ? source : source.substring(0, SHOWN) + "…";
    return file + ":" + line + "  " + shown;
  }

  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file);
    object.put("line", line);
    object.put("source", source);
    object.put("lines", lines);
    return object;
  }
}
