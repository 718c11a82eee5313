package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final String OF_EXECUTORS = "spark.ui.prometheus.enabled";

  @Test
  void nobody_changes_nothing() {
    SparkApplication application = Samples.spark41().application();

    assertThat(application.observedBy(new Metrics.None())).isEqualTo(application);
  }

  @Test
  void prometheus_finds_the_same_names_in_every_run() {
    assertThat(properties(Samples.spark41()))
        .containsEntry("spark.metrics.namespace", "spark")
        .containsEntry(
            "spark.metrics.conf.driver.sink.prometheusServlet.class",
            "org.apache.spark.metrics.sink.PrometheusServlet")
        .containsEntry(
            "spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus");
  }

  @Test
  void executors_metrics_are_turned_on_where_spark_does_not() {
    assertThat(properties(Samples.spark35())).containsEntry(OF_EXECUTORS, "true");
    assertThat(properties(Samples.spark41())).doesNotContainKey(OF_EXECUTORS);
  }

  @Test
  void prometheus_may_ask_drivers_wherever_they_run() {
    SparkApplication application = Samples.spark41().application().observedBy(Samples.PROMETHEUS);
    Peer prometheus = new Peer.OfNamespace(Samples.PROMETHEUS.namespace());

    assertThat(application.clusterFlows())
        .contains(
            new Flow(
                prometheus,
                new Peer.Pods(application.accounts().driver()),
                DriverService.UI,
                "reads metrics"));
    assertThat(Samples.spark41().connect().flows())
        .contains(
            new Flow(
                prometheus,
                new Peer.Pods(Samples.spark41().connect().labels()),
                DriverService.UI,
                "reads metrics"));
  }

  private static Map<String, String> properties(Samples samples) {
    return samples.application().observedBy(Samples.PROMETHEUS).clusterConf().properties();
  }
}
