package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.consequence.Consequence;
import java.util.List;
import java.util.Map;

/** For a terminal: what follows, what differs, and a last line that counts. */
final class TextForm {

  private static final int WORD = 10;

  private TextForm() {}

  static String of(List<Review> reviews) {
    Folded folded = Folded.of(reviews);
    StringBuilder out = new StringBuilder();
    for (Review review : reviews) {
      out.append(review.environment()).append(": ").append(review.sides()).append('\n');
    }
    if (!folded.consequences().isEmpty()) {
      out.append('\n');
    }
    for (Map.Entry<Consequence, List<String>> each : folded.consequences().entrySet()) {
      Consequence one = each.getKey();
      String word = one.kind().name();
      out.append(word)
          .append(" ".repeat(WORD - word.length()))
          .append(one.subject())
          .append(": ")
          .append(one.text())
          .append(folded.in(each.getValue()))
          .append('\n');
    }
    for (Review review : reviews) {
      String name = reviews.size() == 1 ? "" : review.environment() + ": ";
      review
          .unchecked()
          .forEach(each -> out.append("not checked: ").append(name).append(each).append('\n'));
    }
    for (Map.Entry<Hunks, List<String>> each : folded.hunks().entrySet()) {
      out.append('\n')
          .append(each.getKey().heading())
          .append(folded.in(each.getValue()))
          .append('\n');
      each.getKey().lines().forEach(line -> out.append(line).append('\n'));
    }
    out.append('\n');
    for (Review review : reviews) {
      String name = reviews.size() == 1 ? "" : review.environment() + ": ";
      out.append("Plan: ").append(name).append(Plan.of(review.change())).append(".\n");
    }
    return out.toString();
  }
}
