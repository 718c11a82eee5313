package io.sparkstead.render.adopt.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.report.Json;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For programs: the same, each value by itself. */
public final class ProgramForm {

  private ProgramForm() {}

  /** All of {@code outcome}; no secret that was read is in it. */
  public static String of(Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("file", outcome.file());
    all.put("from", outcome.from());
    all.put(
        "values",
        Map.of(
            "carried", outcome.count(Fate.Carried.class),
            "fixed", outcome.count(Fate.Fixed.class),
            "left", outcome.count(Fate.Left.class)));
    all.put(
        "recognised",
        outcome.found().inputs().given().stream().map(one -> recognised(outcome, one)).toList());
    all.put("fields", outcome.rows().stream().map(row -> row(outcome, row)).toList());
    all.put("unread", outcome.found().inputs().unread());
    all.put(
        "defects",
        outcome.defects().all().stream()
            .map(
                each ->
                    Map.of(
                        "severity", each.severity(),
                        "rule", each.rule(),
                        "message", each.message(),
                        "place", each.place()))
            .toList());
    List<Object> objects = new ArrayList<>();
    outcome
        .change()
        .ifPresent(change -> change.objects().forEach(each -> objects.add(object(outcome, each))));
    all.put("differences", objects);
    all.put("refused", outcome.refused());
    return Json.text(all);
  }

  private static Map<String, Object> recognised(Outcome outcome, Given one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("place", one.file() + ":" + one.line());
    row.put("title", one.title());
    row.put("role", outcome.found().role(one).words());
    outcome
        .found()
        .counterpart(one)
        .ifPresent(other -> row.put("here", other.kind() + " " + other.name()));
    return row;
  }

  private static Map<String, Object> row(Outcome outcome, Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("place", row.place());
    told.put("object", row.given().title());
    told.put("path", outcome.found().confidential().masked(row.leaf().path()));
    told.put("value", outcome.found().confidential().shown(row.leaf().text()));
    told.put("fate", row.fate().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    told.put("why", outcome.found().confidential().masked(row.fate().words()));
    return told;
  }

  private static Map<String, Object> object(Outcome outcome, ObjectChange change) {
    List<Object> fields = new ArrayList<>();
    for (FieldChange field : change.fields()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("path", outcome.found().confidential().masked(field.path()));
      value(outcome, field.before()).ifPresent(value -> row.put("before", value));
      value(outcome, field.after()).ifPresent(value -> row.put("after", value));
      fields.add(row);
    }
    return Map.of("sign", change.sign(), "object", change.name().toString(), "fields", fields);
  }

  private static Optional<String> value(Outcome outcome, Optional<JsonNode> value) {
    return value.map(
        node ->
            outcome
                .found()
                .confidential()
                .masked(node.isValueNode() ? node.asText() : node.toString()));
  }
}
