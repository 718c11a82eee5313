package io.sparkstead.render.survey;

import java.util.ArrayList;
import java.util.List;

/** Calls, as a formatter of Java breaks them. */
final class CodeLines {

  private static final int WIDTH = 100;

  /** Before an argument of the Workbench, and before one of its own. */
  static final String INDENT = " ".repeat(8);

  private static final String DEEPER = " ".repeat(4);

  private CodeLines() {}

  /** {@code .nodes(a, b)}, broken where it is too long. */
  static List<String> call(String name, List<String> arguments) {
    return broken("", "." + name + "(", arguments, ")");
  }

  /** {@code .outside(new Outside(a, b))}, likewise. */
  static List<String> made(String name, String type, List<String> arguments) {
    List<String> whole = broken("", "." + name + "(new " + type + "(", arguments, "))");
    if (whole.size() == 1) {
      return whole;
    }
    List<String> lines = new ArrayList<>();
    lines.add("." + name + "(");
    lines.addAll(broken(DEEPER, "new " + type + "(", arguments, "))"));
    return lines;
  }

  /** On one line; or arguments on the next; or each on a line of its own. */
  private static List<String> broken(
      String indent, String start, List<String> arguments, String end) {
    String all = String.join(", ", arguments) + end;
    if (fits(indent + start + all)) {
      return List.of(indent + start + all);
    }
    List<String> lines = new ArrayList<>();
    lines.add(indent + start);
    if (fits(indent + DEEPER + all)) {
      lines.add(indent + DEEPER + all);
      return lines;
    }
    for (int i = 0; i < arguments.size(); i++) {
      lines.add(indent + DEEPER + arguments.get(i) + (i + 1 < arguments.size() ? "," : end));
    }
    return lines;
  }

  private static boolean fits(String line) {
    return INDENT.length() + line.length() <= WIDTH;
  }

  /** {@code text} as comments, none wider than a line. */
  static List<String> comment(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("//");
    for (String word : text.split(" ", -1)) {
      boolean isFull = !fits(line + " " + word);
      if (isFull && line.length() > 2) {
        lines.add(line.toString());
        line = new StringBuilder("//");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A text of Java; names of a cluster hold nothing else, and nothing else gets in. */
  static String quoted(String name) {
    if (!name.matches("[a-zA-Z0-9._:/*=-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no name that a cluster has");
    }
    return "\"" + name + "\"";
  }
}
