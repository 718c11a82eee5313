import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.FallbackConfigEntry;
import org.apache.spark.internal.config.OptionalConfigEntry;
import scala.Function1;
import scala.Option;

/**
 * Asks one Spark release for every key it knows, and writes a row for each.
 *
 * <p>Run with the jars of that release on the classpath:
 *
 * <pre>java -cp "JARS/*" ReadSparkKeys.java JARS by-hand.tsv OUT</pre>
 *
 * <p>OUT gets {@code rows.tsv}, {@code unlisted.txt} (strings in Spark's classes that look like a
 * key and are in no list, for a person to look through) and {@code classes.txt} (where keys are
 * registered).
 *
 * <p>Spark registers a key when the Scala object that defines it is initialised, so every class
 * that mentions the builder of keys is loaded. A registered key has no type to read: it has a
 * function that parses a value or throws. What the function makes of well-chosen values tells the
 * type, the unit, the bounds and the words. {@code MergeSparkKeys} says what a row looks like.
 */
class ReadSparkKeys {

  /** What only runs elsewhere than on Kubernetes, and a shell. */
  private static final List<String> NOT_READ = List.of("spark-yarn", "spark-mesos", "spark-repl");

  /** A key of each module, to notice when one is missing. */
  private static final List<String> EXPECTED =
      List.of(
          "spark.executor.memory",
          "spark.sql.shuffle.partitions",
          "spark.kubernetes.namespace",
          "spark.streaming.backpressure.enabled",
          "spark.connect.grpc.binding.port",
          "spark.sql.hive.metastore.version",
          "spark.kafka.consumer.cache.capacity");

  /** Stands for a machine's name in Spark's environment, so that it is seen in a default. */
  private static final String THIS_HOST = "this-host";

  public static void main(String[] args) throws Exception {
    if (!THIS_HOST.equals(System.getenv("SPARK_LOCAL_HOSTNAME"))) {
      throw new IllegalStateException("run with SPARK_LOCAL_HOSTNAME=" + THIS_HOST);
    }
    Path out = Files.createDirectories(Path.of(args[2]));
    Set<String> constants = new HashSet<>();
    Set<String> classes = new TreeSet<>();
    for (File jar : new TreeSet<>(Arrays.asList(new File(args[0]).listFiles()))) {
      if (jar.getName().startsWith("spark-")
          && NOT_READ.stream().noneMatch(jar.getName()::startsWith)) {
        load(jar, constants, classes);
      }
    }

    Map<String, Row> rows = new TreeMap<>();
    for (ConfigEntry<?> entry : registry().values()) {
      rows.put(entry.key(), new Probe(entry).row());
    }
    for (String key : EXPECTED) {
      if (!rows.containsKey(key)) {
        throw new IllegalStateException(key + " is not registered; a jar is missing in " + args[0]);
      }
    }
    addPrepended(rows);
    addPrefixes(rows);
    addOlderNames(rows);
    addDeprecated(rows);
    addRemoved(rows);
    Set<String> listed = addByHand(rows, Path.of(args[1]), constants);
    rows.keySet().removeIf(key -> key.startsWith("spark.yarn.") || key.startsWith("spark.mesos."));

    List<String> lines = new ArrayList<>();
    rows.forEach((key, row) -> lines.add(key + "\t" + row.cells()));
    Files.write(out.resolve("rows.tsv"), lines);

    List<Pattern> families =
        rows.keySet().stream()
            .filter(key -> key.contains("*"))
            .map(key -> Pattern.compile(key.replace(".", "\\.").replace("*", ".+")))
            .toList();
    List<String> unlisted = new ArrayList<>();
    for (String constant : new TreeSet<>(constants)) {
      if (constant.matches("spark(\\.[A-Za-z][A-Za-z0-9_-]*){2,}")
          && !constant.matches("spark\\.(yarn|mesos)\\..*")
          && !rows.containsKey(constant)
          && !listed.contains(constant)
          && families.stream().noneMatch(family -> family.matcher(constant).matches())) {
        unlisted.add(constant);
      }
    }
    Files.write(out.resolve("unlisted.txt"), unlisted);
    Files.write(out.resolve("classes.txt"), classes);
    System.out.println(
        rows.size() + " keys; " + unlisted.size() + " strings look like one and are in no list");
  }

  /** One key in this release, all as text. */
  record Row(String type, String since, String initial, String remark) {
    String cells() {
      return String.join("\t", type, since.isEmpty() ? "-" : since, initial, remark);
    }

    Row with(String newRemark) {
      return new Row(type, since, initial, newRemark);
    }
  }

  // Loading

  private static void load(File file, Set<String> constants, Set<String> classes)
      throws IOException {
    try (JarFile jar = new JarFile(file)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith("org/apache/spark/") && entry.getName().endsWith(".class")) {
          Set<String> own = constants(jar.getInputStream(entry).readAllBytes());
          constants.addAll(own);
          if (own.contains("org/apache/spark/internal/config/ConfigBuilder")) {
            String name = entry.getName().replace('/', '.').replace(".class", "");
            try {
              register(Class.forName(name));
              classes.add(name);
            } catch (ReflectiveOperationException | LinkageError e) {
              throw new IllegalStateException(name + " does not load; its keys would be lost", e);
            }
          }
        }
      }
    }
  }

  /** Asks a Scala object for each of its keys: those it says to be lazy are not registered yet. */
  private static void register(Class<?> type) throws ReflectiveOperationException {
    if (type.getName().endsWith("$")) {
      for (Method method : type.getMethods()) {
        if (ConfigEntry.class.isAssignableFrom(method.getReturnType())
            && method.getParameterCount() == 0) {
          method.invoke(type.getField("MODULE$").get(null));
        }
      }
    }
  }

  /** The texts in a class file's constant pool. */
  private static Set<String> constants(byte[] bytes) throws IOException {
    Set<String> texts = new HashSet<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.add(in.readUTF());
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++;
        }
        case 15 -> in.skipBytes(3);
        default -> in.skipBytes(2);
      }
    }
    return texts;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, ConfigEntry<?>> registry() {
    return new TreeMap<>((Map) ConfigEntry$.MODULE$.knownConfigs());
  }

  // Keys that are not registered by themselves

  /** Keys whose value Spark puts before another's, such as spark.driver.defaultJavaOptions. */
  private static void addPrepended(Map<String, Row> rows) {
    for (ConfigEntry<?> entry : registry().values()) {
      Option<String> first = entry.prependedKey();
      if (first.isDefined()) {
        rows.putIfAbsent(first.get(), new Row("string", entry.version(), "-", ""));
      }
    }
  }

  /** The constants of Spark's Kubernetes module that name a family of keys. */
  private static void addPrefixes(Map<String, Row> rows) throws ReflectiveOperationException {
    Object config = module("org.apache.spark.deploy.k8s.Config$");
    for (Field field : config.getClass().getDeclaredFields()) {
      if (field.getName().startsWith("KUBERNETES_") && field.getName().endsWith("_PREFIX")) {
        field.setAccessible(true);
        // Volumes have their own grammar, which the list by hand spells out.
        if (field.get(config) instanceof String prefix
            && prefix.endsWith(".")
            && !prefix.endsWith(".volumes.")) {
          rows.put(prefix + "*", new Row("string", "-", "-", ""));
        }
      }
    }
  }

  private static void addOlderNames(Map<String, Row> rows) throws ReflectiveOperationException {
    for (ConfigEntry<?> entry : registry().values()) {
      for (Object older : list(entry.alternatives())) {
        Row row = rows.get(entry.key());
        rows.putIfAbsent(
            older.toString(), new Row(row.type, "-", row.initial, "use " + entry.key()));
      }
    }
    Object sparkConf = module("org.apache.spark.SparkConf$");
    Map<?, ?> newToOlder =
        map(get(sparkConf, "org$apache$spark$SparkConf$$configsWithAlternatives"));
    for (Map.Entry<?, ?> entry : newToOlder.entrySet()) {
      for (Object older : list(entry.getValue())) {
        // The value may have had another unit then, which Spark translates.
        rows.put(
            get(older, "key").toString(), new Row("string", "-", "-", "use " + entry.getKey()));
      }
    }
  }

  private static void addDeprecated(Map<String, Row> rows) throws ReflectiveOperationException {
    Map<Object, Object> all = new HashMap<>();
    all.putAll(map(get(module("org.apache.spark.SparkConf$"), "deprecatedConfigs")));
    all.putAll(map(get(module("org.apache.spark.sql.internal.SQLConf$"), "deprecatedSQLConfigs")));
    for (Object deprecated : all.values()) {
      Object text = getAny(deprecated, "deprecationMessage", "comment");
      Row row =
          rows.getOrDefault(get(deprecated, "key").toString(), new Row("string", "-", "-", ""));
      // An older name says already what to use.
      if (!row.remark.startsWith("use ")) {
        rows.put(
            get(deprecated, "key").toString(),
            row.with(
                sentence(
                    row.remark + " deprecated in " + get(deprecated, "version") + ": " + text)));
      }
    }
  }

  private static void addRemoved(Map<String, Row> rows) throws ReflectiveOperationException {
    Object sqlConf = module("org.apache.spark.sql.internal.SQLConf$");
    for (Object removed : map(get(sqlConf, "removedSQLConfigs")).values()) {
      String initial = get(removed, "defaultValue").toString();
      String remark = "removed in " + get(removed, "version") + ": " + get(removed, "comment");
      rows.put(
          get(removed, "key").toString(),
          new Row("string", "-", Probe.cell(initial), sentence(remark)));
    }
  }

  /**
   * The keys Spark reads without registering them.
   *
   * @return the constants that the list names
   */
  private static Set<String> addByHand(Map<String, Row> rows, Path file, Set<String> constants)
      throws IOException {
    Set<String> listed = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      String key = cells[0];
      String proof = cells.length > 4 ? cells[4] : key.replace("*", "");
      listed.add(proof);
      if (cells[1].equals("not a setting")) {
        continue;
      }
      if (proof.equals("everywhere") || constants.contains(proof)) {
        // What is registered in this release may not have been in an earlier one.
        rows.putIfAbsent(key, new Row(cells[1], cells[3], cells[2], ""));
      }
    }
    return listed;
  }

  private static String sentence(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  // Scala from Java

  private static Object module(String name) throws ReflectiveOperationException {
    return Class.forName(name).getField("MODULE$").get(null);
  }

  private static Object get(Object target, String field) throws ReflectiveOperationException {
    Field found = target.getClass().getDeclaredField(field);
    found.setAccessible(true);
    return found.get(target);
  }

  private static Object getAny(Object target, String field, String otherwise)
      throws ReflectiveOperationException {
    try {
      return get(target, field);
    } catch (NoSuchFieldException e) {
      return get(target, otherwise);
    }
  }

  private static List<Object> list(Object seq) {
    List<Object> all = new ArrayList<>();
    scala.collection.Iterator<?> each = ((scala.collection.Iterable<?>) seq).iterator();
    while (each.hasNext()) {
      all.add(each.next());
    }
    return all;
  }

  private static Map<Object, Object> map(Object scalaMap) {
    Map<Object, Object> all = new HashMap<>();
    for (Object pair : list(scalaMap)) {
      all.put(((scala.Tuple2<?, ?>) pair)._1(), ((scala.Tuple2<?, ?>) pair)._2());
    }
    return all;
  }

  /** Finds out what a registered key takes, by trying. */
  static final class Probe {

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
          rungs.addAll(
              List.of(number.subtract(BigInteger.ONE), number, number.add(BigInteger.ONE)));
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
          || text.contains(THIS_HOST)) {
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
        throw new IllegalStateException(
            "a default of several lines has no place in a row: " + text);
      }
      boolean looksLikeMark = text.isEmpty() || List.of("-", ".", "=", "?").contains(text);
      return looksLikeMark || text.startsWith("<") || text.startsWith("\"")
          ? '"' + text + '"'
          : text;
    }
  }
}
