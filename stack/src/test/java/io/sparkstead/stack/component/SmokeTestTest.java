package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Python;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;

class SmokeTestTest {

  private final Samples samples = Samples.spark35();
  private final SmokeTest smoke = samples.smokeTest();

  @Test
  void asks_the_cluster_whether_the_stack_works() {
    Manifests.approve(smoke);
  }

  @Test
  void is_left_alone_by_whoever_applies_the_stack() {
    assertThat(smoke.applied()).isEqualTo(Component.Applied.ON_REQUEST);
    assertThat(samples.jupyter().applied()).isEqualTo(Component.Applied.WITH_THE_STACK);
  }

  @Test
  void its_script_is_python() {
    Python.compile(script(smoke));
  }

  @Test
  void asks_the_history_server_where_its_service_is() {
    assertThat(script(smoke)).contains(samples.historyServer().endpoints().get(0).inside());
  }

  /** A pod template of a Job cannot be changed. */
  @Test
  void another_property_makes_another_job() {
    SmokeTest other =
        new SmokeTest(
            smoke.namespace(), smoke.name(), smoke.application().named("x"), smoke.history());

    assertThat(job(other)).isNotEqualTo(job(smoke));
    assertThat(job(samples.smokeTest())).isEqualTo(job(smoke));
  }

  private static String job(SmokeTest smoke) {
    return Inventory.of(smoke).names(Job.class).get(0);
  }

  private static String script(SmokeTest smoke) {
    return Inventory.of(smoke).all(ConfigMap.class).stream()
        .map(map -> map.getData().get("smoke.py"))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
