package io.sparkstead.render.review.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.FileChange;
import io.sparkstead.render.review.change.ObjectChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that show one object or file: a heading, and below it what differs. */
record Hunks(String heading, List<String> lines) {

  private static final String INDENT = "    ";

  /** Longer ones say nothing to a reader of a diff. */
  private static final int LONGEST_VALUE = 200;

  Hunks {
    lines = List.copyOf(lines);
  }

  static Hunks of(ObjectChange change) {
    List<String> lines = new ArrayList<>();
    for (FieldChange field : change.fields()) {
      lines.addAll(of(field));
    }
    String renamed =
        change instanceof ObjectChange.Changed changed && changed.isMadeAnew()
            ? ", was " + changed.was().name().name()
            : "";
    return new Hunks(change.sign() + " " + change.name() + renamed, lines);
  }

  static Hunks of(FileChange change) {
    List<String> lines =
        change.before().isPresent() && change.after().isPresent()
            ? lines(change.before().get(), change.after().get())
            : List.of();
    return new Hunks(change.sign() + " " + change.path(), lines);
  }

  private static List<String> of(FieldChange field) {
    if (isText(field.before()) || isText(field.after())) {
      List<String> lines = new ArrayList<>();
      lines.add(INDENT + sign(field) + " " + field.path());
      if (field.before().isPresent() && field.after().isPresent()) {
        lines.addAll(lines(field.before().get().asText(), field.after().get().asText()));
      }
      return lines;
    }
    String values =
        field.before().map(Hunks::value).orElse("")
            + (field.before().isPresent() && field.after().isPresent() ? " → " : "")
            + field.after().map(Hunks::value).orElse("");
    return List.of(INDENT + sign(field) + " " + field.path() + ": " + values);
  }

  private static String sign(FieldChange field) {
    return field.before().isEmpty() ? "+" : field.after().isEmpty() ? "-" : "~";
  }

  private static boolean isText(Optional<JsonNode> value) {
    return value.isPresent() && value.get().isTextual() && value.get().asText().contains("\n");
  }

  private static String value(JsonNode node) {
    String text = node.isValueNode() ? node.asText() : node.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  /** What differs between two texts, without what stands around it. */
  private static List<String> lines(String before, String after) {
    List<String> lines = new ArrayList<>();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(before.lines().toList(), after.lines().toList()).getDeltas()) {
      lines.add(INDENT + INDENT + "@@ line " + (delta.getTarget().getPosition() + 1));
      delta.getSource().getLines().forEach(line -> lines.add(INDENT + INDENT + "-" + line));
      delta.getTarget().getLines().forEach(line -> lines.add(INDENT + INDENT + "+" + line));
    }
    return lines;
  }
}
