package io.sparkstead.stack.conf;

import java.util.ArrayList;
import java.util.List;

/** One side of what a number may be: {@code >=1}. */
public record Bound(String sign, double edge) {

  static List<Bound> all(String text) {
    List<Bound> bounds = new ArrayList<>();
    if (!text.isEmpty() && !text.equals("checked")) {
      for (String each : text.split(" ", -1)) {
        int digits = each.charAt(1) == '=' ? 2 : 1;
        bounds.add(
            new Bound(each.substring(0, digits), Double.parseDouble(each.substring(digits))));
      }
    }
    return bounds;
  }

  boolean holds(double number) {
    return switch (sign) {
      case ">" -> number > edge;
      case ">=" -> number >= edge;
      case "<" -> number < edge;
      default -> number <= edge;
    };
  }

  /** As a person reads it: {@code >0 and <=1}. */
  static String text(List<Bound> bounds) {
    List<String> all = new ArrayList<>();
    for (Bound bound : bounds) {
      String edge = Double.toString(bound.edge);
      all.add(bound.sign + (edge.endsWith(".0") ? edge.substring(0, edge.length() - 2) : edge));
    }
    return String.join(" and ", all);
  }
}
