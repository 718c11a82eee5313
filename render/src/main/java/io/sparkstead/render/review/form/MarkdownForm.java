package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * For a comment on a pull request. Its first line is a marker, by which the comment is found and
 * edited in place.
 *
 * <p>What follows is not cut, and what differs is, where GitHub would take no comment.
 */
final class MarkdownForm {

  static final String MARKER = "<!-- sparkstead diff -->";

  /** As many characters as GitHub takes in a comment. */
  static final int LONGEST = 65_536;

  /** More than the rows that count, one a kind, and what stands around the details are long. */
  private static final int COUNTS = 2_000;

  private MarkdownForm() {}

  static String of(List<Review> reviews) {
    Folded folded = Folded.of(reviews);
    StringBuilder out = new StringBuilder(MARKER + "\n");
    for (Review review : reviews) {
      out.append("### ")
          .append(review.environment())
          .append(": ")
          .append(review.change().isEmpty() ? "no difference" : Plan.of(review.change()))
          .append('\n');
    }
    if (!folded.consequences().isEmpty()) {
      out.append("\n| | what | follows |\n| --- | --- | --- |\n");
    }
    String unchecked = unchecked(reviews);
    out.append(rows(folded, LONGEST - out.length() - unchecked.length())).append(unchecked);
    if (!folded.hunks().isEmpty()) {
      out.append(details(folded, reviews.get(0).sides(), LONGEST - out.length()));
    }
    return out.toString();
  }

  private static String unchecked(List<Review> reviews) {
    StringBuilder unchecked = new StringBuilder();
    for (Review review : reviews) {
      for (String each : review.unchecked()) {
        unchecked
            .append("\n- not checked: ")
            .append(review.environment())
            .append(": ")
            .append(escaped(each).replace("\n", " "))
            .append('\n');
      }
    }
    return unchecked.toString();
  }

  /**
   * All that follows, alike said once. A tree in which thousands of things happen that are not
   * alike is the only one whose least grave rows are counted: GitHub would take no comment at all.
   */
  private static String rows(Folded folded, int room) {
    StringBuilder rows = new StringBuilder();
    Map<Kind, Integer> left = new EnumMap<>(Kind.class);
    for (Map.Entry<Consequence, List<String>> each : folded.consequences().entrySet()) {
      Consequence one = each.getKey();
      String row = row(one.kind(), one.subject(), one.text() + folded.in(each.getValue()));
      if (left.isEmpty() && rows.length() + row.length() <= room - COUNTS) {
        rows.append(row);
      } else {
        left.merge(one.kind(), 1, Integer::sum);
      }
    }
    left.forEach(
        (kind, count) ->
            rows.append(row(kind, count + " more", "`diff` shows them on a terminal")));
    return rows.toString();
  }

  private static String row(Kind kind, String subject, String text) {
    String word = kind.canStop() ? "**" + kind + "**" : kind.name();
    return "| %s | %s | %s |\n".formatted(word, cell(subject), cell(text));
  }

  private static String details(Folded folded, String sides, int room) {
    String head = "\n<details><summary>what differs: " + escaped(sides) + "</summary>\n\n```diff\n";
    String foot = "```\n\n</details>\n";
    int free = room - head.length() - foot.length() - cut(folded.hunks().size()).length();
    StringBuilder body = new StringBuilder();
    int left = 0;
    for (Map.Entry<Hunks, List<String>> each : folded.hunks().entrySet()) {
      String hunk = hunk(each.getKey(), folded.in(each.getValue()));
      if (body.length() + hunk.length() > free) {
        left++;
      } else {
        body.append(hunk);
      }
    }
    return head + body + (left == 0 ? "" : cut(left)) + foot;
  }

  private static String cut(int left) {
    return "… and " + left + " more, which `diff` shows on a terminal\n";
  }

  /** Signs stand first, so that GitHub paints the lines; a fence in a text would end the block. */
  private static String hunk(Hunks hunk, String environments) {
    StringBuilder lines = new StringBuilder("  " + hunk.heading() + environments + "\n");
    for (String line : hunk.lines()) {
      lines.append(signFirst(line).replace("```", "` ` `")).append('\n');
    }
    return lines.toString();
  }

  private static String signFirst(String line) {
    int start = line.length() - line.stripLeading().length();
    if (line.startsWith("@@", start) || start == line.length()) {
      return line.strip();
    }
    String sign = line.substring(start, start + 1).replace("~", "!");
    return sign + line.substring(0, start) + line.substring(start + 1);
  }

  private static String cell(String text) {
    return escaped(text).replace("|", "\\|").replace("*", "\\*").replace("\n", " ");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
