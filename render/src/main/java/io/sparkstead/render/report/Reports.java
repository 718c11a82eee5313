package io.sparkstead.render.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reports of a run, as one text in one of the forms that {@code verify -o} knows. */
public record Reports(List<Report> all) {

  public Reports {
    all = List.copyOf(all);
  }

  /** Whether any forbids writing. */
  public boolean refuse() {
    return all.stream().anyMatch(Report::refuses);
  }

  /** For a terminal. */
  public String text() {
    return all.stream().map(Report::text).collect(Collectors.joining());
  }

  /** For a comment on a change. */
  public String markdown() {
    return all.stream().map(Report::markdown).collect(Collectors.joining("\n"));
  }

  /**
   * For a program: a list, however many there are.
   *
   * <pre>{@code
   * [{"environment": "homelab", "findings": [{"rule": "REF-07", "severity": "error", …}]}]
   * }</pre>
   */
  public String json() {
    return write(all.stream().map(Report::object).toList());
  }

  /**
   * For a code host, which shows each finding at its line: a run for each environment.
   *
   * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
   */
  public String sarif() {
    return write(
        Map.of(
            "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
            "version", "2.1.0",
            "runs", all.stream().map(Report::run).toList()));
  }

  private static String write(Object value) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(value)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and strings have a JSON form", e);
    }
  }
}
