package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardsTest extends FamilyTest {

  private static final String DASHBOARD = "monitoring-dashboard";
  private static final String BUILDER = "SparkSession.builder.";
  private static final String NAMESPACE = "spark.metrics.namespace";
  private static final String DONE = "metrics_executor_completedTasks_total";

  DashboardsTest() {
    super(Dashboards::new);
    on(
        Dashboards.DRIVER_IS_SHOWN,
        "has the driver's metrics begin with metrics_Explore_driver_, and what is asked for begins"
            + " with metrics_spark_driver_; set it to spark",
        good -> observed().property(NOTEBOOK_CONF, NAMESPACE, "${spark.app.name}"));
    on(
        Dashboards.DRIVER_IS_SHOWN,
        NAMESPACE + " is not set in",
        good -> observed().without(NOTEBOOK_CONF, NAMESPACE));
    on(
        Dashboards.DRIVER_IS_SHOWN,
        NAMESPACE + "=mine in " + NOTEBOOK,
        good ->
            observed()
                .replace(NOTEBOOK, BUILDER, BUILDER + "config('" + NAMESPACE + "', 'mine')."));
    on(
        Dashboards.METRIC_IS_WRITTEN,
        "asks for metrics_executor_completedTasks, and Spark writes " + DONE + "; ask for that",
        good -> dashboard(text -> text.replace(DONE, "metrics_executor_completedTasks")));
    on(
        Dashboards.METRIC_IS_WRITTEN,
        "asks for metrics_spark_driver_jvm_heap_used, and the name of each metric of a driver ends",
        good -> dashboard(text -> text.replace("jvm_heap_used_Value", "jvm_heap_used")));
    on(
        Dashboards.METRIC_IS_WRITTEN,
        "asks in namespace default, and the pods are in data; ask there",
        good -> dashboard(text -> text.replace("namespace='data'", "namespace='default'")));
    on(
        Dashboards.METRIC_IS_WRITTEN,
        "is asked for its heap, and tells none without spark.metrics.conf.driver.source.jvm.class",
        good -> observed().without(NOTEBOOK_CONF, "spark.metrics.conf.driver.source.jvm.class"));
    on(
        Dashboards.METRIC_IS_WRITTEN,
        "PrometheusRule late asks for metrics_executor_failedTasks, and Spark writes",
        good -> observed().add(alert("rate(metrics_executor_failedTasks[5m]) > 0")));
  }

  private static Altered observed() {
    return Altered.of(Samples.spark41().observed());
  }

  private static Altered dashboard(UnaryOperator<String> change) {
    return observed()
        .edit(
            ConfigMap.class,
            DASHBOARD,
            map -> map.getData().replaceAll((key, text) -> change.apply(text)));
  }

  private static GenericKubernetesResource alert(String query) {
    GenericKubernetesResource alert = new GenericKubernetesResource();
    alert.setApiVersion("monitoring.coreos.com/v1");
    alert.setKind("PrometheusRule");
    alert.setMetadata(new ObjectMetaBuilder().withName("late").build());
    alert.setAdditionalProperties(
        Map.of("spec", Map.of("groups", List.of(Map.of("rules", List.of(Map.of("expr", query)))))));
    return alert;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics_executor_failedTasks_total > 3",
        "metrics_executor_somethingQuiteNew > 3",
        "metrics_spark_driver_executor_runTime_Count > 3",
        "metrics_mine_driver_BlockManager_memory_memUsed_MB_Value > 3",
        "up{namespace='default'} == 0",
      })
  void what_spark_may_write_can_be_asked_for(String query) {
    assertThat(said(observed().add(alert(query)))).isEmpty();
  }

  @Test
  void what_chooses_by_a_pattern_may_find_any_driver() {
    Altered altered =
        observed()
            .property(NOTEBOOK_CONF, NAMESPACE, "other")
            .add(alert("{__name__=~'metrics_.*_driver_jvm_heap_used_Value'} > 3"));

    assertThat(said(altered)).extracting(Finding::rule).doesNotContain(Dashboards.DRIVER_IS_SHOWN);
  }
}
