package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties that a program or script hands to a session, as far as they stand there. */
final class SessionLines {

  private static final String QUOTE = "\\\\?[\"']";

  /** Behind a value that stands there whole: {@code 3 * n} is none. */
  private static final String END = "(?=\\s*(?:[)\\],}#]|\\\\n|$))";

  private static final String LITERAL = "([+-]?\\d[\\d_]*(?:\\.\\d+)?[lL]?|[Tt]rue|[Ff]alse)";

  /** Of {@code config(…)}, {@code set(…)}, a pair of {@code setAll} or an entry of a map. */
  private static final Pattern CONFIG =
      Pattern.compile(
          "(?<!get\\()%1$s(spark\\.[^\"'\\\\\\s]+)%1$s\\s*(?:,|:|->)\\s*(?:%1$s([^\"'\\\\]*)%1$s%2$s|%3$s%2$s)?"
              .formatted(QUOTE, END, LITERAL));

  private static final Pattern APPLICATION =
      Pattern.compile("\\.appName\\(\\s*%1$s([^\"'\\\\]+)%1$s".formatted(QUOTE));

  private static final Pattern OPTION =
      Pattern.compile("--conf[ =][\"']?(spark\\.[^=\\s\"']+)=([^\\s\"'\\\\]*)");

  /** What a program works out itself. */
  static final String WORKED_OUT = "";

  private SessionLines() {}

  static List<Leaf> leaves(String text) {
    List<Leaf> leaves = new ArrayList<>();
    int line = 1;
    for (String each : text.split("\n", -1)) {
      Matcher configured = CONFIG.matcher(each);
      while (configured.find()) {
        leaves.add(leaf(configured.group(1), value(configured), line));
      }
      Matcher option = OPTION.matcher(each);
      while (option.find()) {
        leaves.add(leaf(option.group(1), option.group(2), line));
      }
      Matcher application = APPLICATION.matcher(each);
      if (application.find()) {
        leaves.add(leaf("spark.app.name", application.group(1), line));
      }
      line++;
    }
    return Leaf.lastHolds(leaves);
  }

  /** As Spark takes it: {@code True} is true, {@code 1_000L} is 1000. */
  private static String value(Matcher said) {
    if (said.group(2) != null) {
      return said.group(2);
    }
    return said.group(3) == null
        ? WORKED_OUT
        : said.group(3)
            .replaceAll("[_lL]$|_", "")
            .replace("True", "true")
            .replace("False", "false");
  }

  private static Leaf leaf(String key, String value, int line) {
    return new Leaf(Leaf.below("", key), TextNode.valueOf(value), line);
  }
}
