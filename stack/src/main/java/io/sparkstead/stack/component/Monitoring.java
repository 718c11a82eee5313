package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.CustomObject;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.spark.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What makes a Prometheus ask the stack's drivers, and a Grafana show what they say: a PodMonitor,
 * and a ConfigMap with a dashboard.
 *
 * <p>Both programs are the cluster's, and not ours. The PodMonitor asks every pod of the stack that
 * has a Spark UI: notebooks, Spark Connect, submitted drivers. One without a session is down to
 * Prometheus until it has one.
 *
 * <p>Grafana's sidecar finds the dashboard by its label, in this namespace if it looks there
 * ({@code searchNamespace}).
 *
 * @param prometheus as the applications know it
 * @see <a
 *     href="https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor">
 *     PodMonitor</a>
 */
public record Monitoring(Namespace namespace, DnsLabel name, Metrics.Prometheus prometheus)
    implements Component {

  @Override
  public Labels labels() {
    return namespace.labels(name, "monitoring");
  }

  @Override
  public List<HasMetadata> resources() {
    return List.of(dashboard(), podMonitor());
  }

  private HasMetadata podMonitor() {
    HasMetadata monitor =
        new CustomObject(
                "monitoring.coreos.com/v1",
                "PodMonitor",
                labels(),
                name.text(),
                Mapping.of(
                    "selector",
                    Map.of("matchLabels", labels().stackSelector()),
                    "podMetricsEndpoints",
                    scraped()))
            .resource();
    monitor.getMetadata().getLabels().putAll(prometheus.selects());
    return monitor;
  }

  private static List<Map<String, Object>> scraped() {
    List<Map<String, Object>> endpoints = new ArrayList<>();
    for (String path : Metrics.Prometheus.PATHS) {
      endpoints.add(endpoint(path));
    }
    return endpoints;
  }

  private static Map<String, Object> endpoint(String path) {
    return Mapping.of("port", DriverService.UI.name(), "path", path);
  }

  private ConfigMap dashboard() {
    ConfigMap map =
        new ConfigFiles(
                name.dash("dashboard"), Map.of("spark.json", new Dashboard(namespace).json()))
            .resource(labels());
    map.getMetadata().getLabels().put("grafana_dashboard", "1");
    return map;
  }
}
