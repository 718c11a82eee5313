package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prometheus finds drivers that answer it, and Grafana asks for what they say. */
final class Monitors implements RuleFamily {

  private static final String EXECUTORS = "spark.ui.prometheus.enabled";
  private static final String PREFIX = "spark.metrics.namespace";
  private static final Hinted SERVLET_PATH =
      Hinted.onLine(
          "spark\\.metrics\\.conf\\.(?:\\*|driver)\\.sink\\.prometheusServlet\\.path",
          ".sink.prometheusServlet.path");
  private static final Hinted DATASOURCE =
      Hinted.anywhere(
          "\"datasource\"\\s*:\\s*(?:\\{[^}]*\"uid\"\\s*:\\s*)?\"([^\"]*)\"", "\"datasource\"");
  private static final Hinted VARIABLE = Hinted.onLine("^\\$\\{?(\\w+)\\}?$", "$");
  private static final Hinted OF_DRIVER = Hinted.onLine("\\bmetrics_(\\w+?)_driver_", "_driver_");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals("PodMonitor")
          && manifest.object() instanceof GenericKubernetesResource monitor) {
        monitor(stack, findings, manifest, monitor);
      }
    }
    for (Map.Entry<String, String> dashboard : dashboards(stack).entrySet()) {
      datasources(findings, dashboard.getKey(), dashboard.getValue());
      asked(stack, findings, dashboard.getKey(), dashboard.getValue());
    }
  }

  private static void monitor(
      Evidence stack, Findings findings, Manifest manifest, GenericKubernetesResource monitor) {
    Map<String, String> labels = labels(monitor);
    List<Workload> selected =
        stack.workloads().stream()
            .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
            .toList();
    findings.checking(Rule.MONITOR_SELECTS_PODS);
    if (selected.isEmpty()) {
      findings.about(
          manifest,
          "selector:",
          manifest + " selects " + labels + ", which no pod carries; take them from the stack");
      return;
    }
    List<Map<String, Object>> endpoints = monitor.get("spec", "podMetricsEndpoints");
    for (Map<String, Object> endpoint :
        endpoints == null ? List.<Map<String, Object>>of() : endpoints) {
      endpoint(stack, findings, manifest, selected, endpoint);
    }
  }

  private static Map<String, String> labels(GenericKubernetesResource monitor) {
    Map<String, Object> wanted = monitor.get("spec", "selector", "matchLabels");
    Map<String, String> labels = new TreeMap<>();
    if (wanted != null) {
      wanted.forEach((key, value) -> labels.put(key, String.valueOf(value)));
    }
    return labels;
  }

  private static void endpoint(
      Evidence stack,
      Findings findings,
      Manifest manifest,
      List<Workload> selected,
      Map<String, Object> endpoint) {
    String port = String.valueOf(endpoint.get("port"));
    String path = String.valueOf(endpoint.getOrDefault("path", "/metrics"));
    boolean found = false;
    for (Workload workload : selected) {
      Optional<Integer> number = number(workload, port);
      if (number.isPresent()) {
        found = true;
        answered(stack, findings, manifest, workload, path);
        letIn(stack, findings, manifest, workload, number.get());
      }
    }
    findings.checking(Rule.MONITOR_PORT_EXISTS);
    if (!found) {
      findings.about(
          manifest,
          "port: " + port,
          manifest + " asks port " + port + ", which no pod it selects declares; name one they do");
    }
  }

  private static Optional<Integer> number(Workload workload, String port) {
    return workload.template().getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(declared -> port.equals(declared.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }

  /** Of other programs than drivers nothing is known. */
  private static void answered(
      Evidence stack, Findings findings, Manifest manifest, Workload workload, String path) {
    findings.checking(Rule.MONITOR_IS_ANSWERED);
    stack.confs().stream()
        .filter(Conf::isClient)
        .filter(conf -> stack.readerOf(conf).filter(workload::equals).isPresent())
        .filter(conf -> !answers(stack, conf, path))
        .forEach(
            conf ->
                findings.about(
                    manifest,
                    path,
                    manifest
                        + " asks "
                        + workload
                        + " for "
                        + path
                        + ", where "
                        + conf.subject()
                        + " has it answer 404; let the application be observedBy the Prometheus"));
  }

  private static boolean answers(Evidence stack, Conf conf, String path) {
    return withSlash(path).equals("/metrics/executors/prometheus/")
        ? Settings.is(stack, conf, EXECUTORS, "true")
        : conf.properties().entrySet().stream()
            .filter(property -> SERVLET_PATH.is(property.getKey()))
            .anyMatch(property -> withSlash(property.getValue()).equals(withSlash(path)));
  }

  /** Without it Spark answers by a redirect to the same. */
  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static void letIn(
      Evidence stack, Findings findings, Manifest manifest, Workload workload, int port) {
    findings.checking(Rule.MONITOR_IS_LET_IN);
    Policies policies = new Policies(stack.all(NetworkPolicy.class).values());
    if (!policies.takeNamespaces(workload.labels(), port)) {
      findings.about(
          manifest,
          "",
          manifest
              + " has port "
              + port
              + " of "
              + workload
              + " asked, and no policy lets another namespace in; let the application be"
              + " observedBy the Prometheus");
    }
  }

  /** By path, all of one ConfigMap together. */
  private static Map<String, String> dashboards(Evidence stack) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<Manifest, ConfigMap> entry : stack.all(ConfigMap.class).entrySet()) {
      ConfigMap map = entry.getValue();
      if (map.getMetadata().getLabels().containsKey("grafana_dashboard")) {
        found.put(entry.getKey().path(), String.join("\n", map.getData().values()));
      }
    }
    return found;
  }

  private static void datasources(Findings findings, String path, String dashboard) {
    findings.checking(Rule.DASHBOARD_LETS_CHOOSE);
    for (String source : new TreeSet<>(DATASOURCE.findAll(dashboard))) {
      Optional<String> variable = VARIABLE.find(source);
      if (variable.isEmpty() || !dashboard.contains("\"name\": \"" + variable.get() + "\"")) {
        findings.about(
            path,
            source,
            path
                + " asks the datasource '"
                + source
                + "', which is one Grafana's; ask a variable of type datasource that it has");
      }
    }
  }

  private static void asked(Evidence stack, Findings findings, String path, String dashboard) {
    findings.checking(Rule.DASHBOARD_ASKS_WHAT_IS_TOLD);
    Set<String> told =
        stack.confs().stream()
            .flatMap(conf -> conf.get(PREFIX).stream())
            .map(prefix -> prefix.replaceAll("[^a-zA-Z0-9]", "_"))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String asked : new TreeSet<>(OF_DRIVER.findAll(dashboard))) {
      if (!told.contains(asked)) {
        findings.about(
            path,
            "metrics_" + asked + "_driver_",
            path
                + " asks for metrics_"
                + asked
                + "_driver_…, and drivers tell "
                + (told.isEmpty() ? "none by a fixed name" : told)
                + "; set "
                + PREFIX
                + "="
                + asked);
      }
    }
  }
}
