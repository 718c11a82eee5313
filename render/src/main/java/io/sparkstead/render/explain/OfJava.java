package io.sparkstead.render.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a line of an environment's Java makes.
 *
 * @param place {@code Homelab.java:69}
 * @param source what stands there
 * @param says the lines of output that are otherwise with what it says otherwise
 * @param brings the lines that are not there without it
 * @param note what else there is to say of it
 */
public record OfJava(
    String place,
    String source,
    List<OutputLine> says,
    List<OutputLine> brings,
    Optional<String> note)
    implements Answer {

  private static final int SHOWN = 20;

  public OfJava {
    says = List.copyOf(says);
    brings = List.copyOf(brings);
  }

  /** A line of a tree. */
  public record OutputLine(String file, int line, String text) {

    String told() {
      return file + ":" + line + "  " + text.strip();
    }

    Map<String, Object> object() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("file", file);
      object.put("line", line);
      object.put("text", text);
      return object;
    }
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder(place + "  " + source.strip() + "\n");
    if (!says.isEmpty()) {
      out.append("  says ").append(count(says.size())).append('\n');
      says.stream()
          .limit(SHOWN)
          .forEach(line -> out.append("    ").append(line.told()).append('\n'));
      more(out, says.size());
    }
    if (!brings.isEmpty()) {
      out.append("  brings ").append(count(brings.size())).append(", not there without it\n");
      List<String> ranges = ranges();
      ranges.stream().limit(SHOWN).forEach(one -> out.append("    ").append(one).append('\n'));
      more(out, ranges.size());
    }
    if (says.isEmpty() && brings.isEmpty()) {
      out.append("  makes no line of the tree\n");
    }
    note.ifPresent(text -> out.append("  ").append(text).append('\n'));
    return out.toString();
  }

  private static void more(StringBuilder out, int count) {
    if (count > SHOWN) {
      out.append("    and ").append(count - SHOWN).append(" more, by -o json\n");
    }
  }

  private static String count(int lines) {
    return lines + (lines == 1 ? " line" : " lines");
  }

  /** {@code out/homelab/minio/service-minio.yaml:1-24}: neighbours together. */
  private List<String> ranges() {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < brings.size(); ) {
      OutputLine first = brings.get(i);
      int last = i;
      while (last + 1 < brings.size()
          && brings.get(last + 1).file().equals(first.file())
          && brings.get(last + 1).line() == brings.get(last).line() + 1) {
        last++;
      }
      ranges.add(
          last == i
              ? first.told()
              : first.file() + ":" + first.line() + "-" + brings.get(last).line());
      i = last + 1;
    }
    return ranges;
  }

  @Override
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("place", place);
    object.put("source", source);
    object.put("says", says.stream().map(OutputLine::object).toList());
    object.put("brings", brings.stream().map(OutputLine::object).toList());
    object.put("note", note.orElse(""));
    return object;
  }
}
