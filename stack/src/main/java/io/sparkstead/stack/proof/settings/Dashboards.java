package io.sparkstead.stack.proof.settings;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;

/** Whether dashboards and alerts ask for metrics by the names that drivers write. */
public record Dashboards(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DRIVER_IS_SHOWN =
      Rule.warning(
              "OBS-14", "Each driver names its metrics as a dashboard or an alert asks for them")
          .why("Its jobs and its heap are in no graph, and no alert looks at them.")
          .fix(
              "Leave spark.metrics.namespace as the stack says it, or ask for the other name too.");

  static final Rule METRIC_IS_WRITTEN =
      Rule.warning(
              "OBS-15", "A metric that a dashboard or an alert asks for is one that Spark writes")
          .why("The query finds no series: the graph stays empty, and the alert never fires.")
          .fix("Write the name that the finding gives.");

  private static final String NAMESPACE = "spark.metrics.namespace";
  private static final String NAME = "spark.app.name";
  private static final String SINK = ".sink.prometheusServlet.";
  private static final String JVM_SOURCE = ".source.jvm.class";
  private static final String OF_METRICS = "spark.metrics.conf.";

  private static final Hinted EXECUTORS =
      Hinted.onLine("\\bmetrics_executor_([A-Za-z0-9_]+)", "metrics_executor_");
  private static final Hinted DRIVERS =
      Hinted.onLine("\\bmetrics_(\\w+?)_driver_(\\w+)", "_driver_");
  private static final Hinted NAMESPACES =
      Hinted.onLine("\\bnamespace=\\\\?['\"]([a-z0-9-]+)\\\\?['\"]", "namespace=");

  /** Queries that choose their metrics by a pattern. */
  private static final String BY_PATTERN = "__name__";

  /** What a driver says of its executors, without what the name begins with. */
  private static final List<String> OF_EXECUTORS =
      List.of(
          """
          rddBlocks memoryUsed_bytes diskUsed_bytes totalCores maxTasks activeTasks
          failedTasks_total completedTasks_total totalTasks_total totalDuration_seconds_total
          totalGCTime_seconds_total totalInputBytes_bytes_total totalShuffleRead_bytes_total
          totalShuffleWrite_bytes_total maxMemory_bytes usedOnHeapStorageMemory_bytes
          usedOffHeapStorageMemory_bytes totalOnHeapStorageMemory_bytes
          totalOffHeapStorageMemory_bytes JVMHeapMemory_bytes JVMOffHeapMemory_bytes
          OnHeapExecutionMemory_bytes OffHeapExecutionMemory_bytes OnHeapStorageMemory_bytes
          OffHeapStorageMemory_bytes OnHeapUnifiedMemory_bytes OffHeapUnifiedMemory_bytes
          DirectPoolMemory_bytes MappedPoolMemory_bytes ProcessTreeJVMVMemory_bytes
          ProcessTreeJVMRSSMemory_bytes ProcessTreePythonVMemory_bytes
          ProcessTreePythonRSSMemory_bytes ProcessTreeOtherVMemory_bytes
          ProcessTreeOtherRSSMemory_bytes MinorGCCount_total MajorGCCount_total
          MinorGCTime_seconds_total MajorGCTime_seconds_total ConcurrentGCCount_total
          ConcurrentGCTime_seconds_total
          """
              .strip()
              .split("\\s+"));

  /** How the servlet ends each name, by what is measured. */
  private static final List<String> ENDS =
      List.of("Number", "Value", "Count", "Max", "Mean", "Min", "Percentile", "StdDev", "Rate");

  private static final List<String> PARTS =
      List.of("_total", "_bytes", "_seconds", "_Count", "_Value");

  /** A place with queries. */
  private record Panel(String subject, String path, String text) implements Written {}

  @Override
  public void check() {
    List<Panel> panels = panels();
    Set<String> asked = new TreeSet<>();
    boolean isByPattern = false;
    boolean asksForHeap = false;
    for (Panel panel : panels) {
      isByPattern |= panel.text().contains(BY_PATTERN);
      for (MatchResult found : DRIVERS.results(panel.text())) {
        asked.add(found.group(1));
        asksForHeap |= found.group(2).startsWith("jvm_");
        driverMetric(panel, found.group(), found.group(2));
      }
      for (String metric : EXECUTORS.findAll(panel.text())) {
        executorMetric(panel, metric);
      }
      namespaces(panel);
    }
    if (!asked.isEmpty() && !isByPattern) {
      drivers(asked, asksForHeap);
    }
  }

  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    for (ConfigMapView map : stack.configMaps()) {
      if (map.manifest().labels().containsKey("grafana_dashboard")) {
        panels.add(new Panel(map.subject(), map.path(), String.join("\n", map.data().values())));
      }
    }
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      if (found.manifest().kind().equals("PrometheusRule")) {
        panels.add(new Panel(found.subject(), found.path(), queries(found.object())));
      }
    }
    return panels;
  }

  private static String queries(GenericKubernetesResource alerts) {
    StringBuilder queries = new StringBuilder();
    List<Map<String, Object>> groups = alerts.get("spec", "groups");
    for (Map<String, Object> group : Given.list(groups)) {
      queries.append(group.get("rules")).append('\n');
    }
    return queries.toString();
  }

  private void drivers(Set<String> asked, boolean asksForHeap) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole() && isTold(conf)) {
        driver(asked, conf, conf);
        if (asksForHeap && !hasKey(conf, JVM_SOURCE)) {
          at(METRIC_IS_WRITTEN, conf, SINK)
              .say(
                  "the driver of {it} is asked for its heap, and tells none without {}driver{}; set"
                      + " it to org.apache.spark.metrics.source.JvmSource",
                  OF_METRICS,
                  JVM_SOURCE);
        }
      }
    }
    for (Session session : Session.allOf(stack)) {
      if (isTold(session.both()) && !prefix(session.both()).equals(prefix(session.file()))) {
        driver(asked, session.both(), session.own());
      }
    }
  }

  /** Whether Prometheus is told what its driver measures. */
  private static boolean isTold(Conf conf) {
    return hasKey(conf, SINK);
  }

  private static boolean hasKey(Conf conf, String part) {
    for (String key : conf.properties().keySet()) {
      if (key.startsWith(OF_METRICS) && key.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String prefix(Conf conf) {
    return conf.get(NAMESPACE)
        .orElse("the application's id")
        .replace("${" + NAME + "}", conf.get(NAME).orElse(NAME))
        .replaceAll("[^a-zA-Z0-9]", "_");
  }

  private void driver(Set<String> asked, Conf conf, Written where) {
    String prefix = prefix(conf);
    if (!asked.contains(prefix)) {
      at(DRIVER_IS_SHOWN, where, NAMESPACE)
          .say(
              "{} in {it} has the driver's metrics begin with metrics_{}_driver_, and what is asked"
                  + " for begins with metrics_{}_driver_; set it to {}",
              conf.setting(NAMESPACE),
              prefix,
              String.join(" or ", asked),
              asked.iterator().next());
    }
  }

  private void driverMetric(Panel panel, String metric, String name) {
    for (String end : ENDS) {
      if (name.endsWith(end)) {
        return;
      }
    }
    at(METRIC_IS_WRITTEN, panel, metric)
        .say(
            "{it} asks for {}, and the name of each metric of a driver ends with what it is, such as"
                + " _Value or _Count; add it",
            metric);
  }

  /** Only what is close to a name: later releases may have more. */
  private void executorMetric(Panel panel, String metric) {
    if (OF_EXECUTORS.contains(metric)) {
      return;
    }
    Optional<String> near = NearName.within(2, metric, OF_EXECUTORS);
    for (String known : OF_EXECUTORS) {
      if (bare(known).equalsIgnoreCase(bare(metric))) {
        near = Optional.of(known);
      }
    }
    if (near.isPresent()) {
      String prefix = "metrics_executor_";
      at(METRIC_IS_WRITTEN, panel, prefix + metric)
          .say(
              "{it} asks for {}{}, and Spark writes {}{}; ask for that",
              prefix,
              metric,
              prefix,
              near.get());
    }
  }

  /** Without unit and kind. */
  private static String bare(String metric) {
    String bare = metric;
    for (String part : PARTS) {
      bare = bare.replace(part, "");
    }
    return bare;
  }

  private void namespaces(Panel panel) {
    for (String line : panel.text().split("\n", -1)) {
      Optional<String> other = line.contains("metrics_") ? NAMESPACES.find(line) : Optional.empty();
      if (other.isPresent() && !other.get().equals(stack.namespace())) {
        at(METRIC_IS_WRITTEN, panel, line.strip())
            .say(
                "{it} asks in namespace {}, and the pods are in {}; ask there",
                other.get(),
                stack.namespace());
      }
    }
  }
}
