package io.sparkstead.stack.own;

import io.sparkstead.dsl.value.Ascii;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of labels, annotations, variables and folders of pods that are somebody else's: the
 * stack's, Spark's, the API server's, a controller's.
 *
 * <pre>{@code
 * Taken.label("controller-uid");   // Kubernetes itself
 * Taken.variable("SPARK_USER");    // Spark itself
 * Taken.folder("/usr/lib/jvm");    // /usr/lib, which pods run on
 * }</pre>
 */
public final class Taken {

  /** Whose they are that nobody else is named for. */
  private static final String STACK = "the stack or Spark";

  private static final String KUBERNETES = "Kubernetes itself";
  private static final String SPARK = "Spark itself";

  /** How labels and annotations begin, or what they are, and who gives them to pods. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("app.kubernetes.io/", STACK),
          Map.entry("sparkstead.io/", STACK),
          Map.entry("spark-app-name", STACK),
          Map.entry("spark-app-selector", STACK),
          Map.entry("spark-driver-", STACK),
          Map.entry("spark-exec-", STACK),
          Map.entry("spark-role", STACK),
          Map.entry("spark-version", STACK),
          Map.entry("controller-uid", KUBERNETES),
          Map.entry("controller-revision-hash", KUBERNETES),
          Map.entry("job-name", KUBERNETES),
          Map.entry("pod-template-hash", KUBERNETES),
          Map.entry("pod-template-generation", KUBERNETES),
          Map.entry("apps.kubernetes.io/", KUBERNETES),
          Map.entry("batch.kubernetes.io/", KUBERNETES),
          Map.entry("statefulset.kubernetes.io/", KUBERNETES),
          Map.entry("kubernetes.io/config.", KUBERNETES),
          Map.entry("kubernetes.io/limit-ranger", KUBERNETES),
          Map.entry("kubernetes.io/psp", KUBERNETES),
          Map.entry("kubectl.kubernetes.io/last-applied-configuration", KUBERNETES));

  /** What says a variable that the stack, its image or Spark sets, where a person could. */
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("AWS_SHARED_CREDENTIALS_FILE", "the ObjectStore, of a Workbench storedIn(…)"),
          Map.entry("AWS_REGION", "the ObjectStore, of a Workbench storedIn(…)"),
          Map.entry("SPARK_EXECUTOR_CORES", "new Executors(…), of a Workbench executors(…)"),
          Map.entry("SPARK_EXECUTOR_MEMORY", "new Executors(…), of a Workbench executors(…)"),
          Map.entry("SPARK_LOCAL_DIRS", "the Shuffle of new Executors(…)"),
          Map.entry("SPARK_CLASSPATH", "the jars of the image, of a Workbench jars(…)"),
          Map.entry("SPARK_EXTRA_CLASSPATH", "the jars of the image, of a Workbench jars(…)"),
          Map.entry("SPARK_DIST_CLASSPATH", "the jars of the image, of a Workbench jars(…)"),
          Map.entry("HADOOP_CONF_DIR", "properties, which begin with spark.hadoop."),
          Map.entry("SPARK_EXECUTOR_JAVA_OPTS", "spark.executor.extraJavaOptions"),
          Map.entry("SPARK_SUBMIT_OPTS", "spark.driver.extraJavaOptions"),
          Map.entry("SPARK_DAEMON_JAVA_OPTS", "spark.driver.extraJavaOptions"),
          Map.entry("SPARK_MASTER", "the stack, whose drivers run on Kubernetes"),
          Map.entry("PYSPARK_SUBMIT_ARGS", "properties, by conf(…)"),
          Map.entry(
              "SPARK_DRIVER_MEMORY",
              "the driver's size: driver(…) of a Submission, notebookSize(…) of a Workbench"));

  private static final String NO_ARGUMENT = "the stack itself, which relies on it";

  /** What Spark says in the pods it makes, and its entrypoint and scripts read. */
  private static final List<String> OF_SPARK =
      List.of(
          "HADOOP_CONF_DIR",
          "PYSPARK_SUBMIT_ARGS",
          "SPARK_APPLICATION_ID",
          "SPARK_CLASSPATH",
          "SPARK_CONF_DIR",
          "SPARK_DAEMON_JAVA_OPTS",
          "SPARK_DIST_CLASSPATH",
          "SPARK_DRIVER_BIND_ADDRESS",
          "SPARK_DRIVER_MEMORY",
          "SPARK_DRIVER_POD_IP",
          "SPARK_DRIVER_URL",
          "SPARK_EXECUTOR_CORES",
          "SPARK_EXECUTOR_ID",
          "SPARK_EXECUTOR_JAVA_OPTS",
          "SPARK_EXECUTOR_MEMORY",
          "SPARK_EXECUTOR_POD_IP",
          "SPARK_EXECUTOR_POD_NAME",
          "SPARK_EXTRA_CLASSPATH",
          "SPARK_LOCAL_DIRS",
          "SPARK_MASTER",
          "SPARK_RESOURCE_PROFILE_ID",
          "SPARK_SUBMIT_OPTS",
          "SPARK_USER",
          "SPARK_USER_NAME");

  /** How the names of variables begin that Spark numbers. */
  private static final String NUMBERED = "SPARK_JAVA_OPT_";

  /** What a mount must not hide, of the image and of any Linux. */
  private static final List<String> KEPT =
      List.of(
          "/opt/spark/bin",
          "/opt/spark/examples",
          "/opt/spark/jars",
          "/opt/spark/python",
          "/opt/spark/sbin",
          "/opt/decom.sh",
          "/opt/entrypoint.sh",
          "/etc/passwd",
          "/etc/alternatives",
          "/etc/group",
          "/etc/hostname",
          "/etc/hosts",
          "/etc/java",
          "/etc/ld.so.cache",
          "/etc/nsswitch.conf",
          "/etc/pki",
          "/etc/resolv.conf",
          "/etc/ssl",
          "/usr/bin",
          "/usr/lib",
          "/usr/lib64",
          "/usr/local",
          "/usr/sbin",
          "/usr/share",
          "/bin",
          "/dev",
          "/lib",
          "/lib64",
          "/proc",
          "/sbin",
          "/sys");

  /** Of those, where a mount below hides what is there too; how they begin. */
  private static final List<String> FULL =
      List.of(
          "/opt/spark/bin",
          "/opt/spark/python",
          "/opt/spark/sbin",
          "/usr/bin",
          "/usr/lib/jvm",
          "/usr/lib/python",
          "/usr/lib64/python",
          "/usr/sbin",
          "/bin",
          "/proc",
          "/sbin",
          "/sys");

  private Taken() {}

  /** Who gives labels or annotations of that name to pods, if somebody does. */
  public static Optional<String> label(String key) {
    for (Map.Entry<String, String> taken : NAMES.entrySet()) {
      String name = taken.getKey();
      boolean isBeginning = name.endsWith("/") || name.endsWith(".") || name.endsWith("-");
      if (isBeginning ? key.startsWith(name) : key.equals(name)) {
        return Optional.of(taken.getValue());
      }
    }
    return Optional.empty();
  }

  /** Who sets variables of that name in drivers and executors, if Spark or Kubernetes does. */
  public static Optional<String> variable(String name) {
    if (OF_SPARK.contains(name) || name.startsWith(NUMBERED)) {
      return Optional.of(SPARK);
    }
    return name.startsWith("KUBERNETES_") ? Optional.of(KUBERNETES) : Optional.empty();
  }

  /** What says the variable {@code name}, where a person can. */
  public static String argument(String name) {
    return ARGUMENTS.getOrDefault(name, NO_ARGUMENT);
  }

  /** What pods run on that a mount at {@code path} would hide. */
  public static Optional<String> folder(String path) {
    for (String kept : KEPT) {
      if (isIn(kept, path)) {
        return Optional.of(kept);
      }
    }
    for (String full : FULL) {
      if (path.startsWith(full)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code path} is {@code folder}, or below it. */
  static boolean isIn(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.equals("/") ? folder : folder + "/");
  }

  /** Whether a program finds a variable of that name. */
  public static boolean isVariable(String name) {
    boolean isName = !name.isEmpty() && !Ascii.isDigit(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      isName &= name.charAt(i) == '_' || Ascii.isLetterOrDigit(name.charAt(i));
    }
    return isName;
  }
}
