package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.Cpu;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  @Test
  void memory_and_scratch_are_requested_in_full_and_only_cpu_is_lent() {
    assertShape(
            new Resources(Cpu.millis(250), Cpu.cores(1), gibibytes(2), gibibytes(3)).requirements())
        .isEqualTo(
            """
            requests:
              cpu: 250m
              ephemeral-storage: 3Gi
              memory: 2Gi
            limits:
              cpu: "1"
              ephemeral-storage: 3Gi
              memory: 2Gi
            """);
  }

  @Test
  void a_limit_may_equal_the_request() {
    Resources resources = new Resources(Cpu.cores(1), Cpu.of("1.0"), gibibytes(1), gibibytes(1));

    assertThat(resources.cpuLimit()).isEqualTo(resources.cpu());
  }

  @Test
  void a_limit_below_the_request_is_refused() {
    assertThatThrownBy(
            () -> new Resources(Cpu.cores(1), Cpu.millis(999), gibibytes(1), gibibytes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a cpu limit of 999m is below the request of 1; raise the limit or ask for less");
  }
}
