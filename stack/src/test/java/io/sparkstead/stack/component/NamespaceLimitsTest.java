package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Siblings;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespaceLimitsTest {

  private static final Samples SAMPLES = Samples.spark35();
  private static final List<HasMetadata> LIMITS =
      new NamespaceLimits(Samples.DATA, DnsLabel.of("limits"))
          .resources(Siblings.among(SAMPLES.stack().components()));

  @Test
  void leave_room_for_what_the_stack_may_grow_to() {
    Manifests.approve(LIMITS);
  }

  /** Three services, two Jobs, ten executors and one more, a driver. */
  @Test
  void count_every_pod_that_can_be_there_at_once() {
    ResourceQuota quota = new Inventory(LIMITS).all(ResourceQuota.class).get(0);

    assertThat(quota.getSpec().getHard()).containsEntry("pods", new Quantity("17"));
  }

  /** Ten executors and one more. */
  @Test
  void count_gpus() {
    SparkApplication plain = SAMPLES.application();
    SparkApplication onGpus = plain.sized(plain.executors().gpus(2), plain.allocation());
    List<HasMetadata> limits =
        new NamespaceLimits(Samples.DATA, DnsLabel.of("limits"))
            .resources(Siblings.among(List.of(SAMPLES.jupyter(onGpus))));
    ResourceQuota quota = new Inventory(limits).all(ResourceQuota.class).get(0);

    assertThat(quota.getSpec().getHard())
        .containsEntry("requests.nvidia.com/gpu", new Quantity("22"));
  }

  @Test
  void let_the_largest_container_be_as_large_as_it_is() {
    LimitRange range = new Inventory(LIMITS).all(LimitRange.class).get(0);
    Map<String, Quantity> max = range.getSpec().getLimits().get(0).getMax();

    assertThat(max.get("memory"))
        .isEqualTo(SAMPLES.application().executors().podMemory().toQuantity());
    assertThat(max.get("cpu")).isEqualTo(SAMPLES.application().executors().cpu().toQuantity());
  }
}
