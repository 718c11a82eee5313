package io.sparkstead.render.review.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();

  private static final String INDENT = "    ";

  /** Its lines are for a program. */
  private static final String PICTURE = ".svg";

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
    if (change instanceof ObjectChange.Added added) {
      lines.addAll(all("+", yaml(added.object().document())));
    }
    String renamed =
        change instanceof ObjectChange.Changed changed && changed.isMadeAnew()
            ? ", was " + changed.was().name().name()
            : "";
    return new Hunks(change.sign() + " " + change.name() + renamed, lines);
  }

  static Hunks of(FileChange change) {
    if (change.path().endsWith(PICTURE)) {
      return new Hunks(
          change.sign() + " " + change.path(),
          List.of(INDENT + "a picture; `graph --from` draws what changed in it"));
    }
    List<String> lines =
        change.before().isPresent() && change.after().isPresent()
            ? lines(change.before().get(), change.after().get())
            : all("+", change.after().orElse(""));
    return new Hunks(change.sign() + " " + change.path(), lines);
  }

  private static List<String> of(FieldChange field) {
    if (isText(field.before()) || isText(field.after())) {
      List<String> lines = new ArrayList<>();
      lines.add(INDENT + sign(field) + " " + field.path());
      String before = field.before().map(JsonNode::asText).orElse("");
      String after = field.after().map(JsonNode::asText).orElse("");
      lines.addAll(field.after().isPresent() ? lines(before, after) : List.of());
      return lines;
    }
    String values =
        field.before().map(Hunks::value).orElse("")
            + (field.before().isPresent() && field.after().isPresent() ? " → " : "")
            + field.after().map(Hunks::value).orElse("");
    return List.of(INDENT + sign(field) + " " + field.path() + ": " + values);
  }

  /** What is new is shown as a whole: nobody has seen it. */
  private static List<String> all(String sign, String text) {
    return text.lines().map(line -> INDENT + sign + line).toList();
  }

  private static String yaml(JsonNode document) {
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read from YAML has a form in it", e);
    }
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

  private static String ends(String text) {
    return text.contains("\r\n") ? "CRLF" : "LF";
  }

  /** What differs between two texts, without what stands around it. */
  private static List<String> lines(String before, String after) {
    List<String> lines = new ArrayList<>();
    if (!ends(before).equals(ends(after))) {
      lines.add(
          INDENT
              + INDENT
              + "lines end by "
              + ends(before)
              + " → "
              + ends(after)
              + "; `out/** text eol=lf` in .gitattributes keeps Git from that");
    } else if (before.endsWith("\n") != after.endsWith("\n")) {
      lines.add(
          INDENT + INDENT + "the last line ends " + (after.endsWith("\n") ? "now" : "no more"));
    }
    for (AbstractDelta<String> delta :
        DiffUtils.diff(before.lines().toList(), after.lines().toList()).getDeltas()) {
      lines.add(INDENT + INDENT + "@@ line " + (delta.getTarget().getPosition() + 1));
      delta.getSource().getLines().forEach(line -> lines.add(INDENT + INDENT + "-" + line));
      delta.getTarget().getLines().forEach(line -> lines.add(INDENT + INDENT + "+" + line));
    }
    return lines;
  }
}
