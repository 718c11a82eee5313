package io.sparkstead.render.explain.compared;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's lines, each with its place in the file: the fields that lead to it, and where it stands
 * in a text of several lines.
 */
public record TextLines(List<Line> lines) {

  private static final YAMLFactory YAML = new YAMLFactory();

  /** {@code spark.eventLog.dir=…}, {@code "name": …}: whose line it is in a text. */
  private static final Pattern ENTRY = Pattern.compile("\\s*(\"?[\\w./-]+\"?\\s*[=:])(.*)");

  /**
   * One line.
   *
   * @param fields names, and numbers in lists, that lead to what stands there; empty where it is no
   *     field of an object
   * @param inText which line of the text of that field it is, from 0, if it is one
   */
  public record Line(String text, List<Object> fields, Optional<Integer> inText) {

    public Line {
      fields = List.copyOf(fields);
    }

    /** What it has in common with a line that took its place; other places in lists are as good. */
    String key() {
      StringBuilder key = new StringBuilder();
      for (Object field : fields) {
        key.append('/').append(field instanceof Integer ? "#" : field);
      }
      Matcher entry = ENTRY.matcher(text);
      boolean isText = inText.isPresent() || fields.isEmpty();
      return isText && entry.matches() ? key + "|" + entry.group(1) : key + (isText ? "|" : "");
    }
  }

  public TextLines {
    lines = List.copyOf(lines);
  }

  /** Of the file at {@code path}. */
  public static TextLines of(String path, String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(new Line(line, List.of(), Optional.empty()));
    }
    if (path.endsWith(".yaml")) {
      try {
        placed(text, lines);
      } catch (IOException e) {
        // No YAML of ours: then each line is a text.
        return new TextLines(text.lines().map(TextLines::plain).toList());
      }
    }
    return new TextLines(lines);
  }

  private static Line plain(String line) {
    return new Line(line, List.of(), Optional.empty());
  }

  private static void placed(String text, List<Line> lines) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      List<Object> fields = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int at = parser.currentTokenLocation().getLineNr() - 1;
        if (token == JsonToken.FIELD_NAME) {
          fields.set(fields.size() - 1, parser.currentName());
          place(lines, at, fields);
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
          fields.remove(fields.size() - 1);
        } else {
          next(fields);
          if (token == JsonToken.START_OBJECT) {
            fields.add("");
          } else if (token == JsonToken.START_ARRAY) {
            fields.add(-1);
          } else {
            value(parser.getText(), lines, at, fields);
          }
        }
      }
    }
  }

  /** In a list, each value has the next number. */
  private static void next(List<Object> fields) {
    int last = fields.size() - 1;
    if (last >= 0 && fields.get(last) instanceof Integer number) {
      fields.set(last, number + 1);
    }
  }

  private static void value(String text, List<Line> lines, int at, List<Object> fields) {
    place(lines, at, fields);
    boolean isBlock = at < lines.size() && lines.get(at).text().matches(".*(: |- )[|>][+-]?\\d*");
    for (int i = 0; isBlock && i < text.lines().count(); i++) {
      int line = at + 1 + i;
      if (line < lines.size()) {
        lines.set(line, new Line(lines.get(line).text(), fields, Optional.of(i)));
      }
    }
  }

  private static void place(List<Line> lines, int at, List<Object> fields) {
    if (at < lines.size()) {
      lines.set(at, new Line(lines.get(at).text(), fields, Optional.empty()));
    }
  }
}
