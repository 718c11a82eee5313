package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTemplatesTest {

  private final PodTemplates templates =
      Samples.spark35().application().templates(DnsLabel.of("lab"));

  @Test
  void executor() {
    Manifests.approve(List.of(templates.executor()));
  }

  @Test
  void driver() {
    Manifests.approve(List.of(templates.driver()));
  }

  @Test
  void run_on_the_nodes_they_are_placed_on() {
    PodTemplates placed =
        Samples.spark35()
            .application()
            .placed(
                new Placement(
                    new Scheduler.Default(), NodePool.karpenterOnDemand(), NodePool.gkeSpot()))
            .templates(DnsLabel.of("lab"));
    Texts.approveDifference(
        Yaml.documents(List.of(templates.executor(), templates.driver())),
        Yaml.documents(List.of(placed.executor(), placed.driver())));
  }

  /** Executors call no API. */
  @Test
  void only_the_driver_holds_a_token() {
    assertThat(templates.executor().getSpec().getVolumes())
        .extracting(Volume::getName)
        .doesNotContain("api-token");
    assertThat(templates.driver().getSpec().getVolumes())
        .extracting(Volume::getName)
        .contains("api-token");
  }
}
