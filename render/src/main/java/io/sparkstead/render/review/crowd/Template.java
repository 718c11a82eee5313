package io.sparkstead.render.review.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A saying with a star in place of a part of a name: {@code StatefulSet spark/jupyter-*}, whose
 * {@code ConfigMap jupyter-*-spark-conf changes}. Sayings of one template differ in that part
 * alone.
 */
record Template(Saying saying) {

  static final String STAR = "*";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

  private static final Pattern KIND_BEFORE = Pattern.compile("\\b([A-Z][A-Za-z]+) (\\S*)$");

  /**
   * A template of {@code saying}, and what stands in it for the star.
   *
   * @param keepsFirst whether a name's first word stays, which says what it is
   */
  record Fit(Template template, String part, boolean keepsFirst) {}

  /** All that {@code saying} may be one of, by each part of each name in what it is said of. */
  static List<Fit> of(Saying saying) {
    List<Fit> fits = new ArrayList<>();
    Matcher name = NAME.matcher(saying.of());
    while (name.find()) {
      String[] words = name.group().split("-", -1);
      for (int first = 0; first < words.length; first++) {
        StringBuilder part = new StringBuilder();
        for (int last = first; last < words.length && last - first < words.length - 1; last++) {
          part.append(part.isEmpty() ? "" : "-").append(words[last]);
          fits.add(new Fit(with(saying, part.toString()), part.toString(), first > 0));
        }
      }
    }
    return fits;
  }

  private static Template with(Saying saying, String part) {
    Pattern whole = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(part) + "(?![A-Za-z0-9])");
    return new Template(
        new Saying(
            whole.matcher(saying.of()).replaceAll(STAR),
            whole.matcher(saying.text()).replaceAll(STAR)));
  }

  /** It, said of all {@code parts} at once: {@code 20 StatefulSets spark/jupyter-* (ada … zoe)}. */
  Saying of(List<String> parts) {
    String of = saying.of();
    int star = of.indexOf(STAR);
    int end = of.indexOf(' ', star) < 0 ? of.length() : of.indexOf(' ', star);
    String span = " (" + parts.get(0) + " … " + parts.get(parts.size() - 1) + ")";
    return new Saying(
        counted(of.substring(0, star), parts.size())
            + of.substring(star, end)
            + span
            + of.substring(end),
        saying.text());
  }

  /** With how many, before the kind that stands in front of a name, or before the name. */
  private static String counted(String before, int count) {
    Matcher kind = KIND_BEFORE.matcher(before);
    if (kind.find()) {
      return before.substring(0, kind.start())
          + count
          + " "
          + plural(kind.group(1))
          + " "
          + kind.group(2);
    }
    int word = before.lastIndexOf(' ') + 1;
    return before.substring(0, word) + count + " " + before.substring(word);
  }

  private static String plural(String kind) {
    return kind.endsWith("y")
        ? kind.substring(0, kind.length() - 1) + "ies"
        : kind.endsWith("s") ? kind + "es" : kind + "s";
  }
}
