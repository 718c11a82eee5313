package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Options that a property or a variable hands to Java: {@code spark.driver.extraJavaOptions}.
 *
 * <pre>{@code
 * JavaOptions.of("-XX:+UseConcMarkSweepGC").refuse(17);
 * // -XX:+UseConcMarkSweepGC, which Java 17 does not know; leave it out
 * }</pre>
 *
 * <p>What is known stands in {@code java-options.tsv}, as each Java lists it. Of a Java that is
 * older than those, or of another maker's, less is said.
 *
 * @param words as Spark splits the text, without quotes
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">java</a>
 */
public record JavaOptions(List<String> words) {

  private static final String FILE = "java-options.tsv";

  private static final String XX = "-XX:";
  private static final String HEAP = "-Xmx";
  private static final String FIRST_HEAP = "-Xms";
  private static final String NEW_HEAP = "-Xmn";
  private static final String STACK = "-Xss";

  /** How options begin that are none of {@code -XX}. */
  private static final List<String> KNOWN =
      List.of(
          "-D",
          "-javaagent:",
          "-agentlib:",
          "-agentpath:",
          "-ea",
          "-da",
          "-esa",
          "-dsa",
          "-enableassertions",
          "-disableassertions",
          "-enablesystemassertions",
          "-disablesystemassertions",
          "-verbose",
          "-server",
          "-client",
          "-splash:",
          "@",
          "-Xlog",
          "-Xint",
          "-Xcomp",
          "-Xmixed",
          "-Xbatch",
          "-Xdebug",
          "-Xrun",
          "-Xcheck:",
          "-Xnoclassgc",
          "-Xrs",
          "-Xshare:",
          "-Xverify:",
          "-Xbootclasspath/a:",
          "-Xdiag",
          "-Xfuture",
          "-XshowSettings",
          "-Xinternalversion",
          "-Xusealtsigs",
          "--enable-preview",
          "--enable-native-access",
          "--illegal-access=",
          "--illegal-native-access=",
          "--finalization=",
          "--sun-misc-unsafe-memory-access=",
          "--show-version",
          "-showversion");

  /** Those whose value may be the next word. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--add-opens",
          "--add-exports",
          "--add-reads",
          "--add-modules",
          "--limit-modules",
          "--module-path",
          "--patch-module",
          "--upgrade-module-path",
          "--enable-native-access",
          "--class-path",
          "-p",
          "-cp",
          "-classpath");

  /** An option of {@code -XX}, by release of Java: {@code product}, or what it is hidden behind. */
  private record Known(String kind, Map<Integer, String> standing) {

    /** In the release, or in those around one that nobody asked. */
    String in(int java) {
      if (standing.containsKey(java)) {
        return standing.getOrDefault(java, "");
      }
      String any = "";
      for (String one : standing.values()) {
        any = any.isEmpty() || one.equals("product") ? one : any;
      }
      return any;
    }
  }

  public JavaOptions {
    words = List.copyOf(words);
  }

  /** The options in {@code text}; none if its quotes do not close. */
  public static Optional<JavaOptions> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = ' ';
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != ' ') {
        if (c == quote) {
          quote = ' ';
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
      } else if (begun || word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      }
    }
    if (begun || word.length() > 0) {
      words.add(word.toString());
    }
    return quote == ' ' ? Optional.of(new JavaOptions(words)) : Optional.empty();
  }

  /** Whether one of them sets the heap, which Spark refuses: it has properties for that. */
  public Optional<String> heap() {
    return first(HEAP, XX + "MaxHeapSize=");
  }

  /** With how large a heap Java is to begin, if one of them says so. */
  public Optional<String> firstHeap() {
    return first(FIRST_HEAP, XX + "InitialHeapSize=");
  }

  private Optional<String> first(String... beginnings) {
    for (String word : words) {
      for (String beginning : beginnings) {
        if (word.startsWith(beginning)) {
          return Optional.of(word);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether one of them is a property of Spark's own, which Spark refuses on executors. */
  public Optional<String> ofSpark() {
    return first("-Dspark");
  }

  /** The files that they name. */
  public List<String> files() {
    List<String> files = new ArrayList<>();
    for (String word : words) {
      for (String beginning :
          List.of(
              "-javaagent:",
              "-agentpath:",
              "-Dlog4j.configurationFile=",
              "-Dlog4j2.configurationFile=",
              "-Djavax.net.ssl.trustStore=",
              "-Djavax.net.ssl.keyStore=",
              "-Djava.security.krb5.conf=",
              "-Djava.security.auth.login.config=")) {
        if (word.startsWith(beginning)) {
          String file = word.substring(beginning.length());
          int equals = file.indexOf('=');
          files.add(equals < 0 ? file : file.substring(0, equals));
        }
      }
    }
    return files;
  }

  /** What the release {@code java} does not start with: each with the reason and a remedy. */
  public List<String> refuse(int java) {
    List<String> refused = new ArrayList<>();
    Set<String> unlocked = new TreeSet<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith(XX)) {
        Optional<String> why = refuseXx(word, java, unlocked);
        if (why.isPresent()) {
          refused.add(why.get());
        }
      } else if (isSize(word)) {
        if (!isNumber(word.substring(HEAP.length()))) {
          refused.add(
              word + ", which is no size for Java; write it as in " + word.substring(0, 4) + "2g");
        }
      } else if (WITH_VALUE.contains(word)) {
        i++;
      } else if (!isKnown(word)) {
        refused.add(
            word.startsWith("-")
                ? word + ", which Java does not know; leave it out"
                : "the word '" + word + "', which Java takes for a class to run; leave it out");
      }
    }
    Optional<String> collectors = collectors();
    if (collectors.isPresent()) {
      refused.add(collectors.get());
    }
    return refused;
  }

  /** That they ask for more than one collector, if so. */
  public Optional<String> collectors() {
    Set<String> collectors = new TreeSet<>();
    for (String word : words) {
      if (word.startsWith(XX + "+Use") && word.endsWith("GC")) {
        collectors.add(word);
      }
    }
    return collectors.size() > 1
        ? Optional.of(String.join(" and ", collectors) + " together; keep one collector")
        : Optional.empty();
  }

  private static boolean isSize(String word) {
    return word.startsWith(HEAP)
        || word.startsWith(FIRST_HEAP)
        || word.startsWith(NEW_HEAP)
        || word.startsWith(STACK);
  }

  private static boolean isKnown(String word) {
    for (String beginning : KNOWN) {
      if (word.startsWith(beginning)) {
        return true;
      }
    }
    for (String option : WITH_VALUE) {
      if (word.startsWith(option + "=")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> refuseXx(String word, int java, Set<String> unlocked) {
    String rest = word.substring(XX.length());
    boolean isFlag = rest.startsWith("+") || rest.startsWith("-");
    int equals = rest.indexOf('=');
    String name = isFlag ? rest.substring(1) : equals < 0 ? rest : rest.substring(0, equals);
    // Files of options, and what makes Java pass over the options it does not know.
    if (name.equals("Flags") || name.equals("VMOptionsFile") || unlocked.contains("ignored")) {
      return Optional.empty();
    }
    if (rest.startsWith("+Unlock") || rest.equals("+IgnoreUnrecognizedVMOptions")) {
      unlocked.add(
          name.contains("Diagnostic")
              ? "diagnostic"
              : name.contains("Experimental") ? "experimental" : "ignored");
    }
    Known known = Table.OPTIONS.get(name);
    String standing = known == null ? "" : known.in(java);
    if (standing.isEmpty()) {
      return java < Table.OLDEST
          ? Optional.empty()
          : Optional.of(
              word
                  + ", which Java "
                  + java
                  + " does not know; "
                  + NearName.within(2, name, Table.OPTIONS.keySet())
                      .filter(near -> !near.equals(name))
                      .map(near -> "did you mean " + near + "?")
                      .orElse("leave it out"));
    }
    return known == null ? Optional.empty() : known(word, known, standing, unlocked);
  }

  private static Optional<String> known(
      String word, Known known, String standing, Set<String> unlocked) {
    String rest = word.substring(XX.length());
    boolean isFlag = rest.startsWith("+") || rest.startsWith("-");
    int equals = rest.indexOf('=');
    if (known.kind().equals("flag") != isFlag) {
      return Optional.of(
          word
              + (isFlag
                  ? ", which takes a value; write it behind ="
                  : ", which is turned on or off; write + or - behind the colon"));
    }
    if (known.kind().equals("number") && (equals < 0 || !isNumber(rest.substring(equals + 1)))) {
      return Optional.of(word + ", which takes a number; write one, as in 4 or 256m");
    }
    boolean isLocked = standing.equals("diagnostic") || standing.equals("experimental");
    return isLocked && !unlocked.contains(standing)
        ? Optional.of(
            word
                + ", which is "
                + standing
                + "; leave it out, or write -XX:+Unlock"
                + (standing.equals("diagnostic") ? "Diagnostic" : "Experimental")
                + "VMOptions before it")
        : Optional.empty();
  }

  /** As Java reads it: {@code 4}, {@code 0.5}, {@code 256m}, {@code 0x10}. */
  private static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : text.startsWith("0x") ? 2 : 0;
    int end = Ascii.endOfDigits(text, start);
    if (end > start && text.startsWith(".", end)) {
      return Ascii.endOfDigits(text, end + 1) == text.length();
    }
    String unit = text.substring(end);
    return end > start && (unit.isEmpty() || (unit.length() == 1 && "kKmMgGtT".contains(unit)));
  }

  /** Read where a property hands options to Java, and not before. */
  private static final class Table {

    static final Map<String, Known> OPTIONS = read();

    /** Of older ones nobody has a list. */
    static final int OLDEST = 17;

    private Table() {}

    private static Map<String, Known> read() {
      Map<String, Known> options = new TreeMap<>();
      List<String> head = List.of();
      for (String line : SparkKeys.table(FILE).split("\n", -1)) {
        List<String> cells = List.of(line.split("\t", -1));
        if (line.startsWith("option\t")) {
          head = cells;
        } else if (!line.startsWith("#") && !line.isEmpty()) {
          Map<Integer, String> standing = new TreeMap<>();
          for (int i = 2; i < cells.size(); i++) {
            standing.put(Integer.valueOf(head.get(i)), cells.get(i));
          }
          options.put(cells.get(0), new Known(cells.get(1), standing));
        }
      }
      return options;
    }
  }
}
