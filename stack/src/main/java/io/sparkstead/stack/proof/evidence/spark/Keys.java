package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Properties of Spark that more than one family of rules looks at. */
public final class Keys {

  public static final String IMAGE = "spark.kubernetes.container.image";
  public static final String DRIVER_ACCOUNT =
      "spark.kubernetes.authenticate.driver.serviceAccountName";
  public static final String EXECUTOR_ACCOUNT =
      "spark.kubernetes.authenticate.executor.serviceAccountName";
  public static final String DRIVER_PORT = "spark.driver.port";
  public static final String BLOCK_MANAGER_PORT = "spark.blockManager.port";
  public static final String UI_PORT = "spark.ui.port";
  public static final String CONNECT_PORT = "spark.connect.grpc.binding.port";

  /** Jars by their coordinates, which Ivy fetches when a session starts. */
  public static final String PACKAGES = "spark.jars.packages";

  /** Where Ivy looks for them besides. */
  public static final String REPOSITORIES = "spark.jars.repositories";

  public static final String MIN_EXECUTORS = "spark.dynamicAllocation.minExecutors";
  public static final String MAX_EXECUTORS = "spark.dynamicAllocation.maxExecutors";
  public static final String HISTORY_LOG = "spark.history.fs.logDirectory";
  public static final String ROLLING = "spark.eventLog.rolling.enabled";
  public static final String DECOMMISSION = "spark.decommission.enabled";
  public static final String EXECUTOR_CORES = "spark.executor.cores";
  public static final String EXECUTOR_MEMORY = "spark.executor.memory";
  public static final String EXECUTOR_OVERHEAD = EXECUTOR_MEMORY + "Overhead";
  public static final String EXECUTOR_OVERHEAD_FACTOR = EXECUTOR_OVERHEAD + "Factor";
  public static final String OVERHEAD_FACTOR = "spark.kubernetes.memoryOverheadFactor";

  /** Variables in which Spark's scripts are given options for Java, properties among them. */
  public static final List<String> SPARKS_JAVA_VARIABLES =
      List.of("SPARK_DAEMON_JAVA_OPTS", "SPARK_HISTORY_OPTS", "SPARK_SUBMIT_OPTS");

  /** Those, and what Java itself reads. */
  public static final List<String> JAVA_VARIABLES =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "SPARK_DAEMON_JAVA_OPTS",
          "SPARK_HISTORY_OPTS",
          "SPARK_SUBMIT_OPTS");

  /** What a volume on a claim is asked for by, in front of its name. */
  public static final String CLAIMS = "spark.kubernetes.executor.volumes.persistentVolumeClaim.";

  /** The class that a Spark Connect server runs. */
  public static final String CONNECT_SERVER =
      "org.apache.spark.sql.connect.service.SparkConnectServer";

  private static final Hinted CATALOG_URL =
      Hinted.onLine("spark\\.sql\\.catalog\\.\\w+\\.(?:uri|s3\\.endpoint)", "spark.sql.catalog.");

  private Keys() {}

  /** {@code spark.kubernetes.driver.podTemplateFile}, or that of {@code executor}. */
  public static String podTemplate(String role) {
    return "spark.kubernetes." + role + ".podTemplateFile";
  }

  /** What {@code conf} sets those properties to whose names begin and end so. */
  public static List<String> values(Conf conf, String start, String end) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(start) && property.getKey().endsWith(end)) {
        values.add(property.getValue());
      }
    }
    return values;
  }

  /** Where catalogues and their files are, as {@code conf} says, by key. */
  public static Map<String, String> catalogUrls(Conf conf) {
    Map<String, String> urls = new TreeMap<>();
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (CATALOG_URL.is(property.getKey())) {
        urls.put(property.getKey(), property.getValue());
      }
    }
    return urls;
  }
}
