package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.NearName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that one line of Spark releases knows.
 *
 * <pre>{@code
 * SparkKeys keys = SparkKeys.of("3.5.4");
 * keys.lookup("spark.eventLog.enabled");   // a SparkKey
 * keys.lookup("spark.hadoop.fs.s3a.path"); // the family spark.hadoop.*
 * keys.nearest("spark.evenLog.enabled");   // spark.eventLog.enabled
 * }</pre>
 *
 * <p>What is known stands in {@code spark-keys.tsv}, read from Spark's own registries. The file is
 * sorted, and a row is read when its key is asked for: most renderings need a few dozen.
 */
public final class SparkKeys {

  private static final String FILE = "spark-keys.tsv";
  private static final int FIRST_LINE = 3;

  private static final String TABLE = table(FILE);

  /** Where the first row is, behind the head. */
  private static final int ROWS = TABLE.indexOf('\n', TABLE.indexOf("\nkey\t") + 1) + 1;

  /** Those that the head has a column for, between the first ones and the last. */
  private static final List<String> LINES = readLines();

  /** The families: keys with a {@code *}. */
  private static final List<String> FAMILIES = readFamilies();

  private static final List<SparkKeys> ALL = all();

  private final int column;
  private final boolean mebi;

  /** Empty until somebody asks. */
  private Set<String> names = Set.of();

  /** What was asked for: the same few keys stand in many places. */
  private final Map<String, Optional<SparkKey>> asked = new ConcurrentHashMap<>();

  private SparkKeys(String line) {
    this.column = FIRST_LINE + LINES.indexOf(line);
    // From 4.2 on, Spark reads Kubernetes' 512Mi.
    this.mebi = LINES.indexOf(line) >= LINES.indexOf("4.2");
  }

  /**
   * The keys of {@code version}'s line.
   *
   * @param version of a release, {@code 3.5.4}, or of a line, {@code 3.5}
   * @throws IllegalArgumentException if the line is not among {@link #lines}
   */
  public static SparkKeys of(String version) {
    for (String line : LINES) {
      if (version.equals(line) || version.startsWith(line + ".")) {
        return ALL.get(LINES.indexOf(line));
      }
    }
    throw new IllegalArgumentException(
        "the keys of Spark " + version + " are not known; there is: " + String.join(", ", LINES));
  }

  /** The lines whose keys are known, oldest first. */
  public static List<String> lines() {
    return LINES;
  }

  /** What this line knows of {@code key}; a family answers for the keys it has no other row for. */
  public Optional<SparkKey> lookup(String key) {
    Optional<SparkKey> found = asked.get(key);
    if (found == null) {
      found = search(key);
      asked.put(key, found);
    }
    return found;
  }

  private Optional<SparkKey> search(String key) {
    Optional<SparkKey> known = row(key);
    if (known.isPresent()) {
      return known;
    }
    // The longest says most. No streams here: their first use costs a cold JVM as much as the rest.
    Optional<SparkKey> nearest = Optional.empty();
    int longest = 0;
    for (String family : FAMILIES) {
      if (family.length() > longest && matches(family, key)) {
        Optional<SparkKey> found = row(family);
        if (found.isPresent()) {
          nearest = found;
          longest = family.length();
        }
      }
    }
    return nearest;
  }

  /** All keys of this line; a {@code *} in one stands for any text. */
  public Set<String> names() {
    if (names.isEmpty()) {
      Set<String> found = new HashSet<>();
      for (int row = ROWS; row < TABLE.length(); row = endOf(row)) {
        String name = keyAt(row);
        if (row(name).isPresent()) {
          found.add(name);
        }
      }
      names = Collections.unmodifiableSet(found);
    }
    return names;
  }

  /**
   * The key that was meant by one that is not known: spelled nearly so, or with a part between dots
   * too many or too few.
   */
  public Optional<String> nearest(String key) {
    Set<String> names = names();
    return NearName.within(2, key, names)
        .or(() -> shorter(key).stream().filter(names::contains).findFirst())
        .or(() -> names.stream().filter(name -> shorter(name).contains(key)).sorted().findFirst())
        .or(() -> NearName.of(key, names));
  }

  /** {@code key} without one of its parts after {@code spark}. */
  private static List<String> shorter(String key) {
    List<String> all = new ArrayList<>();
    String[] parts = key.split("\\.", -1);
    for (int without = 1; without < parts.length; without++) {
      List<String> rest = new ArrayList<>(Arrays.asList(parts));
      rest.remove(without);
      all.add(String.join(".", rest));
    }
    return all;
  }

  /** The row of {@code key}, of several the first one that this line has something in. */
  private Optional<SparkKey> row(String key) {
    for (int row = find(key); row < TABLE.length() && isAt(key, row); row = endOf(row)) {
      String[] cells = TABLE.substring(row, endOf(row) - 1).split("\t", -1);
      if (!cells[column].equals(".")) {
        return Optional.of(Demands.on(SparkKey.parse(cells, column, mebi), mebi));
      }
    }
    return Optional.empty();
  }

  /** The first row whose key is not before {@code key}. */
  private static int find(String key) {
    int low = ROWS;
    int high = TABLE.length();
    while (low < high) {
      int middle = TABLE.lastIndexOf('\n', (low + high) / 2 - 1) + 1;
      if (keyAt(middle).compareTo(key) < 0) {
        low = endOf(middle);
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isAt(String key, int row) {
    return TABLE.startsWith(key, row) && TABLE.charAt(row + key.length()) == '\t';
  }

  private static String keyAt(int row) {
    return TABLE.substring(row, TABLE.indexOf('\t', row));
  }

  private static int endOf(int row) {
    return TABLE.indexOf('\n', row) + 1;
  }

  /** Whether {@code key} is {@code family} with a text for each star. */
  private static boolean matches(String family, String key) {
    int star = family.indexOf('*');
    if (star < 0) {
      return family.equals(key);
    }
    if (!key.regionMatches(0, family, 0, star)) {
      return false;
    }
    String rest = family.substring(star + 1);
    if (rest.isEmpty()) {
      return key.length() > star;
    }
    for (int end = star + 1; end < key.length(); end++) {
      if (matches(rest, key.substring(end))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> readLines() {
    int head = TABLE.lastIndexOf('\n', ROWS - 2) + 1;
    String[] cells = TABLE.substring(head, ROWS - 1).split("\t", -1);
    return List.of(Arrays.copyOfRange(cells, FIRST_LINE, cells.length - 1));
  }

  private static List<SparkKeys> all() {
    List<SparkKeys> all = new ArrayList<>();
    for (String line : LINES) {
      all.add(new SparkKeys(line));
    }
    return List.copyOf(all);
  }

  private static List<String> readFamilies() {
    List<String> families = new ArrayList<>();
    for (int star = TABLE.indexOf('*', ROWS); star >= 0; star = TABLE.indexOf('*', star + 1)) {
      String key = keyAt(TABLE.lastIndexOf('\n', star) + 1);
      if (key.indexOf('*') >= 0 && !families.contains(key)) {
        families.add(key);
      }
    }
    return List.copyOf(families);
  }

  /** The table {@code file}, which lies beside this class. */
  static String table(String file) {
    try (InputStream in = Objects.requireNonNull(SparkKeys.class.getResourceAsStream(file), file)) {
      // Tables are ASCII, which this charset reads by copying.
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
