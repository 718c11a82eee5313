package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SizeTest {

  @Test
  void are_as_the_page_says() throws IOException {
    assertThat(Path.of("../docs/tune.md"))
        .content()
        .contains(row("dev", Size.dev(), 5))
        .contains(row("batch", Size.batch(), 50))
        .contains(row("spot", Size.spot(), 50));
  }

  private static String row(String name, Size size, int disk) {
    Executors executors = size.executors();
    DynamicAllocation allocation = size.allocation();
    assertThat(executors.shuffle().onNode()).hasToString(disk + "Gi");
    long most = allocation.max();
    return "| `Size.%s()` | %d | %s | %s | %d, %d, %d | %d cores, %dGi |"
        .formatted(
            name,
            executors.cores(),
            executors.memory(),
            executors.shuffle().onNode(),
            allocation.min(),
            allocation.initial(),
            allocation.max(),
            most * executors.cores(),
            Math.round(most * executors.podMemory().bytes() / Math.pow(2, 30)));
  }

  @Test
  void only_on_spot_nodes_is_data_handed_on() {
    assertThat(Size.spot().executors().shuffle()).isInstanceOf(Shuffle.Decommission.class);
    assertThat(Size.batch().executors().shuffle()).isInstanceOf(Shuffle.Tracking.class);
  }
}
