package io.sparkstead.render.review.form;

import io.sparkstead.render.report.Json;
import io.sparkstead.render.report.Sarif;
import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.tree.Kustomization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For programs.
 *
 * <pre>{@code
 * [{"environment": "homelab", "consequences": [{"kind": "restart", "subject": …, "text": …}],
 *   "objects": [{"sign": "~", "object": "apps/v1 StatefulSet spark/jupyter", "fields": […]}], …}]
 * }</pre>
 */
final class ProgramForm {

  private ProgramForm() {}

  static String json(List<Review> reviews) {
    return Json.text(reviews.stream().map(ProgramForm::object).toList());
  }

  private static Map<String, Object> object(Review review) {
    Plan plan = Plan.of(review.change());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("environment", review.environment());
    object.put("sides", review.sides());
    object.put(
        "plan", Map.of("add", plan.add(), "change", plan.change(), "destroy", plan.destroy()));
    object.put("consequences", review.consequences().stream().map(ProgramForm::row).toList());
    object.put("objects", review.change().objects().stream().map(ProgramForm::row).toList());
    object.put(
        "files",
        review.change().files().stream()
            .map(file -> Map.of("sign", file.sign(), "path", file.path()))
            .toList());
    if (!review.unchecked().isEmpty()) {
      object.put("unchecked", review.unchecked());
    }
    return object;
  }

  private static Map<String, Object> row(Consequence one) {
    return Map.of("kind", one.kind().name(), "subject", one.subject(), "text", one.text());
  }

  private static Map<String, Object> row(ObjectChange change) {
    List<Object> fields = new ArrayList<>();
    for (FieldChange field : change.fields()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("path", field.path());
      field.before().ifPresent(value -> row.put("before", value));
      field.after().ifPresent(value -> row.put("after", value));
      fields.add(row);
    }
    return Map.of("sign", change.sign(), "object", change.name().toString(), "fields", fields);
  }

  static String sarif(List<Review> reviews) {
    return Sarif.text(reviews.stream().map(ProgramForm::run).toList());
  }

  private static Map<String, Object> run(Review review) {
    List<Object> results = new ArrayList<>();
    for (Consequence one : review.consequences()) {
      results.add(
          Map.of(
              "ruleId",
              "diff/" + one.kind(),
              "level",
              one.kind().canStop() ? "warning" : "note",
              "message",
              Map.of("text", one.subject() + ": " + one.text()),
              "locations",
              List.of(location(review, one))));
    }
    for (String each : review.unchecked()) {
      results.add(
          Map.of(
              "ruleId",
              "diff/unchecked",
              "level",
              "warning",
              "message",
              Map.of("text", "not checked: " + each),
              "locations",
              List.of(Sarif.location(review.folder() + "/" + Kustomization.FILE, 1))));
    }
    return Map.of(
        "tool", Map.of("driver", Map.of("name", "sparkstead")),
        "automationDetails", Map.of("id", "sparkstead-diff/" + review.environment()),
        "results", results);
  }

  /** The file of the object that it is about; what is about none is at the tree's root. */
  private static Map<String, Object> location(Review review, Consequence one) {
    String path =
        review.change().objects().stream()
            .filter(change -> change.name().inShort().equals(one.subject()))
            .flatMap(change -> change.after().or(change::before).stream())
            .map(object -> object.path())
            .findFirst()
            .orElse(Kustomization.FILE);
    return Sarif.location(review.folder() + "/" + path, 1);
  }
}
