package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "GO, 1h30m, true",
    "GO, 1.5h, true",
    "GO, 0, true",
    "GO, 0s, true",
    "GO, 30, false",
    "GO, 1d, false",
    "GO, '', false",
    "GO, 1h 30m, false",
    "PROMETHEUS, 1d12h, true",
    "PROMETHEUS, 0, true",
    "PROMETHEUS, 1.5h, false",
    "PROMETHEUS, 30, false",
    "PROMETHEUS, '', false",
    "PROMETHEUS, 1m1h, false",
    "FLUX, 1h30m, true",
    "FLUX, 1.5h, true",
    "FLUX, -1h, false",
    "FLUX, 1d, false",
    "FLUX, 0, false",
    "GATEWAY, 1h30m, true",
    "GATEWAY, 0s, true",
    "GATEWAY, 1.5s, false",
    "GATEWAY, 30, false"
  })
  void each_is_written_in_its_own_way(Durations durations, String text, boolean isOne) {
    assertThat(durations.take(text)).isEqualTo(isOne);
  }

  @Test
  void parts_are_added_up() {
    assertThat(Durations.PROMETHEUS.read("1h30m")).contains(5_400_000L);
    assertThat(Durations.GO.read("1.5s")).contains(1_500L);
    assertThat(Durations.GO.read("soon")).isEmpty();
  }
}
