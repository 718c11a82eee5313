package io.sparkstead.render.report;

import java.util.List;
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
    return Json.text(all.stream().map(Report::object).toList());
  }

  /** For a code host, which shows each finding at its line: a run for each environment. */
  public String sarif() {
    return Sarif.text(all.stream().map(Report::run).toList());
  }
}
