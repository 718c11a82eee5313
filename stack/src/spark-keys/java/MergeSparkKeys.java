import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts what {@code ReadSparkKeys} wrote for each release into one file, a column for each line.
 *
 * <pre>java MergeSparkKeys.java spark-keys.tsv 3.5.9=3.5.rows.tsv 4.0.4=4.0.rows.tsv</pre>
 */
class MergeSparkKeys {

  private static final String MANUAL =
      """
      # Every key that Spark knows, by line of releases: its type, its default, and what became of it.
      #
      # Do not edit: read from the registries of Spark %s by
      #   mvn -Pspark-keys -pl stack -am process-test-classes
      # which docs/add-a-spark-release.md explains. SparkKeysTest holds the rules of this file.
      #
      # Tab separated, sorted by key. A key has one row, or one for each type it had. * stands for any
      # text: spark.hadoop.* is every key that starts with spark.hadoop. and goes on.
      #
      # type:
      #   boolean, int, long, double, string, regex
      #   time U             a whole number with us, ms, s, m, min, h or d; a bare one is in U
      #   bytes U            a whole number with b, k, m, g, t or p; a bare one is in U
      #   enum A|B           one of these words; after any-case, however they are cased
      #   list, list of A|B  separated by commas
      # A type may go on with what a number must be (>=1 <=9, "or" between ranges), with how a string
      # ends, or with "checked": Spark demands more than can be said here.
      #
      # since: the release that brought the key, as Spark or its documentation says; - where they do not.
      #
      # A column for each line, with the default there:
      #   .    the line does not know the key
      #   =    as in the column before
      #   -    no default
      #   ?    depends on the machine or on other settings
      #   <k>  the value of k
      #   "x"  the text x, where it is empty or could be taken for one of these
      #
      # remark:
      #   internal              not in Spark's documentation; may stand before another remark
      #   use K                 an older name of K, which Spark still reads
      #   deprecated in V: why
      #   removed in V: why     Spark refuses every value but the default
      #
      """;

  public static void main(String[] args) throws IOException {
    Map<String, Map<String, String[]>> rowsByRelease = new LinkedHashMap<>();
    Set<String> keys = new TreeSet<>();
    for (String arg : Arrays.asList(args).subList(1, args.length)) {
      String[] releaseAndFile = arg.split("=", 2);
      Map<String, String[]> rows = new TreeMap<>();
      for (String row : Files.readAllLines(Path.of(releaseAndFile[1]))) {
        String[] cells = row.split("\t", -1);
        rows.put(cells[0], cells);
      }
      rowsByRelease.put(releaseAndFile[0], rows);
      keys.addAll(rows.keySet());
    }

    List<String> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("key", "type", "since"));
    rowsByRelease.keySet().forEach(release -> head.add(line(release)));
    head.add("remark");
    lines.add(String.join("\t", head));
    for (String key : keys) {
      lines.addAll(rows(key, rowsByRelease.values().stream().map(rows -> rows.get(key)).toList()));
    }
    String text =
        MANUAL.formatted(String.join(", ", rowsByRelease.keySet()))
            + String.join("\n", lines)
            + "\n";
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalStateException("a row is not plain ASCII; SparkKeys reads nothing else");
    }
    Files.writeString(Path.of(args[0]), text);
    System.out.println(keys.size() + " keys in " + (lines.size() - 1) + " rows");
  }

  /** A row for each meaning the key had; {@code releases} has a null where it is unknown. */
  private static List<String> rows(String key, List<String[]> releases) {
    Set<String> meanings = new LinkedHashSet<>();
    for (String[] cells : releases) {
      if (cells != null) {
        meanings.add(meaning(cells));
      }
    }
    List<String> rows = new ArrayList<>();
    for (String meaning : meanings) {
      List<String> defaults = new ArrayList<>();
      String[] newest = null;
      // A key that a patch release brought to an older line has another "since" there.
      String since = "-";
      String before = ".";
      for (String[] cells : releases) {
        boolean here = cells != null && meaning(cells).equals(meaning);
        String cell = here ? cells[3] : ".";
        defaults.add(here && cell.equals(before) ? "=" : cell);
        before = cell;
        newest = here ? cells : newest;
        since = here && since.equals("-") ? cells[2] : since;
      }
      List<String> row = new ArrayList<>(List.of(key, newest[1], since));
      row.addAll(defaults);
      row.add(newest[4]);
      rows.add(String.join("\t", row).stripTrailing());
    }
    return rows;
  }

  /** The type, and whether the key is one of its own or what became of one. */
  private static String meaning(String[] cells) {
    String remark = cells[4];
    if (remark.startsWith("removed ")) {
      return cells[1] + "\tremoved";
    }
    return cells[1] + (remark.startsWith("use ") ? "\t" + remark : "");
  }

  /** The line of a release: 3.5 of 3.5.9. */
  private static String line(String release) {
    return release.substring(0, release.lastIndexOf('.'));
  }
}
