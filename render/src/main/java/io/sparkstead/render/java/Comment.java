package io.sparkstead.render.java;

import java.util.ArrayList;
import java.util.List;

/** A comment, broken between words. */
public final class Comment {

  private Comment() {}

  /** The lines of {@code text}, each behind {@code indent} blanks. */
  public static List<String> lines(String text, int indent) {
    String start = " ".repeat(indent) + "//";
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(start);
    for (String word : text.split(" ", -1)) {
      boolean isFull = line.length() + 1 + word.length() > Code.WIDTH;
      if (isFull && line.length() > start.length()) {
        lines.add(line.toString());
        line = new StringBuilder(start);
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
