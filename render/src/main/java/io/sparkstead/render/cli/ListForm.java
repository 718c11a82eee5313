package io.sparkstead.render.cli;

import io.sparkstead.render.report.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a list is told: a line a row, its cells by tabs; or for programs, by the names of columns.
 */
enum ListForm {
  text {
    @Override
    String of(List<String> columns, List<List<String>> rows) {
      StringBuilder lines = new StringBuilder();
      rows.forEach(row -> lines.append(String.join("\t", row)).append('\n'));
      return lines.toString();
    }
  },
  json {
    @Override
    String of(List<String> columns, List<List<String>> rows) {
      return Json.text(rows.stream().map(row -> named(columns, row)).toList());
    }
  };

  abstract String of(List<String> columns, List<List<String>> rows);

  private static Map<String, String> named(List<String> columns, List<String> row) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), row.get(i));
    }
    return named;
  }
}
