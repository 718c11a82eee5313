package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {

  private static final List<String> KNOWN = List.of("homelab", "cloud", "kind");

  @ParameterizedTest
  @CsvSource({
    "homelan, homelab",
    "homelab, homelab",
    "omelab, homelab",
    "hhomelab, homelab",
    "home-lab, homelab",
    "hmoelab, homelab",
    "cluod, ",
    "clod, cloud",
    "kin, kind",
    "kiln, ",
    "Kind, kind",
    "zebra, ",
    "'', "
  })
  void is_the_known_name_with_the_fewest_edits_if_they_are_few(String typed, String meant) {
    assertThat(NearName.of(typed, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @Test
  void of_two_as_near_the_first_by_alphabet_is_meant() {
    assertThat(NearName.of("prox", List.of("prod", "proc"))).hasValue("proc");
  }

  @Test
  void a_short_name_may_differ_in_one_letter() {
    assertThat(NearName.of("q", List.of("qa"))).hasValue("qa");
    assertThat(NearName.of("xy", List.of("qa"))).isEmpty();
  }

  @Test
  void the_order_of_the_known_names_does_not_matter() {
    assertThat(NearName.of("prox", List.of("proc", "prod"))).hasValue("proc");
  }
}
