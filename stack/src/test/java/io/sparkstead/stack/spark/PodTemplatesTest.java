package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTemplatesTest {

  private final PodTemplates templates = Samples.spark35().application().templates();

  @Test
  void executor() {
    Manifests.approve(List.of(templates.executor()));
  }

  @Test
  void driver() {
    Manifests.approve(List.of(templates.driver()));
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
