package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark properties, a line each, as {@code spark-defaults.conf} has them. */
final class PropertyLines {

  private static final Pattern LINE =
      Pattern.compile("^\\s*(spark\\.[^\\s=:]+)\\s*[\\s=:]\\s*(.*?)\\s*$");
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

  /**
   * Each property of {@code text}, of which the first line stands at {@code first} of its file. As
   * Spark reads them: by {@link Properties}, values without blanks around them.
   */
  static List<Leaf> leaves(String pointer, String text, int first) {
    List<Leaf> leaves = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    int line = first;
    int begins = first;
    for (String each : text.split("\\R", -1)) {
      String said = each.stripLeading();
      boolean isNew = whole.isEmpty();
      if (isNew) {
        begins = line;
      }
      if (!isNew || !said.matches("[#!].*")) {
        whole.append(goesOn(said) ? said.substring(0, said.length() - 1) : said);
        if (!goesOn(said)) {
          add(leaves, pointer, whole.toString(), begins);
          whole.setLength(0);
        }
      }
      line++;
    }
    add(leaves, pointer, whole.toString(), begins);
    return Leaf.lastHolds(leaves);
  }

  /** Whether the next line belongs to {@code line}: two backslashes at its end are one of text. */
  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static void add(List<Leaf> leaves, String pointer, String whole, int line) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(whole));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // Half of a \\u: Spark would not start, and a person sees what stands there.
      String[] parts = whole.split("[\\s=:]+", 2);
      properties.setProperty(parts[0], parts.length > 1 ? parts[1] : "");
    }
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key, "").strip();
      leaves.add(new Leaf(Leaf.below(pointer, key), TextNode.valueOf(value), line));
    }
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
