package io.sparkstead.stack.spark;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.release.SparkRelease;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom drivers tell how they and their executors are. */
public sealed interface Metrics {

  /** What a driver has to be told. */
  SparkConf conf(SparkRelease release);

  /** Who asks pods of {@code driver}. */
  List<Flow> flows(Labels driver);

  /** Nobody. */
  record None() implements Metrics {
    @Override
    public SparkConf conf(SparkRelease release) {
      return SparkConf.empty();
    }

    @Override
    public List<Flow> flows(Labels driver) {
      return List.of();
    }
  }

  /**
   * A Prometheus, run by its operator, that asks each driver's web page.
   *
   * <pre>
   * spark.metrics.namespace=spark
   * spark.metrics.conf.driver.sink.prometheusServlet.path=/metrics/prometheus
   * spark.ui.prometheus.enabled=true        # Spark's own choice since 4.0
   * </pre>
   *
   * <p>A driver answers for its executors, as long as they live; nobody asks them. Of several
   * sessions in one pod the first is asked.
   *
   * @param namespace it runs in
   * @param selects the labels by which it chooses PodMonitors, such as {@code release:
   *     kube-prometheus-stack}; empty if it takes all
   * @see <a href="https://spark.apache.org/docs/latest/monitoring.html#metrics">Metrics</a>
   */
  record Prometheus(DnsLabel namespace, Map<String, String> selects) implements Metrics {

    private static final String OF_ITSELF = "/metrics/prometheus";

    /**
     * Where a driver tells of itself, and where of its executors; the former without a redirect.
     */
    public static final List<String> PATHS =
        List.of(OF_ITSELF + "/", "/metrics/executors/prometheus");

    /**
     * In front of what a driver tells of itself. Spark would put the application's id there, and so
     * give each run's metrics other names; pods and times tell runs apart.
     */
    public static final String PREFIX = "spark";

    private static final String EXECUTORS = "spark.ui.prometheus.enabled";
    private static final String DRIVER = "spark.metrics.conf.driver.";

    public Prometheus {
      selects = Map.copyOf(selects);
    }

    @Override
    public SparkConf conf(SparkRelease release) {
      SparkConf conf =
          SparkConf.titled("Metrics")
              .set("spark.metrics.namespace", PREFIX)
              .set(
                  DRIVER + "sink.prometheusServlet.class",
                  "org.apache.spark.metrics.sink.PrometheusServlet")
              .set(DRIVER + "sink.prometheusServlet.path", OF_ITSELF)
              .set(DRIVER + "source.jvm.class", "org.apache.spark.metrics.source.JvmSource");
      return isOnByItself(release) ? conf : conf.set(EXECUTORS, true);
    }

    private static boolean isOnByItself(SparkRelease release) {
      Optional<SparkKey> key = SparkKeys.of(release.version()).lookup(EXECUTORS);
      return key.isPresent() && key.get().isDefault("true");
    }

    @Override
    public List<Flow> flows(Labels driver) {
      return List.of(
          new Flow(
              new Peer.OfNamespace(namespace),
              new Peer.Pods(driver),
              DriverService.UI,
              "reads metrics"));
    }
  }
}
