package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class CommandHeapsTest extends FamilyTest {

  CommandHeapsTest() {
    super(CommandHeaps::new);
    on(
        CommandHeaps.HEAP_FITS,
        "container event-log-ready of StatefulSet lab runs Java with a heap of 256m in 64Mi of"
            + " memory",
        good -> waiting(good, "64Mi"));
    on(
        CommandHeaps.HEAP_LEAVES_ROOM,
        "with a heap of 256m in 320Mi of memory",
        good -> waiting(good, "320Mi"));
  }

  private static Altered waiting(Altered good, String memory) {
    return good.pod(
        JUPYTER,
        pod ->
            pod.getInitContainers()
                .get(0)
                .getResources()
                .getLimits()
                .put("memory", new Quantity(memory)));
  }

  @Test
  void half_of_the_memory_is_enough() {
    assertThat(said(waiting(Altered.samples(), "384Mi"))).isEmpty();
  }
}
