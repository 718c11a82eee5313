package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod template says, as a tree: the YAML of blocks that this program writes, and what is
 * wrong where it is none.
 *
 * <pre>
 * spec:
 *   containers:
 *   - name: spark-kubernetes-executor
 * </pre>
 *
 * @param fields maps, lists and texts, as they stand in one another
 * @param problem why nobody can read it, or empty
 */
public record TemplateTree(Map<String, Object> fields, String problem) {

  private static final String ITEM = "- ";

  /** One line that says something. */
  private record Line(int number, int margin, String text) {}

  /** Of the template {@code text}. */
  public static TemplateTree of(String text) {
    List<Line> lines = new ArrayList<>();
    String[] all = text.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String said = all[i].stripLeading();
      if (!said.isEmpty() && !said.startsWith("#") && !said.equals("---")) {
        lines.add(new Line(i + 1, all[i].length() - said.length(), said.stripTrailing()));
      }
    }
    Reader reader = new Reader(lines);
    try {
      Object tree = reader.block(0);
      if (reader.at < lines.size()) {
        throw new Unreadable(lines.get(reader.at), "stands further left than what it belongs to");
      }
      return tree instanceof Map<?, ?> map
          ? new TemplateTree(asFields(map), "")
          : new TemplateTree(Map.of(), "is no object");
    } catch (Unreadable e) {
      return new TemplateTree(Map.of(), e.problem);
    }
  }

  /** What stands at {@code path}, names with dots between; of a list each item's. */
  public List<Object> at(String path) {
    List<Object> found = List.of(fields);
    for (String step : path.split("\\.", -1)) {
      List<Object> next = new ArrayList<>();
      for (Object one : found) {
        if (one instanceof Map<?, ?> map && map.get(step) instanceof List<?> list) {
          next.addAll(list);
        } else if (one instanceof Map<?, ?> map && map.get(step) != null) {
          next.add(map.get(step));
        }
      }
      found = next;
    }
    return found;
  }

  /** What stands there that has names. */
  public List<Map<String, Object>> maps(String path) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object one : at(path)) {
      if (one instanceof Map<?, ?> map) {
        maps.add(asFields(map));
      }
    }
    return maps;
  }

  /** What its containers mount. */
  public List<Map<String, Object>> mounts() {
    return maps("spec.containers.volumeMounts");
  }

  public List<Map<String, Object>> volumes() {
    return maps("spec.volumes");
  }

  /** What each volume is, by its name: {@code emptyDir}, {@code configMap}. */
  public Map<String, String> volumeKinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (Map<String, Object> volume : volumes()) {
      for (String field : volume.keySet()) {
        if (!field.equals("name")) {
          kinds.putIfAbsent(text(volume, "name"), field);
        }
      }
    }
    return kinds;
  }

  /** The text of {@code name} in {@code fields}, or empty. */
  public static String text(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** What stands in {@code fields} under {@code name}, if that has names; or nothing. */
  public static Map<String, Object> map(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof Map<?, ?> map ? asFields(map) : Map.of();
  }

  private static Map<String, Object> asFields(Map<?, ?> map) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      fields.put(String.valueOf(entry.getKey()), entry.getValue());
    }
    return fields;
  }

  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    Unreadable(Line line, String why) {
      super(why, null, false, false);
      problem = "has a line " + line.number() + ", '" + line.text() + "', which " + why;
    }
  }

  private static final class Reader {

    private final List<Line> lines;
    private int at = 0;

    Reader(List<Line> lines) {
      this.lines = new ArrayList<>(lines);
    }

    /** What stands at {@code margin}, from the next line on. */
    Object block(int margin) {
      Line first = lines.isEmpty() ? new Line(0, 0, "") : lines.get(at);
      return first.text().startsWith(ITEM) || first.text().equals("-") ? list(margin) : map(margin);
    }

    private Object list(int margin) {
      List<Object> items = new ArrayList<>();
      while (isAt(margin) && lines.get(at).text().startsWith("-")) {
        Line line = lines.get(at);
        String rest = line.text().substring(1).stripLeading();
        if (!line.text().startsWith(ITEM)) {
          throw new Unreadable(line, "is no item of a list");
        }
        int inner = margin + line.text().length() - rest.length();
        if (colon(rest) < 0 || Words.isQuoted(rest)) {
          items.add(Words.unquoted(rest));
          at++;
        } else {
          lines.set(at, new Line(line.number(), inner, rest));
          items.add(map(inner));
        }
      }
      isNoDeeper(margin);
      return items;
    }

    private Object map(int margin) {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (isAt(margin) && !lines.get(at).text().startsWith(ITEM)) {
        Line line = lines.get(at);
        int colon = colon(line.text());
        if (colon < 0) {
          throw new Unreadable(line, "has no colon behind its name");
        }
        if (line.text().indexOf('\t') >= 0) {
          throw new Unreadable(line, "has a tab in it");
        }
        String name = Words.unquoted(line.text().substring(0, colon));
        String value = withoutComment(line.text().substring(colon + 1)).strip();
        at++;
        Object read = value.isEmpty() ? below(margin) : value(value, margin);
        if (fields.containsKey(name)) {
          throw new Unreadable(line, "says " + name + " a second time");
        }
        fields.put(name, read);
      }
      isNoDeeper(margin);
      return fields;
    }

    /** A text of several lines, or what stands on this one. */
    private Object value(String value, int margin) {
      if (value.startsWith("|") || value.startsWith(">")) {
        StringBuilder text = new StringBuilder();
        while (at < lines.size() && lines.get(at).margin() > margin) {
          text.append(lines.get(at++).text()).append('\n');
        }
        return text.toString();
      }
      return value.equals("{}") ? Map.of() : value.equals("[]") ? List.of() : Words.unquoted(value);
    }

    private Object below(int margin) {
      if (at < lines.size()) {
        Line next = lines.get(at);
        boolean isItem = next.text().startsWith("-");
        if (next.margin() > margin || (isItem && next.margin() == margin)) {
          return block(next.margin());
        }
      }
      return "";
    }

    private boolean isAt(int margin) {
      return at < lines.size() && lines.get(at).margin() == margin;
    }

    private void isNoDeeper(int margin) {
      if (at < lines.size() && lines.get(at).margin() > margin) {
        throw new Unreadable(lines.get(at), "stands further right than what it belongs to");
      }
    }

    private static String withoutComment(String value) {
      int sign = value.strip().startsWith("\"") ? -1 : value.indexOf(" #");
      return sign < 0 ? value : value.substring(0, sign);
    }

    private static int colon(String text) {
      int from = text.startsWith("\"") ? Math.max(0, text.indexOf('"', 1)) : 0;
      int colon = text.indexOf(": ", from);
      return colon < 0 && text.endsWith(":") ? text.length() - 1 : colon;
    }
  }
}
