package io.sparkstead.stack.conf;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private static final ValueKind.Time MILLIS = new ValueKind.Time("ms", new Ranges(List.of()));

  private static final String CORES = "spark.executor.cores";
  private static final String HEAP = "spark.executor.memory";
  private static final String HEARTBEAT = "spark.executor.heartbeatInterval";
  private static final String PATIENCE = "spark.network.timeout";
  private static final String BACKLOG = "spark.dynamicAllocation.schedulerBacklogTimeout";

  private static final String KERBEROS = "spark.history.kerberos.enabled";
  private static final String MASTER = "spark.master";
  private static final String SHUFFLE_SERVICE = "spark.shuffle.service.enabled";
  private static final String API_SERVER = "k8s://https://kubernetes.default.svc";
  private static final String OWN = "org.apache.spark.";
  private static final String ON_DEMAND = "OnDemand";

  /** Spark's own classes, by the property that names one of them. */
  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "spark.serializer",
          List.of(OWN + "serializer.KryoSerializer", OWN + "serializer.JavaSerializer"),
          "spark.shuffle.sort.io.plugin.class",
          List.of(
              OWN + "shuffle.KubernetesLocalDiskShuffleDataIO",
              OWN + "shuffle.sort.io.LocalDiskShuffleDataIO"));

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
    pairs.classes();
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
    try {
      return Quantities.parts(Quantity.parse(cores), 1000);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private void sizes() {
    String heap = of(HEAP, "1g");
    unless(
        MEBIS.amount(heap).orElse(Long.MAX_VALUE) >= 450,
        HEAP,
        heap,
        "below 450m, the least that Spark takes");
    String message = of("spark.rpc.message.maxSize", "128");
    unless(
        millis(message) <= millis("2047"),
        "spark.rpc.message.maxSize",
        message,
        "above 2047, the most that Spark sends at once");
    String share = of("spark.dynamicAllocation.executorAllocationRatio", "1.0");
    unless(
        millis(share) <= millis("1"),
        "spark.dynamicAllocation.executorAllocationRatio",
        share,
        "above 1, which is every executor");
  }

  private void times() {
    String beat = of(HEARTBEAT, "10s");
    String patience = of(PATIENCE, "120s");
    unless(
        MILLIS.amount(beat).orElse(0L) < MILLIS.amount(patience).orElse(Long.MAX_VALUE),
        HEARTBEAT,
        beat,
        "not below " + PATIENCE + "=" + patience);
    String backlog = of(BACKLOG, "1s");
    unless(MILLIS.amount(backlog).orElse(1L) > 0, BACKLOG, backlog, "no time at all");
  }

  private void classes() {
    for (Map.Entry<String, List<String>> known : CLASSES.entrySet()) {
      String named = of(known.getKey(), known.getValue().get(0));
      boolean isThere = known.getValue().contains(named) || !named.startsWith(OWN);
      unless(isThere, known.getKey(), named, "no class of Spark; it has " + known.getValue());
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
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String key = property.getKey();
      if (key.startsWith("spark.kubernetes.") && key.contains(".volumes.")) {
        volume(key, property.getValue());
      } else if (key.startsWith("spark.executor.resource.") && key.endsWith(".amount")) {
        with(key, key.substring(0, key.lastIndexOf('.')) + ".vendor");
      } else if (key.startsWith("spark.kubernetes.") && key.contains(".label.")) {
        boolean isLabel = property.getValue().contains("$") || Labels.isValue(property.getValue());
        unless(isLabel, key, property.getValue(), "no label: use 1-63 of A-Z a-z 0-9 - _ .");
      }
    }
  }

  /** {@code spark.kubernetes.executor.volumes.<type>.<name>.options.claimName}. */
  private void volume(String key, String value) {
    int name = key.indexOf('.', key.indexOf(".volumes.") + ".volumes.".length());
    int end = key.indexOf('.', name + 1);
    if (name > 0 && end > 0) {
      with(key, key.substring(0, end) + ".mount.path");
    }
    boolean isName = value.equals(ON_DEMAND) || value.equals(value.toLowerCase(Locale.ROOT));
    unless(
        isName || value.contains("$") || !key.endsWith(".claimName"),
        key,
        value,
        "no claim's name, nor " + ON_DEMAND);
  }

  private void with(String key, String other) {
    unless(properties.containsKey(other), key, of(key, ""), "nothing without " + other);
  }
}
