package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which properties name classes, and Spark's own classes that they name.
 *
 * <pre>
 * spark.plugins=com.nvidia.spark.SQLPlugin
 * spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog
 * </pre>
 */
public final class SparkClasses {

  private static final String SPARK = "org.apache.spark.";
  private static final String CATALOG = "spark.sql.catalog.";

  /** Properties that name one or more, beside those whose name says so. */
  private static final Set<String> KEYS =
      Set.of(
          "spark.eventLog.compression.codec",
          "spark.extraListeners",
          "spark.history.provider",
          "spark.io.compression.codec",
          "spark.kryo.classesToRegister",
          "spark.kryo.registrator",
          "spark.kubernetes.allocation.pods.allocator",
          "spark.kubernetes.driver.pod.featureSteps",
          "spark.kubernetes.executor.pod.featureSteps",
          "spark.plugins",
          "spark.resources.discoveryPlugin",
          "spark.serializer",
          "spark.shuffle.manager",
          "spark.shuffle.mapStatus.compression.codec",
          "spark.sql.cache.serializer",
          "spark.sql.extendedExplainProviders",
          "spark.sql.extensions",
          "spark.sql.queryExecutionListeners",
          "spark.sql.streaming.streamingQueryListeners",
          "spark.storage.replication.policy",
          "spark.storage.replication.topologyMapper",
          "spark.streaming.extraListeners",
          "spark.ui.filters");

  /** Properties of those that take a word in place of a class. */
  private static final Set<String> TAKE_WORDS =
      Set.of(
          "spark.kubernetes.allocation.pods.allocator",
          "spark.shuffle.manager",
          "spark.sql.catalog.spark_catalog");

  private static final String CODEC = ".codec";

  /** Where Spark has these alone, and others bring their own. */
  private static final Map<String, List<String>> ALL =
      Map.of(
          "spark.serializer",
          List.of(SPARK + "serializer.KryoSerializer", SPARK + "serializer.JavaSerializer"),
          "spark.shuffle.sort.io.plugin.class",
          List.of(
              SPARK + "shuffle.KubernetesLocalDiskShuffleDataIO",
              SPARK + "shuffle.sort.io.LocalDiskShuffleDataIO"),
          "spark.shuffle.manager",
          List.of(SPARK + "shuffle.sort.SortShuffleManager"),
          "spark.history.provider",
          List.of(SPARK + "deploy.history.FsHistoryProvider"),
          "spark.sql.streaming.stateStore.providerClass",
          List.of(
              SPARK + "sql.execution.streaming.state.HDFSBackedStateStoreProvider",
              SPARK + "sql.execution.streaming.state.RocksDBStateStoreProvider"),
          "spark.sql.catalog.spark_catalog",
          List.of());

  private static final List<String> CODECS =
      List.of(
          SPARK + "io.LZ4CompressionCodec",
          SPARK + "io.LZFCompressionCodec",
          SPARK + "io.SnappyCompressionCodec",
          SPARK + "io.ZStdCompressionCodec");

  /** Others of Spark's own that properties name, to know a misspelled one by. */
  private static final List<String> OTHERS =
      List.of(
          SPARK + "deploy.k8s.features.VolcanoFeatureStep",
          SPARK + "internal.io.cloud.BindingParquetOutputCommitter",
          SPARK + "internal.io.cloud.PathOutputCommitProtocol",
          SPARK + "metrics.sink.ConsoleSink",
          SPARK + "metrics.sink.CsvSink",
          SPARK + "metrics.sink.GraphiteSink",
          SPARK + "metrics.sink.JmxSink",
          SPARK + "metrics.sink.MetricsServlet",
          SPARK + "metrics.sink.PrometheusServlet",
          SPARK + "metrics.sink.Slf4jSink",
          SPARK + "metrics.sink.StatsdSink",
          SPARK + "metrics.source.JvmSource",
          SPARK + "resource.ResourceDiscoveryScriptPlugin",
          SPARK + "scheduler.StatsReportListener",
          SPARK + "scheduler.cluster.k8s.ExecutorResizePlugin",
          SPARK + "scheduler.cluster.k8s.ExecutorRollPlugin",
          SPARK + "sql.connect.SparkConnectPlugin",
          SPARK + "sql.execution.datasources.SQLHadoopMapReduceCommitProtocol",
          SPARK + "sql.execution.datasources.v2.jdbc.JDBCTableCatalog",
          SPARK + "sql.execution.streaming.ManifestFileCommitProtocol",
          SPARK + "storage.BasicBlockReplicationPolicy",
          SPARK + "storage.DefaultTopologyMapper",
          SPARK + "storage.RandomBlockReplicationPolicy",
          SPARK + "ui.JWSFilter");

  /** What Spark's archive has besides its own, and Java. */
  private static final List<String> THERE =
      List.of(
          "java.",
          "javax.",
          "scala.",
          "org.apache.hadoop.",
          "org.apache.parquet.",
          "org.apache.orc.",
          "org.apache.hive.",
          "org.apache.commons.",
          "org.apache.logging.",
          "org.sparkproject.");

  private SparkClasses() {}

  /** The classes that {@code value} of {@code key} names; none where it names none. */
  public static List<String> named(String key, String value) {
    List<String> names = new ArrayList<>();
    if (namesClasses(key)) {
      for (String each : value.split(",", -1)) {
        String name = each.strip();
        // A file or a reference is none.
        boolean isWord = name.indexOf('.') < 0 && (takesWords(key) || isNoneOfAJar(name));
        if (!isWord && !name.startsWith("[L") && name.indexOf('/') < 0 && name.indexOf('$') < 0) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Nothing, or an array as Java names it: {@code [I}. */
  private static boolean isNoneOfAJar(String name) {
    return name.isEmpty() || name.startsWith("[");
  }

  private static boolean takesWords(String key) {
    return key.endsWith(CODEC) || TAKE_WORDS.contains(key);
  }

  private static boolean namesClasses(String key) {
    if (key.startsWith(CATALOG)) {
      return key.indexOf('.', CATALOG.length()) < 0
          || key.endsWith(".catalog-impl")
          || key.endsWith(".io-impl");
    }
    return KEYS.contains(key)
        || key.endsWith(".class")
        || (key.endsWith("Class") && key.startsWith("spark.sql."))
        || (key.endsWith(".classes") && key.startsWith("spark.connect."));
  }

  /** Whether Java or Spark's archive has {@code name}, as far as its first words tell. */
  public static boolean isThere(String name) {
    for (String beginning : THERE) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return name.startsWith(SPARK);
  }

  /** Why {@code name} is none of Spark's own classes, if it is to be one and {@code key} knows. */
  public static Optional<String> refuse(String key, String name) {
    if (name.indexOf('.') < 0) {
      return inFull(key, name);
    }
    if (!name.startsWith(SPARK) || Plugin.ofClass(name).isPresent()) {
      return Optional.empty();
    }
    List<String> all = key.endsWith(CODEC) ? CODECS : ALL.getOrDefault(key, List.of());
    if (!all.isEmpty() || ALL.containsKey(key)) {
      return all.contains(name)
          ? Optional.empty()
          : Optional.of("no class of Spark; " + (all.isEmpty() ? "leave it out" : "it has " + all));
    }
    Optional<String> near = NearName.within(2, name, OTHERS);
    return near.isPresent() && !near.get().equals(name)
        ? Optional.of("no class of Spark; did you mean " + near.get() + "?")
        : Optional.empty();
  }

  /** The class that {@code name} is the end of, which Java does not find by it. */
  private static Optional<String> inFull(String key, String name) {
    List<String> known = new ArrayList<>(ALL.getOrDefault(key, List.of()));
    known.addAll(OTHERS);
    for (String each : known) {
      if (each.endsWith("." + name)) {
        return Optional.of("which is no class by itself; write " + each);
      }
    }
    return Optional.empty();
  }
}
