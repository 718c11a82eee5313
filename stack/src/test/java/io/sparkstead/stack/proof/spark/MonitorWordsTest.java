package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorWordsTest extends FamilyTest {

  private static final String API = "monitoring.coreos.com/v1";
  private static final String PODS =
      "{selector: {matchLabels: {app.kubernetes.io/part-of: sparkstead}}, podMetricsEndpoints: [%s]}";
  private static final String PORT = "{port: spark-ui, path: /metrics/prometheus/}";

  MonitorWordsTest() {
    super(MonitorWords::new);
    on(
        MonitorWords.MONITOR_LOOKS_HERE,
        "PodMonitor own looks into watch, and the stack is in data; name that",
        good -> pods(PORT + "], namespaceSelector: {matchNames: [watch]}, x: ["));
    on(
        MonitorWords.PROMETHEUS_CHOOSES_IT,
        "PodMonitor monitoring lacks the label release=watch, by which Prometheus chooses",
        good ->
            Altered.of(Samples.spark41().observed())
                .edit(
                    GenericKubernetesResource.class,
                    "monitoring",
                    monitor -> monitor.getMetadata().getLabels().remove("release")));
    on(
        MonitorWords.SCRAPE_FITS,
        "PodMonitor own has sampleLimit: 20, and a driver or a store answers with more than 100",
        good -> pods(PORT + "], sampleLimit: 20, x: ["));
    on(
        MonitorWords.PROMETHEUS_TAKES_IT,
        "has interval: 30, which is no duration; write it as 30s or 1m",
        good -> pods("{port: spark-ui, interval: '30'}"));
    on(
        MonitorWords.PROMETHEUS_TAKES_IT,
        "waits 1m for an answer, and asks every 30s",
        good -> pods("{port: spark-ui, interval: 30s, scrapeTimeout: 1m}"));
    on(
        MonitorWords.PROMETHEUS_TAKES_IT,
        "asks drivers by https, and they have no certificate",
        good -> pods("{port: spark-ui, scheme: https}"));
    on(
        MonitorWords.PROMETHEUS_TAKES_IT,
        "has scheme: ftp; say http or https",
        good -> pods("{port: spark-ui, scheme: ftp}"));
    on(
        MonitorWords.PROMETHEUS_TAKES_IT,
        "has action: droop; did you mean drop?",
        good -> pods("{port: spark-ui, relabelings: [{action: droop}]}"));
    on(
        MonitorWords.RELABELING_KEEPS_TARGETS,
        "keeps targets by [__meta_kubernetes_service_name], which those found by their pods have not",
        good -> kept("__meta_kubernetes_service_name", "lab.*"));
    on(
        MonitorWords.RELABELING_KEEPS_TARGETS,
        "keeps targets by [__meta_kubernetes_endpoints_name]",
        good -> kept("__meta_kubernetes_endpoints_name", "lab"));
    on(MonitorWords.PROMETHEUS_TAKES_IT, "has no endpoint; name a port", good -> pods(""));
    on(
        MonitorWords.SERVICE_MONITOR_FINDS_A_PORT,
        "ServiceMonitor own selects {app=x}, which no Service carries",
        good -> service("{app: x}", "http"));
    on(
        MonitorWords.SERVICE_MONITOR_FINDS_A_PORT,
        "asks port api2, and Services name [",
        good -> service("{app.kubernetes.io/name: store}", "api2"));
  }

  /** Without a Prometheus that is known. */
  private static Altered pods(String endpoints) {
    return Altered.samples().add(Custom.of(API, "PodMonitor", "own", PODS.formatted(endpoints)));
  }

  private static Altered kept(String label, String regex) {
    return pods(
        "{port: spark-ui, relabelings: [{action: keep, sourceLabels: [%s], regex: '%s'}]}"
            .formatted(label, regex));
  }

  @ParameterizedTest
  @CsvSource({
    "__meta_kubernetes_pod_name, lab.*",
    "__meta_kubernetes_pod_label_team, data",
    "__meta_kubernetes_namespace, data",
    "__meta_kubernetes_node_label_zone, a",
    "__meta_kubernetes_service_name, '(lab)?'",
    "__tmp_hash, 1",
    "'__meta_kubernetes_service_name, __meta_kubernetes_pod_name', '.*;lab.*'"
  })
  void targets_may_be_kept_by_what_pods_have(String label, String regex) {
    assertThat(said(kept(label, regex))).isEmpty();
  }

  private static Altered service(String labels, String port) {
    String spec = "{selector: {matchLabels: %s}, endpoints: [{port: %s}]}".formatted(labels, port);
    return Altered.samples().add(Custom.of(API, "ServiceMonitor", "own", spec));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PORT,
        "{port: spark-ui, interval: 1m, scrapeTimeout: 30s}",
        "{port: spark-ui, interval: 1h30m}",
        "{port: spark-ui, scheme: HTTP}",
        "{port: spark-ui, scrapeTimeout: 5s, relabelings: [{action: Replace}, {regex: a}]}",
        PORT + "], namespaceSelector: {any: true}, x: [",
        PORT + "], namespaceSelector: {matchNames: [watch, data]}, x: ["
      })
  void other_ways_to_ask_are_left_alone(String endpoints) {
    assertThat(said(pods(endpoints))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"{app.kubernetes.io/name: store}, api", "{app.kubernetes.io/name: history}, http"})
  void a_service_is_asked_by_the_name_of_its_port(String labels, String port) {
    assertThat(said(service(labels, port))).isEmpty();
  }

  @Test
  void drivers_with_a_certificate_are_asked_by_https() {
    Altered secret =
        pods("{port: spark-ui, scheme: https}")
            .property(NOTEBOOK_CONF, "spark.ssl.ui.enabled", "true");

    assertThat(said(secret)).isEmpty();
  }

  @Test
  void limits_that_hold_all_and_those_of_a_small_exporter_pass() {
    assertThat(said(pods(PORT + "], sampleLimit: 5000, labelLimit: 0, x: ["))).isEmpty();
    assertThat(said(pods("{port: spark-ui, path: /metrics}], sampleLimit: 20, x: ["))).isEmpty();
  }
}
