package io.sparkstead.render.explain.spoilt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person would get wrong about a value or about a line of a text. */
final class Spoils {

  private static final Pattern NUMBER = Pattern.compile("(\\d+)(m|Ki|Mi|Gi|Ti|k|g|s|d|h)?");

  private static final Pattern ENTRY = Pattern.compile("(\\s*\"?[\\w./-]+\"?\\s*[=:]\\s*)(\\S.*)");

  private static final long MANY = 1000;

  private Spoils() {}

  /** Other values in the place of {@code value}: too little, too much, the opposite, a slip. */
  static List<Object> of(Object value) {
    if (value instanceof Boolean is) {
      return List.of(!is);
    }
    if (value instanceof Number number) {
      return List.of(0, number.longValue() + 1, number.longValue() * MANY);
    }
    return List.copyOf(texts(String.valueOf(value)));
  }

  private static Set<String> texts(String text) {
    Set<String> others = new LinkedHashSet<>();
    Matcher number = NUMBER.matcher(text);
    if (number.matches() && text.length() < 12) {
      String unit = number.group(2) == null ? "" : number.group(2);
      long amount = Long.parseLong(number.group(1));
      others.add(amount * MANY + unit);
      others.add(Math.max(1, amount / 8) + unit);
      others.add("0");
    } else if (text.equals("true") || text.equals("false")) {
      others.add(text.equals("true") ? "false" : "true");
    } else {
      others.add(slip(text));
      others.add("other");
    }
    others.remove(text);
    return others;
  }

  /** With its last letter or digit another one. */
  private static String slip(String text) {
    for (int at = text.length() - 1; at >= 0; at--) {
      char is = text.charAt(at);
      if (Character.isLetterOrDigit(is)) {
        char other = is == 'x' || is == '8' ? 'q' : Character.isDigit(is) ? '8' : 'x';
        return text.substring(0, at) + other + text.substring(at + 1);
      }
    }
    return text + "x";
  }

  /** {@code text} without its line {@code at}, from 0, and with that line spoilt. */
  static List<String> ofLine(String text, int at) {
    List<String> lines = text.lines().toList();
    List<String> all = new ArrayList<>();
    List<String> without = new ArrayList<>(lines);
    without.remove(at);
    all.add(joined(without, text));
    for (String other : ofLine(lines.get(at))) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(at, other);
      all.add(joined(changed, text));
    }
    return all;
  }

  private static List<String> ofLine(String line) {
    Matcher entry = ENTRY.matcher(line);
    List<String> others = new ArrayList<>();
    if (entry.matches()) {
      for (String value : texts(entry.group(2))) {
        others.add(entry.group(1) + value);
      }
    } else if (!line.isBlank()) {
      others.add(slip(line));
    }
    return others;
  }

  private static String joined(List<String> lines, String like) {
    return String.join("\n", lines) + (like.endsWith("\n") ? "\n" : "");
  }
}
