package io.sparkstead.render.adopt.outcome;

import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.found.Role;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.java.Step;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For a terminal: what was recognised, what became of each value, and what is still to do. */
public final class TextForm {

  private static final int LONGEST = 120;

  private final Outcome outcome;
  private final StringBuilder out = new StringBuilder();

  private TextForm(Outcome outcome) {
    this.outcome = outcome;
  }

  /** All of {@code outcome}; no secret that was read is in it. */
  public static String of(Outcome outcome) {
    return new TextForm(outcome).text();
  }

  private String text() {
    recognised();
    fates("Not carried", Fate.Left.class);
    fates("Otherwise here, and why", Fate.Fixed.class);
    fates("Carried", Fate.Carried.class);
    guesses();
    unread();
    defects();
    change();
    list("Refused as it is", outcome.refused());
    out.append('\n').append(summary()).append('\n');
    return outcome.found().confidential().masked(out.toString());
  }

  private void heading(String heading) {
    out.append(out.isEmpty() ? "" : "\n").append(heading).append('\n');
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(heading);
      lines.forEach(line -> out.append("  ").append(line.replace("\n", "\n  ")).append('\n'));
    }
  }

  private void recognised() {
    List<String> lines = new ArrayList<>();
    for (Given one : outcome.found().inputs().given()) {
      Role role = outcome.found().role(one);
      String called =
          outcome
              .found()
              .counterpart(one)
              .map(other -> ", here " + other.kind() + " " + other.name())
              .orElse("");
      lines.add(place(one, one.line()) + " " + title(one) + ": " + role.words() + called);
    }
    list("Recognised, by what it does", lines);
  }

  private static String place(Given one, int line) {
    return one.file() + ":" + line;
  }

  private static String title(Given one) {
    return one.shape() == Given.Shape.OBJECT
        ? one.title()
        : one.shape().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Values of one object that come to one thing are told once. */
  private void fates(String heading, Class<? extends Fate> fate) {
    Map<String, List<Row>> folded = new LinkedHashMap<>();
    for (Row row : outcome.rows()) {
      if (fate.isInstance(row.fate())) {
        String key =
            row.given().file() + row.given().line() + row.given().title() + row.fate().words();
        folded.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<Row> rows : folded.values()) {
      Row first = rows.get(0);
      List<String> paths = rows.stream().map(row -> row.leaf().path()).toList();
      boolean isWhole = paths.size() == first.given().leaves().size() && paths.size() > 1;
      lines.add(
          first.place()
              + " "
              + title(first.given())
              + " "
              + (isWhole ? "(all of it)" : String.join(", ", paths))
              + ": "
              + first.fate().words());
    }
    list(heading, lines);
  }

  private void guesses() {
    List<String> lines = new ArrayList<>();
    for (Step step : outcome.found().arguments().values()) {
      step.guess().ifPresent(guess -> lines.add("." + step.method() + "(…): " + guess));
    }
    outcome
        .found()
        .jobs()
        .forEach(
            (name, steps) ->
                steps.forEach(
                    step ->
                        step.guess()
                            .ifPresent(
                                guess -> lines.add(name + "." + step.method() + "(…): " + guess))));
    lines.addAll(outcome.found().open());
    list("Guesses, to look at", lines);
  }

  private void unread() {
    List<String> lines = new ArrayList<>(outcome.found().inputs().unread());
    for (Given one : outcome.found().inputs().given()) {
      if (one.shape() == Given.Shape.SESSION) {
        lines.add(one.file() + ": its Spark properties are read, and it stays with you otherwise");
      } else if (one.shape() == Given.Shape.DOCKERFILE) {
        lines.add(one.file() + ": its version of Spark is read; images are built by Sparkstead");
      }
    }
    list("Not read, or in part", lines);
  }

  private void defects() {
    List<String> lines = new ArrayList<>();
    for (Defects.Defect each : outcome.defects().all()) {
      lines.add(each.severity() + " " + each.rule() + " " + each.place() + ": " + each.message());
    }
    list("Defects of what was read", lines);
  }

  private void change() {
    List<String> lines = new ArrayList<>();
    if (outcome.change().isPresent()) {
      for (ObjectChange object : outcome.change().get().objects()) {
        lines.add(object.sign() + " " + object.name());
        for (FieldChange field : object.fields()) {
          lines.add("    " + field(field));
        }
      }
    }
    list("Differences from what was read to what is rendered", lines);
  }

  private static String field(FieldChange field) {
    String sign = field.before().isEmpty() ? "+" : field.after().isEmpty() ? "-" : "~";
    String before = value(field.before().map(Object::toString));
    String after = value(field.after().map(Object::toString));
    String arrow = sign.equals("~") ? " → " : "";
    return sign + " " + field.path() + ": " + before + arrow + after;
  }

  private static String value(Optional<String> value) {
    String text = value.orElse("");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private String summary() {
    return outcome.file()
        + ", of "
        + outcome.from()
        + ": "
        + outcome.rows().size()
        + " values in "
        + outcome.found().inputs().given().size()
        + " objects and texts; "
        + outcome.count(Fate.Carried.class)
        + " carried, "
        + outcome.count(Fate.Fixed.class)
        + " fixed, "
        + outcome.count(Fate.Left.class)
        + " not carried; "
        + outcome.defects().all().size()
        + " defects found";
  }
}
