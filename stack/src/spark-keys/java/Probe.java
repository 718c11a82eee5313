import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.FallbackConfigEntry;
import org.apache.spark.internal.config.OptionalConfigEntry;
import scala.Function1;
import scala.Option;

/**
 * Finds out what a registered key takes, by trying.
 *
 * <p>A registered key has no type to read: it has a function that parses a value or throws. What
 * the function makes of well-chosen values tells the type, the unit, the bounds and the words.
 */
final class Probe {

  private static final List<String> TEXTS =
      List.of(
          "abc", "ABC", "Abc", "a.b", "a-b", "a_b", "a/b", "a b", "a=b", "/a", "1", "0", "7", "",
          ",");
  private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final ConfigEntry<?> entry;
  private final Function1<String, ?> converter;

  @SuppressWarnings("unchecked")
  Probe(ConfigEntry<?> entry) {
    this.entry = entry;
    this.converter =
        entry instanceof OptionalConfigEntry<?> optional
            ? optional.rawValueConverter()
            : entry.valueConverter();
  }

  Row row() {
    String type = type();
    return new Row(type, entry.version(), initial(type), entry.isPublic() ? "" : "internal");
  }

  /** The parsed value, or null if Spark refuses it. */
  private Object parse(String value) {
    try {
      Object parsed = converter.apply(value);
      return parsed instanceof Option<?> option ? option.get() : parsed;
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  private boolean takes(String value) {
    return parse(value) != null;
  }

  private String refusal(String value) {
    try {
      converter.apply(value);
      return "";
    } catch (RuntimeException | LinkageError e) {
      return String.valueOf(e.getMessage());
    }
  }

  // Types

  private String type() {
    if (parse("true") instanceof Boolean || parse("false") instanceof Boolean) {
      return "boolean";
    }
    List<Object> parsed = new ArrayList<>();
    // The ladder has a number for every bound that Spark sets today.
    for (String value : ladder()) {
      parsed.add(parse(value));
    }
    parsed.removeIf(value -> !(value instanceof Number));
    if (!parsed.isEmpty()) {
      return number(parsed.get(0));
    }
    if (parse("abc") instanceof scala.util.matching.Regex) {
      return "regex";
    }
    boolean takesAll = TEXTS.stream().allMatch(this::takes);
    Set<String> words = takesAll ? Set.of() : words();
    boolean isList =
        Stream.concat(TEXTS.stream(), words.stream())
            .anyMatch(value -> parse(value) instanceof scala.collection.Seq);
    if (isList) {
      return words.isEmpty() ? "list" : "list of " + choice(words);
    }
    if (takesAll) {
      return "string";
    }
    if (!words.isEmpty() && TEXTS.stream().noneMatch(this::takes)) {
      return "enum " + choice(words);
    }
    if (!takes("abc") && TEXTS.stream().map(text -> text + "/").allMatch(this::takes)) {
      return "string ending /";
    }
    return "string checked";
  }

  private String choice(Set<String> words) {
    boolean anyCase =
        words.stream().allMatch(word -> takes(swapCase(word)))
            && words.stream().anyMatch(word -> !word.equals(swapCase(word)));
    return (anyCase ? "any-case " : "") + String.join("|", words);
  }

  /** The words of Spark's refusal that it takes. */
  private Set<String> words() {
    Set<String> words = new TreeSet<>();
    String refusal = refusal("abc");
    String list =
        refusal.replaceFirst(
            "(?s).*(should be one of|should be either|one or more of|Valid values are) ?", "");
    for (String separator : List.of(", | or | and ", "[,\\s]+")) {
      for (String word :
          list.replaceAll("(, but was.*|\\.? SQLSTATE.*|\\.$)", "").split(separator)) {
        String bare = word.replaceAll("^'|'\\.?$|\\.$", "").replaceAll("^'|'$", "").strip();
        // A class that must be loadable is no word of a list.
        if (!bare.isEmpty() && !bare.startsWith("org.") && takes(bare)) {
          words.add(bare);
        }
      }
      if (!words.isEmpty()) {
        return words;
      }
    }
    return words;
  }

  private static String swapCase(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT))
        ? word.toLowerCase(Locale.ROOT)
        : word.toUpperCase(Locale.ROOT);
  }

  private String number(Object example) {
    if (example instanceof Double) {
      return "double" + decimalBounds();
    }
    if (example instanceof Integer) {
      return "int" + bounds(INT_MIN, INT_MAX);
    }
    for (long times : new long[] {1, 2, 7, 30, 1000, 100_000}) {
      if (parse(times + "d") instanceof Long days) {
        return "time " + timeUnit(days / times) + bounds(LONG_MIN, LONG_MAX);
      }
    }
    for (String suffix : List.of("k", "m", "g", "t", "b")) {
      for (long times : new long[] {1, 2, 16, 512, 1 << 20}) {
        if (parse(times + suffix) instanceof Long) {
          // A minus is cut off before the number is read.
          return "bytes " + byteUnit() + bounds(LONG_MAX.negate(), LONG_MAX);
        }
      }
    }
    return "long" + bounds(LONG_MIN, LONG_MAX);
  }

  private static String timeUnit(long unitsInDay) {
    long seconds = 86_400;
    if (unitsInDay == seconds * 1_000_000_000) {
      return "ns";
    }
    if (unitsInDay == seconds * 1_000_000) {
      return "us";
    }
    if (unitsInDay == seconds * 1000) {
      return "ms";
    }
    if (unitsInDay == seconds) {
      return "s";
    }
    if (unitsInDay == 1440) {
      return "min";
    }
    return unitsInDay == 24 ? "h" : "d";
  }

  private String byteUnit() {
    for (long times : new long[] {1, 2, 16, 512, 1 << 20}) {
      for (int power = 5; power >= 1; power--) {
        if (parse(times + "bkmgtp".substring(power, power + 1)) instanceof Long amount) {
          long ofOne = amount / times;
          int shift = 63 - Long.numberOfLeadingZeros(ofOne);
          return "bkmgtp".substring(power - shift / 10, power - shift / 10 + 1);
        }
      }
    }
    throw new IllegalStateException("no unit found for " + entry.key());
  }

  // Bounds

  private List<String> ladder() {
    Set<String> values = new LinkedHashSet<>();
    for (long value : new long[] {1, 0, 2, 3, 5, 10, 100, 1000, 10_000, 1_000_000, -1, -2}) {
      values.add(Long.toString(value));
    }
    for (int bit = 2; bit < 63; bit++) {
      values.add(Long.toString(1L << bit));
      values.add(Long.toString((1L << bit) - 1));
      values.add(Long.toString(-(1L << bit)));
    }
    values.add("0.5");
    return new ArrayList<>(values);
  }

  /** The numbers that Spark takes, as ranges. */
  private String bounds(BigInteger lowest, BigInteger highest) {
    List<String> ranges = new ArrayList<>();
    BigInteger before = lowest;
    BigInteger low = takes(lowest.toString()) ? lowest : null;
    for (BigInteger rung : rungs(lowest, highest)) {
      boolean taken = takes(rung.toString());
      if (taken && low == null) {
        low = edge(rung, before);
      } else if (!taken && low != null) {
        ranges.add(range(low, edge(before, rung), lowest, highest));
        low = null;
      }
      before = rung;
    }
    if (low != null) {
      ranges.add(range(low, highest, lowest, highest));
    }
    // A rule such as "a multiple of 5" is no range.
    return ranges.size() > 3 ? " checked" : String.join(" or", ranges);
  }

  private static String range(
      BigInteger low, BigInteger high, BigInteger lowest, BigInteger highest) {
    if (low.equals(high)) {
      return " =" + low;
    }
    return (low.equals(lowest) ? "" : " >=" + low) + (high.equals(highest) ? "" : " <=" + high);
  }

  /** Numbers to try, in order: powers of two, and whatever Spark's own words mention. */
  private Set<BigInteger> rungs(BigInteger lowest, BigInteger highest) {
    Set<BigInteger> rungs = new TreeSet<>(List.of(lowest, highest));
    String words = entry.doc() + " " + entry.defaultValueString() + " " + refusal("-1");
    Stream<String> mentioned =
        Pattern.compile("\\d{1,18}").matcher(words).results().map(MatchResult::group);
    for (String value : Stream.concat(ladder().stream(), mentioned).toList()) {
      if (!value.contains(".")) {
        BigInteger number = new BigInteger(value);
        rungs.addAll(List.of(number.subtract(BigInteger.ONE), number, number.add(BigInteger.ONE)));
      }
    }
    rungs.removeIf(rung -> rung.compareTo(lowest) < 0 || rung.compareTo(highest) > 0);
    return rungs;
  }

  /** The last number that Spark takes between one that it takes and one that it refuses. */
  private BigInteger edge(BigInteger taken, BigInteger refused) {
    BigInteger two = BigInteger.valueOf(2);
    while (taken.subtract(refused).abs().compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = taken.add(refused).divide(two);
      if (takes(middle.toString())) {
        taken = middle;
      } else {
        refused = middle;
      }
    }
    return taken;
  }

  private String decimalBounds() {
    String low = "";
    for (String bound : List.of("0", "0.1", "1")) {
      if (!takes(less(bound)) && takes(more(bound))) {
        low = (takes(bound) ? " >=" : " >") + bound;
      }
    }
    String high = "";
    for (String bound : List.of("0.5", "1", "100")) {
      if (!takes(more(bound)) && takes(less(bound))) {
        high = (takes(bound) ? " <=" : " <") + bound;
      }
    }
    if (takes("-1e9") != low.isEmpty() || takes("1e9") != high.isEmpty()) {
      System.out.println(entry.key() + ": bounds of a double not found");
      return " checked";
    }
    return low + high;
  }

  private static String less(String bound) {
    return Double.toString(Double.parseDouble(bound) - 1e-9);
  }

  private static String more(String bound) {
    return Double.toString(Double.parseDouble(bound) + 1e-9);
  }

  // Defaults

  private String initial(String type) {
    if (entry instanceof FallbackConfigEntry<?> fallback) {
      return "<" + fallback.fallback().key() + ">";
    }
    if (entry instanceof OptionalConfigEntry) {
      return "-";
    }
    String text = entry.defaultValueString();
    if (entry.getClass().getSimpleName().equals("ConfigEntryWithDefaultFunction")
        || text.contains(System.getProperty("user.dir"))
        || text.contains(ReadSparkKeys.THIS_HOST)) {
      return "?";
    }
    if (type.startsWith("time ") && parse(text) instanceof Long amount) {
      return time(amount, type.split(" ")[1]);
    }
    if (type.startsWith("bytes ") && parse(text) instanceof Long amount) {
      return bytes(amount, type.split(" ")[1]);
    }
    return cell(text);
  }

  private static String time(long amount, String unit) {
    if (unit.equals("ms") && amount != 0 && amount % 1000 == 0) {
      return time(amount / 1000, "s");
    }
    if (unit.equals("s") && amount != 0 && amount % 3600 == 0) {
      return time(amount / 3600, "h");
    }
    if (unit.equals("h") && amount != 0 && amount % 24 == 0) {
      return amount / 24 + "d";
    }
    // Spark has no suffix for nanoseconds: a bare number has the key's unit.
    return unit.equals("ns") ? Long.toString(amount) : amount + unit;
  }

  private static String bytes(long amount, String unit) {
    int power = "bkmgtp".indexOf(unit);
    while (amount != 0 && amount % 1024 == 0 && power < 5) {
      amount /= 1024;
      power++;
    }
    return amount + "bkmgtp".substring(power, power + 1);
  }

  /** A default as the file spells it: what could be taken for a mark is in quotes. */
  static String cell(String text) {
    if (text.contains("\t") || text.contains("\n")) {
      throw new IllegalStateException("a default of several lines has no place in a row: " + text);
    }
    boolean looksLikeMark = text.isEmpty() || List.of("-", ".", "=", "?").contains(text);
    return looksLikeMark || text.startsWith("<") || text.startsWith("\"") ? '"' + text + '"' : text;
  }
}
