import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigEntry$;
import scala.Option;

/**
 * Asks one Spark release for every key it knows, and writes a row for each.
 *
 * <p>Run with the jars of that release on the classpath:
 *
 * <pre>java -cp "CLASSES:JARS/*" ReadSparkKeys JARS by-hand.tsv OUT</pre>
 *
 * <p>OUT gets {@code rows.tsv}, {@code unlisted.txt} (strings in Spark's classes that look like a
 * key and are in no list, for a person to look through) and {@code classes.txt} (where keys are
 * registered).
 *
 * <p>Spark registers a key when the Scala object that defines it is initialised, so every class
 * that mentions the builder of keys is loaded. What a registered key takes, {@link Probe} finds
 * out. {@link MergeSparkKeys} says what a row looks like.
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
  static final String THIS_HOST = "this-host";

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
  static void register(Class<?> type) throws ReflectiveOperationException {
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
            older.toString(), new Row(row.type(), "-", row.initial(), "use " + entry.key()));
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
      if (!row.remark().startsWith("use ")) {
        rows.put(
            get(deprecated, "key").toString(),
            row.with(
                sentence(
                    row.remark() + " deprecated in " + get(deprecated, "version") + ": " + text)));
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
}
