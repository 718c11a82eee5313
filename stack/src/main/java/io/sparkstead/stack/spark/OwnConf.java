package io.sparkstead.stack.spark;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spark properties of a person's own, beside those that the stack says.
 *
 * <pre>
 * # Of one's own
 * spark.sql.shuffle.partitions=64
 * </pre>
 *
 * @param properties in the order they were given; each begins with {@code spark.}, and is said by
 *     nothing else
 * @param plugins how properties begin that neither Spark nor a plugin known here reads
 */
public record OwnConf(Map<String, String> properties, List<String> plugins) {

  /** None. */
  public static final OwnConf NONE = new OwnConf(Map.of(), List.of());

  private static final long MEBI = ByteSize.mebibytes(1).bytes();
  private static final String TITLE = "Of one's own";
  private static final String BEGINNING = "spark.";
  private static final String PREFIX = "spark\\.[A-Za-z][\\w-]*\\.([\\w-]+\\.)*";

  private static final String DRIVER_SIZE =
      "the driver's size: driver(cores, memory) of a Submission, and of what runs in a pod that is"
          + " there, notebookSize(…) of a Workbench or the Resources of Jupyter or SparkConnect";

  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String TABLES =
      "the image's Delta, of a Workbench delta(), and its Iceberg, of a Workbench tables(…)";
  private static final String GPUS = "gpus(…) of new Executors(…)";

  /** What says a property, by how its name begins; the longest beginning is the one that holds. */
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("spark.app.name", "the application's name, of a Workbench applicationName(…)"),
          Map.entry("spark.authenticate", "RpcAuthentication"),
          Map.entry(DriverService.MEMORY, DRIVER_SIZE),
          Map.entry("spark.driver.cores", DRIVER_SIZE),
          Map.entry("spark.kubernetes.driver.limit.cores", DRIVER_SIZE),
          Map.entry("spark.dynamicAllocation.", "new DynamicAllocation(min, initial, max)"),
          Map.entry("spark.eventLog.", "the EventLog"),
          Map.entry("spark.executor.", "new Executors(…), of a Workbench executors(…)"),
          Map.entry("spark.executor.resource.gpu.", GPUS),
          Map.entry("spark.task.resource.gpu.", GPUS),
          Map.entry(
              "spark.executor.instances",
              "new DynamicAllocation(min, initial, max), of a Workbench allocation(…)"),
          Map.entry("spark.hadoop.fs.s3a.", "the ObjectStore, of a Workbench storedIn(…)"),
          Map.entry("spark.hadoop.fs.gs.", "the ObjectStore, of a Workbench storedIn(…)"),
          Map.entry("spark.hadoop.fs.azure.", "the ObjectStore, of a Workbench storedIn(…)"),
          Map.entry(
              "spark.hadoop.fs.s3a.buffer.dir",
              "the Shuffle of new Executors(…), on whose disk uploads wait"),
          Map.entry("spark.kubernetes.authenticate.", "SparkRbac's accounts"),
          Map.entry("spark.kubernetes.container.image", "the SparkImage"),
          Map.entry("spark.kubernetes.driver.node.selector.", "the Placement"),
          Map.entry("spark.kubernetes.executor.limit.cores", "new Executors(…)"),
          Map.entry("spark.kubernetes.namespace", "the Namespace, of a Workbench namespace(…)"),
          Map.entry("spark.metrics.", "the Metrics, of a Workbench observedBy(…)"),
          Map.entry("spark.network.crypto.", "RpcAuthentication"),
          Map.entry("spark.sql.catalog.", "an IcebergCatalog, of a Workbench tables(…)"),
          Map.entry(EXTENSIONS, TABLES),
          Map.entry("spark.sql.catalog.spark_catalog", TABLES),
          Map.entry("spark.ui.prometheus.", "the Metrics, of a Workbench observedBy(…)"));

  private static final String NO_ARGUMENT = "the stack itself, which relies on it";

  /** Of those nobody gives a value: what is chosen elsewhere says it. */
  private static final List<String> LEFT_OUT = List.of(TABLES, NO_ARGUMENT);

  public OwnConf {
    plugins = List.copyOf(plugins);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    for (Map.Entry<String, String> property : properties.entrySet()) {
      checkText("the name of property ", property.getKey(), property.getKey());
      checkText("the value of property ", property.getKey(), property.getValue());
      if (property.getKey().indexOf(' ') >= 0
          || property.getKey().indexOf('=') >= 0
          || property.getKey().indexOf(':') >= 0) {
        throw new IllegalArgumentException(
            "property '"
                + property.getKey()
                + "' has a blank, = or : in its name, where Spark takes the value to begin; write"
                + " conf(\"spark.…\", value)");
      }
      if (!property.getKey().startsWith(BEGINNING)) {
        throw new IllegalArgumentException(
            "property '"
                + property.getKey()
                + "' does not begin with spark., and spark-submit passes over it; if it is Hadoop's,"
                + " write spark.hadoop."
                + property.getKey());
      }
      if (property.getValue().isBlank()) {
        throw new IllegalArgumentException(
            "property " + property.getKey() + " has no value; give it one, or leave it out");
      }
    }
  }

  /** As Spark reads {@code value}; refused if there is none. */
  static String text(String key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "property " + key + " has no value, null; give it one, or leave it out");
    }
    return value.toString();
  }

  /** A file of properties has a line for each. */
  private static void checkText(String what, String key, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
        throw new IllegalArgumentException(
            what
                + key.strip().lines().findFirst().orElse("''")
                + " has a line break or another control character in it; write it on one line");
      }
    }
  }

  /** These and {@code key}, which is not among them. */
  OwnConf with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    String earlier = more.put(key, value);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "property "
              + key
              + " is given twice, as "
              + earlier
              + " and as "
              + value
              + "; give it once");
    }
    return new OwnConf(more, plugins);
  }

  /** These, and all that begins so is some plugin's. */
  OwnConf plugin(String prefix, SparkRelease release) {
    if (!prefix.matches(PREFIX)) {
      throw new IllegalArgumentException(
          "'"
              + prefix
              + "' is not how properties of a plugin begin; write spark., its name and a dot, as in"
              + " plugin(\"spark.acme.\")");
    }
    for (String known : SparkKeys.of(release.version()).names()) {
      if (known.startsWith(prefix)) {
        throw new IllegalArgumentException(
            "properties that begin with '"
                + prefix
                + "' are Spark's own, such as "
                + known
                + ", and are looked up there; name a plugin's, or leave it out");
      }
    }
    List<String> more = new ArrayList<>(plugins);
    if (!more.contains(prefix)) {
      more.add(prefix);
    }
    return new OwnConf(properties, more);
  }

  /**
   * What {@code said} says already and these, none of which may be among it, or say what {@code
   * pods} say.
   */
  SparkConf beside(OwnPods pods, SparkConf said) {
    SparkConf own = SparkConf.titled(TITLE);
    for (Map.Entry<String, String> property : properties.entrySet()) {
      Optional<String> earlier = said.get(property.getKey());
      if (earlier.isPresent()) {
        String argument = argument(property.getKey());
        boolean isLeftOut =
            LEFT_OUT.contains(argument) || earlier.get().equals(property.getValue());
        throw new IllegalArgumentException(
            "property "
                + property.getKey()
                + "="
                + property.getValue()
                + " is said already, as "
                + earlier.get()
                + ", by "
                + argument
                + (isLeftOut ? "; leave it out" : "; give it there"));
      }
      own = own.set(property.getKey(), property.getValue());
    }
    SparkConf all = said.and(own);
    if (!pods.equals(OwnPods.NONE)) {
      pods.checkProperties(all.properties());
    }
    return all;
  }

  /** Of an executor's pod, with what is said here. */
  ByteSize executorMemory(Executors executors) {
    if (properties.isEmpty()) {
      return executors.podMemory();
    }
    long beside =
        mebibytes("spark.executor.memoryOverhead", Executors.overhead(executors.memory()))
            + mebibytes("spark.executor.pyspark.memory", 0);
    if ("true".equals(properties.get("spark.memory.offHeap.enabled"))) {
      String offHeap = properties.getOrDefault("spark.memory.offHeap.size", "0");
      beside += ValueKind.Bytes.in('b').amount(offHeap).orElse(0L) / MEBI;
    }
    return ByteSize.ofBytes(executors.memory().bytes() + beside * MEBI);
  }

  /** Of a driver's pod that Spark makes, with what is said here. */
  ByteSize driverMemory(DriverSize driver) {
    long overhead = Executors.overhead(driver.memory());
    long beside =
        properties.isEmpty() ? overhead : mebibytes("spark.driver.memoryOverhead", overhead);
    return ByteSize.ofBytes(driver.memory().bytes() + beside * MEBI);
  }

  /** What {@code key} is set to; of what is no size a rule speaks. */
  private long mebibytes(String key, long otherwise) {
    String said = properties.get(key);
    return said == null ? otherwise : ValueKind.Bytes.in('m').amount(said).orElse(0L);
  }

  private static String argument(String key) {
    String longest = "";
    for (String beginning : ARGUMENTS.keySet()) {
      if (key.startsWith(beginning) && beginning.length() > longest.length()) {
        longest = beginning;
      }
    }
    return ARGUMENTS.getOrDefault(longest, NO_ARGUMENT);
  }
}
