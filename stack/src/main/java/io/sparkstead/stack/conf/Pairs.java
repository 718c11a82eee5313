package io.sparkstead.stack.conf;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Properties that do not go together, where each by itself is fine: what Spark asks for when it
 * starts, and not when it reads one.
 *
 * <pre>{@code
 * Pairs.refuse(Map.of("spark.task.cpus", "4", "spark.executor.cores", "2"));
 * // spark.task.cpus=4 is above spark.executor.cores=2
 * }</pre>
 */
public final class Pairs {

  /**
   * What does not go with the others.
   *
   * @param key of the one that is said
   */
  public record Refused(String key, String why) {}

  private static final ValueKind.Bytes MEBIS = ValueKind.Bytes.in('m');
  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');
  private static final ValueKind.Time MILLIS = new ValueKind.Time("ms", new Ranges(List.of()));
  private static final ValueKind.Time SECONDS = new ValueKind.Time("s", new Ranges(List.of()));

  private static final String CORES = "spark.executor.cores";
  private static final String HEARTBEAT = "spark.executor.heartbeatInterval";
  private static final String PATIENCE = "spark.network.timeout";
  private static final String LOOKS = "spark.network.timeoutInterval";
  private static final String OWN_PATIENCE = "spark.storage.blockManagerHeartbeatTimeoutMs";
  private static final String OFF_HEAP = "spark.memory.offHeap.enabled";
  private static final String OFF_HEAP_SIZE = "spark.memory.offHeap.size";
  private static final String EXCLUDES = "spark.excludeOnFailure.enabled";
  private static final String TRIES_PER_NODE = "spark.excludeOnFailure.task.maxTaskAttemptsPerNode";
  private static final String TRIES = "spark.task.maxFailures";
  private static final String CATALOG = "spark.sql.catalog.";
  private static final String DEFAULT_CATALOG = "spark.sql.defaultCatalog";
  private static final String SESSION_CATALOG = "spark_catalog";

  private static final String PAGE = "spark.ui.enabled";

  private static final String KERBEROS = "spark.history.kerberos.enabled";
  private static final String MASTER = "spark.master";
  private static final String SHUFFLE_SERVICE = "spark.shuffle.service.enabled";
  private static final String API_SERVER = "k8s://https://kubernetes.default.svc";
  private static final String KUBERNETES = "spark.kubernetes.";
  private static final String WAITS = "spark.kubernetes.submission.waitAppCompletion";
  private static final String POD_PREFIX = "spark.kubernetes.executor.podNamePrefix";

  /** Spark puts {@code -exec-} and a number behind it. */
  private static final int LONGEST_PREFIX = 237;

  private final Map<String, String> properties;
  private final List<Refused> refused = new ArrayList<>();

  private Pairs(Map<String, String> properties) {
    this.properties = properties;
  }

  /** Those of an application's {@code properties}, or of the History Server's. */
  public static List<Refused> refuse(Map<String, String> properties) {
    Pairs pairs = new Pairs(properties);
    if (properties.containsKey("spark.history.fs.logDirectory")) {
      pairs.history();
      return List.copyOf(pairs.refused);
    }
    pairs.cores();
    pairs.sizes();
    pairs.times();
    pairs.tries();
    pairs.catalogs();
    if (properties.containsKey("spark.kubernetes.container.image")) {
      pairs.onKubernetes();
    }
    return List.copyOf(pairs.refused);
  }

  private String of(String key, String otherwise) {
    return properties.getOrDefault(key, otherwise);
  }

  private void unless(boolean isSo, String key, String given, String than) {
    if (!isSo) {
      refused.add(new Refused(key, key + "=" + given + " is " + than));
    }
  }

  private void history() {
    if (of(KERBEROS, "false").equals("true")) {
      with(KERBEROS, "spark.history.kerberos.principal");
    }
  }

  private void cores() {
    String cores = of(CORES, "1");
    String task = of("spark.task.cpus", "1");
    unless(millis(task) <= millis(cores), "spark.task.cpus", task, "above " + CORES + "=" + cores);
    for (String role : List.of("executor", "driver")) {
      String limit = "spark.kubernetes." + role + ".limit.cores";
      String asked =
          of("spark.kubernetes." + role + ".request.cores", of("spark." + role + ".cores", "1"));
      String given = of(limit, asked);
      unless(
          millis(asked) <= millis(given),
          limit,
          given,
          "below the " + asked + " that the pod asks for");
    }
  }

  /** Of what is no number, the value's own kind speaks. */
  private static long millis(String cores) {
    if (cores.length() <= 6 && Ascii.endOfDigits(cores, 0) == cores.length() && !cores.isEmpty()) {
      return Long.parseLong(cores) * 1000;
    }
    try {
      return Quantities.parts(Quantity.parse(cores), 1000);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private void sizes() {
    for (String heap : List.of("spark.executor.memory", "spark.driver.memory")) {
      String given = of(heap, "1g");
      unless(
          MEBIS.amount(given).orElse(Long.MAX_VALUE) >= 450,
          heap,
          given,
          "below 450m, the least that Spark takes");
    }
    boolean isSized = BYTES.amount(of(OFF_HEAP_SIZE, "0")).orElse(1L) > 0;
    if (isOn(OFF_HEAP) && !isSized) {
      refused.add(new Refused(OFF_HEAP, OFF_HEAP + "=true is nothing without an " + OFF_HEAP_SIZE));
    }
  }

  private boolean isOn(String key) {
    return of(key, "false").equalsIgnoreCase("true");
  }

  /** What is no time is past every other: of that the value's own kind speaks. */
  private void times() {
    boolean isOwn = properties.containsKey(OWN_PATIENCE);
    String patience = isOwn ? of(OWN_PATIENCE, "") : of(PATIENCE, "120s");
    long millis =
        isOwn
            ? MILLIS.amount(patience).orElse(Long.MAX_VALUE)
            : SECONDS.amount(patience).orElse(Long.MAX_VALUE / 1000) * 1000;
    String than = (isOwn ? OWN_PATIENCE : PATIENCE) + "=" + patience;
    String beat = of(HEARTBEAT, "10s");
    unless(MILLIS.amount(beat).orElse(0L) < millis, HEARTBEAT, beat, "not below " + than);
    String looks = of(LOOKS, "60s");
    unless(MILLIS.amount(looks).orElse(0L) <= millis, LOOKS, looks, "above " + than);
  }

  private void tries() {
    if (isOn(EXCLUDES)) {
      String onNode = of(TRIES_PER_NODE, "2");
      String all = of(TRIES, "4");
      unless(
          millis(onNode) < millis(all), TRIES_PER_NODE, onNode, "not below " + TRIES + "=" + all);
    }
  }

  private void catalogs() {
    for (String key : properties.keySet()) {
      int dot = key.startsWith(CATALOG) ? key.indexOf('.', CATALOG.length()) : -1;
      if (dot > 0 && !key.startsWith(SESSION_CATALOG + ".default", CATALOG.length())) {
        with(key, key.substring(0, dot));
      }
    }
    String named = of(DEFAULT_CATALOG, SESSION_CATALOG);
    if (!named.equals(SESSION_CATALOG)) {
      with(DEFAULT_CATALOG, CATALOG + named);
    }
  }

  private void onKubernetes() {
    String master = of(MASTER, API_SERVER);
    unless(master.startsWith("k8s://"), MASTER, master, "not on Kubernetes, as k8s://https://… is");
    boolean isElsewhere = master.startsWith(API_SERVER + ":") && !master.endsWith(":443");
    unless(!isElsewhere, MASTER, master, "no port of that Service, which has 443");
    unless(
        of(SHUFFLE_SERVICE, "false").equals("false"),
        SHUFFLE_SERVICE,
        "true",
        "for other clusters: Kubernetes runs no such service");
    String prefix = of(POD_PREFIX, "spark");
    unless(
        prefix.contains("$") || (DnsLabel.isSubdomain(prefix) && prefix.length() <= LONGEST_PREFIX),
        POD_PREFIX,
        prefix,
        "no beginning of a pod's name: use a-z, 0-9, hyphens and dots");
    refused.addAll(SparkVolumes.refuse(properties));
    page();
    unless(
        !of("spark.submit.deployMode", "client").equals("cluster")
            || !of(WAITS, "true").equals("false"),
        WAITS,
        "false",
        "not what the pod that submits goes by, which ends as its driver does");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String key = property.getKey();
      if (key.startsWith("spark.executor.resource.") && key.endsWith(".amount")) {
        with(key, key.substring(0, key.lastIndexOf('.')) + ".vendor");
      } else if (key.startsWith(KUBERNETES)) {
        named(key, property.getValue());
      }
    }
  }

  /** What answers with metrics is the driver's page. */
  private void page() {
    if (of(PAGE, "true").equalsIgnoreCase("false")) {
      for (Map.Entry<String, String> property : properties.entrySet()) {
        boolean isServed =
            property.getValue().endsWith(".PrometheusServlet")
                || (property.getKey().equals("spark.ui.prometheus.enabled")
                    && property.getValue().equalsIgnoreCase("true"));
        if (isServed) {
          refused.add(
              new Refused(PAGE, PAGE + "=false leaves nobody to answer for " + property.getKey()));
        }
      }
    }
  }

  /** Labels, annotations and node selectors have keys, and the first and last values, of a form. */
  private void named(String key, String value) {
    for (String family : List.of(".label.", ".annotation.", ".node.selector.")) {
      int at = key.indexOf(family);
      if (at > 0 && !key.contains(".volumes.")) {
        String name = key.substring(at + family.length());
        unless(
            Labels.isKey(name),
            key,
            value,
            "of no key's name: write up to 63 of A-Z a-z 0-9 - _ . behind a domain and a slash, or"
                + " without");
        unless(
            family.equals(".annotation.")
                || value.isEmpty()
                || value.contains("$")
                || Labels.isValue(value),
            key,
            value,
            "no label: use 1-63 of A-Z a-z 0-9 - _ .");
      }
    }
  }

  private void with(String key, String other) {
    unless(properties.containsKey(other), key, of(key, ""), "nothing without " + other);
  }
}
