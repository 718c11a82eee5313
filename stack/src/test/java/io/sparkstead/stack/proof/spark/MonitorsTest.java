package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorsTest extends FamilyTest {

  private static final String SERVLET_PATH =
      "spark.metrics.conf.driver.sink.prometheusServlet.path";
  private static final String PROMETHEUS = "spark.ui.prometheus.enabled";

  MonitorsTest() {
    super(Monitors::new);
    monitors();
    dashboards();
  }

  private void monitors() {
    on(
        Monitors.MONITOR_SELECTS_PODS,
        "PodMonitor monitoring selects {team=spark}, which no pod carries; take them from the stack",
        good ->
            monitor(spec -> spec.put("selector", Map.of("matchLabels", Map.of("team", "spark")))));
    on(
        Monitors.MONITOR_PORT_EXISTS,
        "PodMonitor monitoring asks port metrics, which no pod it selects declares; name one they"
            + " do",
        good -> asking(Map.of("port", "metrics")));
    on(
        Monitors.MONITOR_IS_ANSWERED,
        "PodMonitor monitoring asks StatefulSet lab for /metrics/prometheus/, where ConfigMap"
            + " lab-spark-conf key spark-defaults.conf has it answer 404; let the application be"
            + " observedBy the Prometheus",
        good -> observed().without(NOTEBOOK_CONF, SERVLET_PATH));
    on(
        Monitors.MONITOR_IS_LET_IN,
        "PodMonitor monitoring has port 4040 of StatefulSet connect asked, and no policy lets"
            + " another namespace in; let the application be observedBy the Prometheus",
        good ->
            observed()
                .policy(
                    CONNECT,
                    policy ->
                        policy
                            .getIngress()
                            .forEach(
                                rule ->
                                    rule.getFrom()
                                        .removeIf(from -> from.getNamespaceSelector() != null))));
  }

  private void dashboards() {
    on(
        Monitors.DASHBOARD_LETS_CHOOSE,
        "asks the datasource 'P1809F7CD0C75ACF3', which is one Grafana's; ask a variable of type"
            + " datasource that it has",
        good -> dashboard(json -> json.replace("${datasource}", "P1809F7CD0C75ACF3")));
    on(
        Monitors.DASHBOARD_LETS_CHOOSE,
        "asks the datasource '${source}', which is one Grafana's",
        good -> dashboard(json -> json.replace("${datasource}", "${source}")));
    on(
        Monitors.DASHBOARD_ASKS_WHAT_IS_TOLD,
        "asks for metrics_etl_driver_…, and drivers tell [spark]; set spark.metrics.namespace=etl",
        good -> dashboard(json -> json.replace("metrics_spark_driver_", "metrics_etl_driver_")));
    on(
        Monitors.DASHBOARD_ASKS_WHAT_IS_TOLD,
        "asks for metrics_spark_driver_…, and drivers tell none by a fixed name; set"
            + " spark.metrics.namespace=spark",
        good ->
            observed()
                .without(NOTEBOOK_CONF, "spark.metrics.namespace")
                .without("connect-spark-conf", "spark.metrics.namespace")
                .file(PI_CONF, text -> text.replace("spark.metrics.namespace=spark\n", "")));
  }

  private static Altered observed() {
    return Altered.of(Samples.spark41().observed());
  }

  private static Altered dashboard(UnaryOperator<String> change) {
    return observed().data("monitoring-dashboard", "spark.json", change);
  }

  private static Altered monitor(Consumer<Map<String, Object>> change) {
    return observed()
        .edit(
            GenericKubernetesResource.class,
            "monitoring",
            monitor -> {
              Map<String, Object> spec = new HashMap<>(monitor.get("spec"));
              change.accept(spec);
              monitor.setAdditionalProperty("spec", spec);
            });
  }

  /** Has a PodMonitor ask like that. */
  private static Altered asking(Map<String, Object> endpoint) {
    return monitor(spec -> spec.put("podMetricsEndpoints", List.of(endpoint)));
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics/prometheus, true",
    "/metrics/prometheus/, true",
    "/metrics/executors/prometheus, true",
    "/metrics/executors/prometheus/, true",
    "/metrics/master/prometheus, false",
  })
  void a_driver_answers_by_path_with_a_slash_or_without(String path, boolean isAnswered) {
    Altered altered = asking(Map.of("port", "spark-ui", "path", path));

    assertThat(said(altered).isEmpty()).isEqualTo(isAnswered);
  }

  @Test
  void a_monitor_that_names_no_path_asks_for_metrics() {
    assertThat(said(asking(Map.of("port", "spark-ui"))))
        .isNotEmpty()
        .allMatch(finding -> finding.mark().equals("/metrics"))
        .allMatch(finding -> finding.rule().equals(Monitors.MONITOR_IS_ANSWERED));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.metrics.conf.*.sink.prometheusServlet.path, /metrics/prometheus, true",
    "spark.metrics.conf.driver.sink.prometheusServlet.path, /metrics/prometheus/, true",
    "spark.metrics.conf.executor.sink.prometheusServlet.path, /metrics/prometheus, false",
    "spark.metrics.conf.driver.sink.prometheusServlet.path, /other, false",
  })
  void a_servlet_answers_where_it_is_told_to(String key, String path, boolean isAnswered) {
    Altered altered =
        observed().without(NOTEBOOK_CONF, SERVLET_PATH).property(NOTEBOOK_CONF, key, path);

    assertThat(said(altered).isEmpty()).isEqualTo(isAnswered);
  }

  @Test
  void executors_metrics_can_be_turned_off() {
    Map<String, Object> endpoint =
        Map.of("port", "spark-ui", "path", "/metrics/executors/prometheus");

    assertThat(said(asking(endpoint).property(NOTEBOOK_CONF, PROMETHEUS, "false")))
        .extracting(Finding::rule)
        .containsExactly(Monitors.MONITOR_IS_ANSWERED);
  }

  @Test
  void a_port_that_one_of_the_pods_declares_is_enough() {
    assertThat(said(asking(Map.of("port", "grpc", "path", "/x"))))
        .extracting(Finding::rule)
        .doesNotContain(Monitors.MONITOR_PORT_EXISTS);
  }

  @Test
  void a_monitor_that_asks_nothing_and_selects_everybody_is_right() {
    Altered altered =
        monitor(
            spec -> {
              spec.remove("selector");
              spec.remove("podMetricsEndpoints");
            });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void other_kinds_are_no_monitors() {
    Altered altered =
        observed()
            .edit(
                GenericKubernetesResource.class,
                "monitoring",
                monitor -> {
                  monitor.setKind("ServiceMonitor");
                  monitor.setAdditionalProperty("spec", Map.of());
                });

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\"datasource\": \"${datasource}\", true",
    "\"datasource\": \"$datasource\", true",
    "\"datasource\": {\"uid\": \"${datasource}\"}, true",
    "\"datasource\": \"prometheus\", false",
    "\"datasource\": \"x${datasource}\", false",
  })
  void a_datasource_is_a_variable_that_the_dashboard_has(String json, boolean lets) {
    Altered altered = dashboard(text -> text + json);

    assertThat(said(Monitors.DASHBOARD_LETS_CHOOSE, altered).isEmpty()).isEqualTo(lets);
  }

  @Test
  void a_prefix_is_told_with_underscores() {
    Altered altered =
        dashboard(json -> json.replace("metrics_spark_driver_", "metrics_a_b1_driver_"))
            .property(NOTEBOOK_CONF, "spark.metrics.namespace", "a-b1");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_finding_of_a_dashboard_stands_in_its_file() {
    Altered altered =
        dashboard(json -> json.replace("metrics_spark_driver_", "metrics_etl_driver_"));

    assertThat(said(altered))
        .extracting(Finding::subject, Finding::mark)
        .containsExactly(
            tuple("monitoring/configmap-monitoring-dashboard.yaml", "metrics_etl_driver_"));
  }

  @Test
  void a_config_map_that_is_no_dashboard_is_not_read() {
    Altered altered =
        Altered.samples()
            .data("lab-conf", "jupyter_server_config.py", text -> text + "metrics_x_driver_y\n");

    assertThat(said(altered)).isEmpty();
  }
}
