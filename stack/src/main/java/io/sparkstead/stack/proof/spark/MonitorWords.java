package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Durations;
import io.sparkstead.stack.proof.text.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether Prometheus is led to this stack by its monitors, and asks in words it takes. */
public record MonitorWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MONITOR_LOOKS_HERE =
      Rule.error("OBS-10", "A monitor looks into the stack's namespace")
          .why("Prometheus asks nobody, and reports no target as down.")
          .fix("Leave namespaceSelector out of a monitor that is beside the pods.");

  static final Rule PROMETHEUS_CHOOSES_IT =
      Rule.error("OBS-11", "A monitor carries the labels by which Prometheus chooses it")
          .why("Prometheus passes over it: no driver is ever asked.")
          .fix("Leave the labels that Metrics.Prometheus was given.");

  static final Rule PROMETHEUS_TAKES_IT =
      Rule.error("OBS-12", "A monitor says what Prometheus takes")
          .why("The API server or the operator refuses it, and nobody is asked.")
          .fix("Write what the finding names.");

  static final Rule SERVICE_MONITOR_FINDS_A_PORT =
      Rule.error(
              "OBS-13", "A ServiceMonitor selects a Service of the stack, and a port that it names")
          .why("Prometheus asks nobody, and reports no target as down.")
          .fix("Give it labels of the Service, and the name of its port.");

  static final Rule RELABELING_KEEPS_TARGETS =
      Rule.error("OBS-17", "A monitor's relabeling keeps what it finds")
          .why("Prometheus drops every target, and reports none as down.")
          .fix("Keep by a label that pods have: __meta_kubernetes_pod_label_… or …_pod_name.");

  static final Rule SCRAPE_FITS =
      Rule.error("OBS-19", "A monitor's limits hold what a driver or a store answers")
          .why("Past a limit Prometheus fails the whole scrape, and keeps nothing of it.")
          .fix("Drop the limit, or say thousands.");

  /** Below these nothing of Spark's or a store's fits; 0 is no limit. */
  private static final Map<String, Integer> LEAST = Map.of("sampleLimit", 100, "labelLimit", 8);

  /** How labels begin that are there where Prometheus looks for pods. */
  private static final List<String> OF_POD_ROLE =
      List.of("__meta_kubernetes_pod_", "__meta_kubernetes_namespace", "__meta_kubernetes_node");

  private static final String META = "__meta_kubernetes_";

  private static final String OF_PODS = "PodMonitor";
  private static final String TLS = "https";
  private static final List<String> ACTIONS =
      List.of(
          "drop",
          "dropequal",
          "hashmod",
          "keep",
          "keepequal",
          "labeldrop",
          "labelkeep",
          "labelmap",
          "lowercase",
          "replace",
          "uppercase");

  private static final String INTERVAL = "interval";
  private static final String TIMEOUT = "scrapeTimeout";
  private static final String NAMESPACES = "namespaceSelector";

  @Override
  public void check() {
    for (Manifest monitor : stack.manifests()) {
      boolean isOfPods = monitor.kind().equals(OF_PODS);
      if (isOfPods || monitor.kind().equals("ServiceMonitor")) {
        Fields spec = Fields.specOf(monitor);
        looksHere(monitor, spec.at(NAMESPACES));
        isChosen(monitor);
        List<Fields> endpoints = spec.list(isOfPods ? "podMetricsEndpoints" : "endpoints");
        if (endpoints.isEmpty()) {
          at(PROMETHEUS_TAKES_IT, monitor, "spec:").say("{it} has no endpoint; name a port");
        }
        scrapeFits(monitor, spec, endpoints);
        for (Fields endpoint : endpoints) {
          isTaken(monitor, endpoint);
          if (isOfPods) {
            keepsTargets(monitor, endpoint);
          }
        }
        if (!isOfPods) {
          findsAPort(monitor, spec, endpoints);
        }
      }
    }
  }

  /** What somebody's own exporter answers may be a line. */
  private void scrapeFits(Manifest monitor, Fields spec, List<Fields> endpoints) {
    boolean isLarge = false;
    for (Fields endpoint : endpoints) {
      String path = endpoint.text("path");
      isLarge |= path.contains("/prometheus") || path.startsWith("/minio/");
    }
    for (Map.Entry<String, Integer> least :
        isLarge ? LEAST.entrySet() : Set.<Map.Entry<String, Integer>>of()) {
      String said = spec.text(least.getKey());
      if (said.matches("[1-9]\\d{0,5}") && Integer.parseInt(said) < least.getValue()) {
        at(SCRAPE_FITS, monitor, least.getKey())
            .say(
                "{it} has {}: {}, and a driver or a store answers with more than {}; drop it",
                least.getKey(),
                said,
                least.getValue());
      }
    }
  }

  private void looksHere(Manifest monitor, Fields namespaces) {
    if (namespaces.text("any").equals("true")) {
      return;
    }
    List<String> names = namespaces.texts("matchNames");
    String own = monitor.namespace().orElse("");
    List<String> looked = names.isEmpty() ? List.of(own) : names;
    if (!looked.contains(stack.namespace())) {
      at(MONITOR_LOOKS_HERE, monitor, NAMESPACES)
          .say(
              "{it} looks into {}, and the stack is in {}; name that",
              String.join(", ", looked),
              stack.namespace());
    }
  }

  private void isChosen(Manifest monitor) {
    for (Map.Entry<String, String> label : stack.declared().chosenBy().entrySet()) {
      String own = monitor.labels().getOrDefault(label.getKey(), "");
      if (!own.equals(label.getValue())) {
        at(PROMETHEUS_CHOOSES_IT, monitor, label.getKey())
            .say(
                "{it} lacks the label {}={}, by which Prometheus chooses; leave it",
                label.getKey(),
                label.getValue());
      }
    }
  }

  private void isTaken(Manifest monitor, Fields endpoint) {
    for (String field : List.of(INTERVAL, TIMEOUT)) {
      String said = endpoint.text(field);
      if (!said.isEmpty() && !Durations.PROMETHEUS.take(said)) {
        at(PROMETHEUS_TAKES_IT, monitor, field)
            .say("{it} has {}: {}, which is no duration; write it as 30s or 1m", field, said);
      }
    }
    Optional<Long> interval = Durations.PROMETHEUS.read(endpoint.text(INTERVAL));
    Optional<Long> timeout = Durations.PROMETHEUS.read(endpoint.text(TIMEOUT));
    if (interval.isPresent()
        && timeout.isPresent()
        && timeout.get().compareTo(interval.get()) > 0) {
      at(PROMETHEUS_TAKES_IT, monitor, TIMEOUT)
          .say(
              "{it} waits {} for an answer, and asks every {}; wait no longer than that",
              endpoint.text(TIMEOUT),
              endpoint.text(INTERVAL));
    }
    scheme(monitor, endpoint.text("scheme").toLowerCase(Locale.ROOT));
    for (String field : List.of("relabelings", "metricRelabelings")) {
      for (Fields relabeling : endpoint.list(field)) {
        String action = relabeling.text("action").toLowerCase(Locale.ROOT);
        if (!action.isEmpty() && !ACTIONS.contains(action)) {
          at(PROMETHEUS_TAKES_IT, monitor, "action")
              .say("{it} has action: {}{}", action, Near.remedy(action, ACTIONS));
        }
      }
    }
  }

  /** By a label that no pod has nothing is kept, unless nothing at all is asked of it. */
  private void keepsTargets(Manifest monitor, Fields endpoint) {
    for (Fields relabeling : endpoint.list("relabelings")) {
      List<String> labels = relabeling.texts("sourceLabels");
      boolean isKeep = relabeling.text("action").toLowerCase(Locale.ROOT).equals("keep");
      boolean areMissing = isKeep && !labels.isEmpty();
      for (String label : labels) {
        areMissing &= label.startsWith(META) && !isOfPodRole(label);
      }
      if (areMissing && !isTakenEmpty(relabeling.text("regex"))) {
        at(RELABELING_KEEPS_TARGETS, monitor, labels.get(0))
            .say(
                "{it} keeps targets by {}, which those found by their pods have not; keep by a label"
                    + " of pods, or drop it",
                labels);
      }
    }
  }

  private static boolean isOfPodRole(String label) {
    for (String start : OF_POD_ROLE) {
      if (label.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code regex} matches a label that is not there, or cannot be read. */
  private static boolean isTakenEmpty(String regex) {
    try {
      return regex.isEmpty() || Pattern.matches(regex, "");
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  private void scheme(Manifest monitor, String scheme) {
    if (!List.of("", "http", TLS).contains(scheme)) {
      at(PROMETHEUS_TAKES_IT, monitor, "scheme")
          .say("{it} has scheme: {}; say http or https", scheme);
    }
    boolean hasTls = !scheme.equals(TLS);
    for (Conf conf : stack.confs()) {
      hasTls |= conf.is("spark.ssl.enabled", "true") || conf.is("spark.ssl.ui.enabled", "true");
    }
    // Of what a ServiceMonitor asks, nothing is known.
    if (!hasTls && monitor.kind().equals(OF_PODS)) {
      at(PROMETHEUS_TAKES_IT, monitor, TLS)
          .say("{it} asks drivers by https, and they have no certificate; leave scheme out");
    }
  }

  private void findsAPort(Manifest monitor, Fields spec, List<Fields> endpoints) {
    Map<?, ?> wanted = spec.at("selector").at("matchLabels").all();
    List<String> ports = new ArrayList<>();
    boolean isFound = false;
    for (ServiceView service : stack.services()) {
      if (service.manifest().labels().entrySet().containsAll(wanted.entrySet())) {
        isFound = true;
        for (ServiceView.Port port : service.ports()) {
          ports.add(port.name());
        }
      }
    }
    if (!isFound) {
      at(SERVICE_MONITOR_FINDS_A_PORT, monitor, "selector:")
          .say("{it} selects {}, which no Service carries; take them from the stack", wanted);
      return;
    }
    for (Fields endpoint : endpoints) {
      String port = endpoint.text("port");
      if (!port.isEmpty() && !ports.contains(port)) {
        at(SERVICE_MONITOR_FINDS_A_PORT, monitor, port)
            .say("{it} asks port {}, and Services name {}; name one of these", port, ports);
      }
    }
  }
}
