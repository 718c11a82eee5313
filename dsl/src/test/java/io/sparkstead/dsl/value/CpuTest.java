package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTest {

  @ParameterizedTest
  @CsvSource({"2, 2", "0.5, 500m", "0.25, 250m", "0.001, 1m", "1m, 1m", "1000m, 1", "2.000, 2"})
  void an_amount_is_spelt_in_whole_cores_or_thousandths(String text, String spelt) {
    assertThat(Cpu.of(text)).hasToString(spelt);
    assertThat(Cpu.of(text).toQuantity()).hasToString(spelt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        ".5",
        "1.",
        "0.0005",
        "0.5m",
        "-1",
        "+1",
        "1e3",
        " 1",
        "1 ",
        "1 m",
        "1k",
        "２",
        "1234567",
        "1234567m",
        "1,5"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Cpu.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cpu '%s' is not an amount of cores; write 2, 0.5 or 250m", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0m", "0.0", "0.000"})
  void no_cpu_at_all_is_refused(String text) {
    assertThatThrownBy(() -> Cpu.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cpu of 0m: ask for at least one thousandth of a core (1m)");
  }

  @Test
  void amounts_add_up() {
    assertThat(Cpu.cores(1).plus(Cpu.millis(500))).isEqualTo(Cpu.of("1.5"));
    assertThat(Cpu.millis(250).times(6)).hasToString("1500m");
    assertThat(Cpu.cores(2)).isGreaterThan(Cpu.millis(1999));
  }

  @Test
  void an_amount_past_counting_is_refused() {
    assertThat(Cpu.cores(2_147_483)).hasToString("2147483");
    assertThatThrownBy(() -> Cpu.cores(2_147_484)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cpu.cores(2_000_000).plus(Cpu.cores(2_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cpu.cores(2_000_000).times(2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
