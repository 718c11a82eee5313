package io.sparkstead.stack.component;

import static io.sparkstead.stack.spark.Metrics.Prometheus.PREFIX;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Blanks;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Grafana dashboard of the drivers in {@code namespace} and their executors.
 *
 * <p>It asks whichever Prometheus is chosen at its top, and so fits any Grafana.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/">
 *     The JSON model</a>
 */
record Dashboard(Namespace namespace) {

  private static final String DRIVER = "metrics_" + PREFIX + "_driver_";

  /**
   * A graph.
   *
   * @param unit as Grafana names it
   */
  private record Panel(String title, String unit, List<Line> lines) {}

  /** One query of a graph; single quotes in it, for it stands between double ones. */
  private record Line(String legend, String query) {}

  private List<Panel> panels() {
    return List.of(
        panel(
            "Executors",
            "short",
            new Line("{{application_name}}", ofExecutors("count", "maxTasks"))),
        panel(
            "Tasks",
            "short",
            new Line("{{application_name}} running", ofExecutors("sum", "activeTasks")),
            new Line("{{application_name}} at most", ofExecutors("sum", "maxTasks"))),
        panel(
            "Tasks finished",
            "ops",
            new Line("{{application_name}} done", rate("completedTasks_total")),
            new Line("{{application_name}} failed", rate("failedTasks_total"))),
        panel(
            "Executors' heap in use",
            "bytes",
            new Line("{{application_name}}", ofExecutors("sum", "JVMHeapMemory_bytes"))),
        panel(
            "Shuffle",
            "Bps",
            new Line("{{application_name}} read", rate("totalShuffleRead_bytes_total")),
            new Line("{{application_name}} written", rate("totalShuffleWrite_bytes_total"))),
        panel(
            "Share of task time in garbage collection",
            "percentunit",
            new Line(
                "{{application_name}}",
                rate("totalGCTime_seconds_total") + " / " + rate("totalDuration_seconds_total"))),
        panel(
            "Jobs and stages",
            "short",
            new Line("{{pod}} jobs running", ofDriver("DAGScheduler_job_activeJobs_Value")),
            new Line("{{pod}} stages waiting", ofDriver("DAGScheduler_stage_waitingStages_Value")),
            new Line("{{pod}} stages failed", ofDriver("DAGScheduler_stage_failedStages_Value"))),
        panel(
            "Drivers' heap",
            "bytes",
            new Line("{{pod}} in use", ofDriver("jvm_heap_used_Value")),
            new Line("{{pod}} at most", ofDriver("jvm_heap_max_Value"))));
  }

  private static Panel panel(String title, String unit, Line... lines) {
    return new Panel(title, unit, List.of(lines));
  }

  private String ofExecutors(String sum, String metric) {
    return sum + " by (application_name) (" + executors(metric) + ")";
  }

  private String rate(String metric) {
    return "sum by (application_name) (rate(" + executors(metric) + "[$__rate_interval]))";
  }

  /** The driver is in the list of its executors. */
  private String executors(String metric) {
    return Blanks.fill(
        "metrics_executor_%s{namespace='%s', executor_id!='driver'}", metric, namespace.name());
  }

  private String ofDriver(String metric) {
    return Blanks.fill("sum by (pod) (%s%s{namespace='%s'})", DRIVER, metric, namespace.name());
  }

  String json() {
    List<Panel> panels = panels();
    return Blanks.fill(
        """
    {
      "uid": "sparkstead-%1$s",
      "title": "Spark in %1$s",
      "tags": ["spark"],
      "schemaVersion": 39,
      "time": {"from": "now-1h", "to": "now"},
      "refresh": "30s",
      "templating": {
        "list": [
          {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus"}
        ]
      },
      "panels": [
    %2$s
      ]
    }
    """,
        namespace.name(),
        IntStream.range(0, panels.size())
            .mapToObj(i -> json(panels.get(i), i))
            .collect(Collectors.joining(",\n")));
  }

  /** Two in a row. */
  private static String json(Panel panel, int i) {
    return Blanks.fill(
        """
        {
          "id": %s,
          "type": "timeseries",
          "title": "%s",
          "datasource": {"type": "prometheus", "uid": "${datasource}"},
          "gridPos": {"x": %s, "y": %s, "w": 12, "h": 8},
          "fieldConfig": {"defaults": {"unit": "%s", "min": 0}, "overrides": []},
          "targets": [
    %s
          ]
        }""",
        i + 1,
        panel.title(),
        i % 2 * 12,
        i / 2 * 8,
        panel.unit(),
        IntStream.range(0, panel.lines().size())
            .mapToObj(line -> json(panel.lines().get(line), (char) ('A' + line)))
            .collect(Collectors.joining(",\n")));
  }

  private static String json(Line line, char id) {
    return Blanks.fill(
        """
            {
              "refId": "%s",
              "legendFormat": "%s",
              "expr": "%s"
            }""",
        id, line.legend(), line.query());
  }
}
