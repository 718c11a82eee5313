package io.sparkstead.render.report;

import java.util.List;
import java.util.Map;

/**
 * What a code host is told, which shows each result at its line.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class Sarif {

  private Sarif() {}

  /** All of {@code runs}, one for each environment. */
  public static String text(List<Map<String, Object>> runs) {
    return Json.text(
        Map.of(
            "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
            "version", "2.1.0",
            "runs", runs));
  }

  /** Where something is: a file, by its path in the repository, and a line from 1. */
  public static Map<String, Object> location(String path, int line) {
    return Map.of(
        "physicalLocation",
        Map.of(
            "artifactLocation", Map.of("uri", path),
            "region", Map.of("startLine", line)));
  }
}
