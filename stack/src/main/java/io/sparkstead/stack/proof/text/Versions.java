package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Versions that a Dockerfile names without a name in front of them, and keys that sign.
 *
 * <pre>
 * ofScala("spark-sql_2.13:4.1.2")             2.13
 * ofJava("dnf install java-17-openjdk")       17
 * ofPython("pip3.11 and python3.11")          3.11
 * </pre>
 *
 * <p>What stands behind the name of a jar, {@link Words#versions} finds.
 */
public final class Versions {

  private static final String SPARK_GROUP = "org.apache.spark:";
  private static final String LABEL = "org.opencontainers.image.version";
  private static final int DIGITS_OF_KEY = 40;

  private Versions() {}

  /** {@code 2.13} of {@code spark-sql_2.13:}. */
  public static List<String> ofScala(String text) {
    List<String> scalas = new ArrayList<>();
    for (int at = text.indexOf("_2."); at >= 0; at = text.indexOf("_2.", at + 1)) {
      int end = Words.endOfVersion(text, at + 1);
      String version = text.substring(at + 1, end);
      boolean goesOn = end < text.length() && ":-".indexOf(text.charAt(end)) >= 0;
      if (goesOn && version.indexOf('.') == version.lastIndexOf('.')) {
        scalas.add(version);
      }
    }
    return scalas;
  }

  /** {@code 3.5.4} of {@code org.apache.spark:spark-sql_2.12:3.5.4}. */
  public static List<String> ofSparkJars(String text) {
    List<String> versions = new ArrayList<>();
    for (int at = text.indexOf(SPARK_GROUP); at >= 0; at = text.indexOf(SPARK_GROUP, at + 1)) {
      int name = at + SPARK_GROUP.length();
      int colon = Words.endOfName(text, name);
      int end = Words.endOfName(text, Math.min(colon + 1, text.length()));
      if (end > colon + 1
          && text.charAt(colon) == ':'
          && text.substring(name, colon).contains("_2.")) {
        versions.add(text.substring(colon + 1, end));
      }
    }
    return versions;
  }

  /** {@code 17} of {@code java-17-openjdk} and of {@code jre-17}. */
  public static Set<String> ofJava(String text) {
    Set<String> javas = new TreeSet<>(numbers(text, "java-", "-openjdk"));
    javas.addAll(numbers(text, "jre-", ""));
    return javas;
  }

  /** {@code 3.11} of {@code python3.11}. */
  public static Set<String> ofPython(String text) {
    Set<String> pythons = new TreeSet<>();
    for (String minor : numbers(text, "python3.", "")) {
      pythons.add("3." + minor);
    }
    return pythons;
  }

  /** The numbers between {@code start} and {@code end}, if all is no part of a longer word. */
  private static List<String> numbers(String text, String start, String end) {
    List<String> numbers = new ArrayList<>();
    for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      int from = at + start.length();
      int to = Ascii.endOfDigits(text, from);
      if (to > from
          && text.startsWith(end, to)
          && !Words.isInWord(text, at - 1)
          && !Words.isInWord(text, to)) {
        numbers.add(text.substring(from, to));
      }
    }
    return numbers;
  }

  /** What an image says of itself that it is, by its label. */
  public static Set<String> ofLabel(String text) {
    Set<String> labels = new TreeSet<>();
    for (String word : Words.allAfter(text, LABEL)) {
      String version = word.startsWith("\"") ? word.substring(1) : word;
      int quote = version.indexOf('"');
      labels.add(quote < 0 ? version : version.substring(0, quote));
    }
    labels.remove("");
    return labels;
  }

  /** The keys by which a signature has to be valid: the first behind each such word. */
  public static List<String> signers(String text) {
    List<String> keys = new ArrayList<>();
    for (int at = text.indexOf("VALIDSIG"); at >= 0; at = text.indexOf("VALIDSIG", at + 1)) {
      int newline = text.indexOf('\n', at);
      Optional<String> key = firstKey(text.substring(at, newline < 0 ? text.length() : newline));
      if (key.isPresent()) {
        keys.add(key.get());
      }
    }
    return keys;
  }

  private static Optional<String> firstKey(String line) {
    for (int start = 0; start < line.length(); start++) {
      int end = start;
      while (end < line.length() && "0123456789ABCDEF".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (end - start == DIGITS_OF_KEY
          && !Words.isInWord(line, start - 1)
          && !Words.isInWord(line, end)) {
        return Optional.of(line.substring(start, end));
      }
      start = end;
    }
    return Optional.empty();
  }
}
