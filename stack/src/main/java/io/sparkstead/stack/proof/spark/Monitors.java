package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether Prometheus finds drivers that answer it, and Grafana asks for what they say. */
public record Monitors(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MONITOR_SELECTS_PODS =
      Rule.error("OBS-04", "A PodMonitor selects pods of the stack")
          .why("Prometheus asks nobody, and reports no target as down.")
          .fix("Give it labels that the pods carry.");

  static final Rule MONITOR_PORT_EXISTS =
      Rule.error("OBS-05", "A PodMonitor asks a port that one of its pods declares, by its name")
          .why("Prometheus drops pods without that port, and says nothing.")
          .fix("Name the port as the container names it.");

  static final Rule MONITOR_IS_ANSWERED =
      Rule.error("OBS-06", "What a PodMonitor asks drivers for, they are told to answer")
          .why("Spark answers 404: the target is down for ever.")
          .fix("Let the application be observedBy the Prometheus that asks.");

  static final Rule MONITOR_IS_LET_IN =
      Rule.error("OBS-07", "Policies let in who asks for metrics")
          .why("Prometheus waits for each answer until it times out.")
          .fix("Let the application be observedBy the Prometheus that asks, in its namespace.");

  static final Rule DASHBOARD_LETS_CHOOSE =
      Rule.error("OBS-08", "A dashboard asks a datasource that is chosen where it is shown")
          .why("The name or uid of one Grafana's datasource means nothing to the next.")
          .fix("Ask ${datasource}, and define the variable.");

  static final Rule DASHBOARD_ASKS_WHAT_IS_TOLD =
      Rule.error("OBS-09", "A dashboard asks for drivers' metrics by the name that they have")
          .why(
              "Its graphs stay empty. Unless told otherwise, Spark puts the application's id into the name.")
          .fix("Set spark.metrics.namespace to what the dashboard's queries begin with.");

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
  public void check() {
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      if (found.manifest().kind().equals("PodMonitor")) {
        monitor(found);
      }
    }
    for (ConfigMapView map : stack.configMaps()) {
      if (map.manifest().labels().containsKey("grafana_dashboard")) {
        String dashboard = String.join("\n", map.data().values());
        dashboardLetsChoose(map.path(), dashboard);
        dashboardAsksWhatIsTold(map.path(), dashboard);
      }
    }
  }

  private void monitor(Found<GenericKubernetesResource> monitor) {
    Map<String, String> labels = labels(monitor.object());
    List<Workload> selected = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (workload.labels().entrySet().containsAll(labels.entrySet())) {
        selected.add(workload);
      }
    }
    if (selected.isEmpty()) {
      at(MONITOR_SELECTS_PODS, monitor, "selector:")
          .say("{it} selects {}, which no pod carries; take them from the stack", labels);
      return;
    }
    List<Map<String, Object>> endpoints = monitor.object().get("spec", "podMetricsEndpoints");
    for (Map<String, Object> endpoint : Given.list(endpoints)) {
      String port = String.valueOf(endpoint.get("port"));
      String path = String.valueOf(endpoint.getOrDefault("path", "/metrics"));
      boolean isFound = false;
      for (Workload workload : selected) {
        for (ContainerView.Port declared : workload.ports()) {
          if (declared.name().equals(port)) {
            isFound = true;
            isAnswered(monitor, workload, path);
            isLetIn(monitor, workload, declared.number());
          }
        }
      }
      if (!isFound) {
        at(MONITOR_PORT_EXISTS, monitor, "port: " + port)
            .say("{it} asks port {}, which no pod it selects declares; name one they do", port);
      }
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

  /** Of other programs than drivers nothing is known. */
  private void isAnswered(Written monitor, Workload workload, String path) {
    for (Conf conf : stack.confs()) {
      if (conf.isClient() && stack.reads(workload, conf) && !answers(conf, path)) {
        at(MONITOR_IS_ANSWERED, monitor, path)
            .say(
                "{it} asks {} for {}, where {} has it answer 404; let the application be observedBy"
                    + " the Prometheus",
                workload,
                path,
                conf);
      }
    }
  }

  private boolean answers(Conf conf, String path) {
    String asked = withSlash(path);
    if (asked.equals("/metrics/executors/prometheus/")) {
      return stack.comesTo(conf, EXECUTORS, "true");
    }
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (SERVLET_PATH.is(property.getKey()) && withSlash(property.getValue()).equals(asked)) {
        return true;
      }
    }
    return false;
  }

  /** Without it Spark answers by a redirect to the same. */
  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private void isLetIn(Written monitor, Workload workload, int port) {
    if (!Policies.of(stack).takeNamespaces(workload.labels(), port)) {
      at(MONITOR_IS_LET_IN, monitor, "")
          .say(
              "{it} has port {} of {} asked, and no policy lets another namespace in; let the"
                  + " application be observedBy the Prometheus",
              port,
              workload);
    }
  }

  private void dashboardLetsChoose(String path, String dashboard) {
    for (String source : DATASOURCE.findAll(dashboard)) {
      Optional<String> variable = VARIABLE.find(source);
      if (variable.isEmpty() || !dashboard.contains("\"name\": \"" + variable.get() + "\"")) {
        inFile(DASHBOARD_LETS_CHOOSE, path, source)
            .say(
                "{it} asks the datasource '{}', which is one Grafana's; ask a variable of type"
                    + " datasource that it has",
                source);
      }
    }
  }

  private void dashboardAsksWhatIsTold(String path, String dashboard) {
    Set<String> told = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      Optional<String> prefix = conf.get(PREFIX);
      if (prefix.isPresent()) {
        told.add(prefix.get().replaceAll("[^a-zA-Z0-9]", "_"));
      }
    }
    for (String asked : OF_DRIVER.findAll(dashboard)) {
      if (!told.contains(asked)) {
        inFile(DASHBOARD_ASKS_WHAT_IS_TOLD, path, "metrics_" + asked + "_driver_")
            .say(
                "{it} asks for metrics_{}_driver_…, and drivers tell {}; set {}={}",
                asked,
                told.isEmpty() ? "none by a fixed name" : told,
                PREFIX,
                asked);
      }
    }
  }
}
