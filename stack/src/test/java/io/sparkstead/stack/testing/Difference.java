package io.sparkstead.stack.testing;

import java.util.List;
import org.assertj.core.util.diff.DiffUtils;

/** Two texts as the lines in which they differ. */
public final class Difference {

  private Difference() {}

  /**
   * As {@code diff -U} would print it, with {@code around} unchanged lines about each change; empty
   * if no line differs.
   */
  public static List<String> between(String before, String after, int around) {
    List<String> from = lines(before);
    List<String> to = lines(after);
    return DiffUtils.generateUnifiedDiff("before", "after", from, DiffUtils.diff(from, to), around);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
