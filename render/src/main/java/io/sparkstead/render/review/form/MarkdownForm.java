package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.consequence.Consequence;
import java.util.List;
import java.util.Map;

/**
 * For a comment on a pull request. Its first line is a marker, by which the comment is found and
 * edited in place.
 *
 * <p>What follows is never cut. What differs is, where GitHub would cut the comment.
 */
final class MarkdownForm {

  static final String MARKER = "<!-- sparkstead diff -->";

  /** As many characters as GitHub takes in a comment. */
  static final int LONGEST = 65_536;

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
    for (Map.Entry<Consequence, List<String>> each : folded.consequences().entrySet()) {
      Consequence one = each.getKey();
      String word = one.kind().canStop() ? "**" + one.kind() + "**" : one.kind().name();
      out.append(
          "| %s | %s | %s%s |\n"
              .formatted(
                  word, cell(one.subject()), cell(one.text()), cell(folded.in(each.getValue()))));
    }
    for (Review review : reviews) {
      review
          .unchecked()
          .forEach(
              each ->
                  out.append("\n- not checked: ")
                      .append(review.environment())
                      .append(": ")
                      .append(escaped(each).replace("\n", " "))
                      .append('\n'));
    }
    if (!folded.hunks().isEmpty()) {
      out.append(details(folded, reviews.get(0).sides(), LONGEST - out.length()));
    }
    return out.toString();
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
    return escaped(text).replace("|", "\\|").replace("\n", " ");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
