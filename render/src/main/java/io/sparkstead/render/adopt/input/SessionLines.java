package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties that a program or script hands to a session, as far as they stand there. */
final class SessionLines {

  private static final String QUOTE = "\\\\?[\"']";

  private static final Pattern CONFIG =
      Pattern.compile(
          "\\.config\\(\\s*%1$s(spark\\.[^\"'\\\\]+)%1$s\\s*,\\s*(?:%1$s([^\"'\\\\]*)%1$s)?"
              .formatted(QUOTE));

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
      add(leaves, CONFIG.matcher(each), line);
      add(leaves, OPTION.matcher(each), line);
      Matcher application = APPLICATION.matcher(each);
      if (application.find()) {
        leaves.add(leaf("spark.app.name", application.group(1), line));
      }
      line++;
    }
    return leaves;
  }

  private static void add(List<Leaf> leaves, Matcher said, int line) {
    while (said.find()) {
      String value = said.group(2);
      leaves.add(leaf(said.group(1), value == null ? WORKED_OUT : value, line));
    }
  }

  private static Leaf leaf(String key, String value, int line) {
    return new Leaf(Leaf.below("", key), TextNode.valueOf(value), line);
  }
}
