package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark properties, a line each, as {@code spark-defaults.conf} has them. */
final class PropertyLines {

  private static final Pattern LINE =
      Pattern.compile("^\\s*(spark\\.[^\\s=:]+)\\s*[\\s=:]\\s*(.*?)\\s*$");
  private static final Pattern OTHER =
      Pattern.compile("^\\s*([^\\s=:#!]+)\\s*[\\s=:]\\s*(.*?)\\s*$");
  private static final Pattern OPTION = Pattern.compile("-D(spark\\.[^=]+)=(.*)");
  private static final Pattern BELOW_FILE = Pattern.compile("/data/[^/]+/.+|.*/env/\\d+/value/.+");

  private PropertyLines() {}

  /** Whether a file so called, with that text, is one of properties. */
  static boolean isFile(String name, String text) {
    return (name.endsWith(".conf") || name.endsWith(".properties"))
        && text.lines().anyMatch(line -> LINE.matcher(line).matches());
  }

  /** Whether what is at {@code pointer} is a line of a file of a ConfigMap. */
  static boolean isBelowFile(String pointer) {
    return BELOW_FILE.matcher(pointer).matches();
  }

  /** Each line of {@code text}, of which the first stands at {@code first} of its file. */
  static List<Leaf> leaves(String pointer, String text, int first) {
    List<Leaf> leaves = new ArrayList<>();
    int line = first;
    for (String each : text.split("\n", -1)) {
      Matcher said = LINE.matcher(each);
      Matcher other = OTHER.matcher(each);
      if (said.matches()) {
        leaves.add(leaf(pointer, said, line));
      } else if (!each.isBlank() && !each.strip().matches("[#!].*") && other.matches()) {
        leaves.add(leaf(pointer, other, line));
      }
      line++;
    }
    return leaves;
  }

  /** Those of a variable of Java options, {@code -Dspark.…=…}; of the others, one value more. */
  static List<Leaf> options(Leaf variable) {
    List<Leaf> leaves = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String word : variable.text().strip().split("\\s+", -1)) {
      Matcher said = OPTION.matcher(word);
      if (said.matches()) {
        leaves.add(leaf(variable.pointer(), said, variable.line()));
      } else {
        others.add(word);
      }
    }
    if (!others.isEmpty()) {
      String rest = String.join(" ", others);
      leaves.add(new Leaf(variable.pointer() + "/", TextNode.valueOf(rest), variable.line()));
    }
    return leaves;
  }

  private static Leaf leaf(String pointer, Matcher said, int line) {
    return new Leaf(Leaf.below(pointer, said.group(1)), TextNode.valueOf(said.group(2)), line);
  }
}
