package io.sparkstead.render.explain.woven;

import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Other values than those that were said: near ones first, which are most likely taken. */
final class Otherwise {

  /** As many ways as anything can be otherwise. */
  static final int WAYS = 8;

  /** For what takes only names that somebody keeps a list of. */
  private static final List<String> KNOWN = List.of("Europe/Berlin", "Etc/GMT");

  private Otherwise() {}

  /** Never less at first: what counts on may not come to an end. */
  static long number(long said, int way) {
    return switch (way) {
      case 0 -> said + 1;
      case 1 -> said * 2;
      case 2 -> said - 1;
      case 3 -> said / 2;
      default -> said + 10L * way;
    };
  }

  static int lines(String said) {
    return Math.max(1, (int) said.lines().count());
  }

  /** {@code said} with its line {@code at}, from 0, otherwise. */
  static String text(String said, int at, int way) {
    List<String> lines = new ArrayList<>(said.lines().toList());
    if (lines.isEmpty()) {
      return "x";
    }
    List<String> ways = new ArrayList<>(ways(lines.get(at)));
    lines.set(at, way < ways.size() ? ways.get(way) : lines.get(at) + "x".repeat(way + 1));
    return String.join("\n", lines) + (said.endsWith("\n") ? "\n" : "");
  }

  private static Set<String> ways(String said) {
    Set<String> ways = new LinkedHashSet<>();
    if (SparkReleases.versions().contains(said)) {
      ways.addAll(SparkReleases.versions());
    }
    ways.add(changed(said, last(said)));
    ways.add(changed(said, first(said)));
    ways.add(said + "x");
    if (said.indexOf('/') > 0) {
      ways.add(changed(said, said.lastIndexOf('/') + 1));
      ways.addAll(KNOWN);
    }
    ways.add("x" + said);
    ways.remove(said);
    return ways;
  }

  private static int last(String said) {
    for (int at = said.length() - 1; at >= 0; at--) {
      if (Character.isLetterOrDigit(said.charAt(at))) {
        return at;
      }
    }
    return -1;
  }

  private static int first(String said) {
    for (int at = 0; at < said.length(); at++) {
      if (Character.isLetterOrDigit(said.charAt(at))) {
        return at;
      }
    }
    return -1;
  }

  /** With the next letter or digit in that place. */
  private static String changed(String said, int at) {
    if (at < 0 || at >= said.length()) {
      return said;
    }
    char next =
        switch (said.charAt(at)) {
          case '9' -> '1';
          case 'z' -> 'a';
          case 'Z' -> 'A';
          default -> (char) (said.charAt(at) + 1);
        };
    return said.substring(0, at) + next + said.substring(at + 1);
  }
}
