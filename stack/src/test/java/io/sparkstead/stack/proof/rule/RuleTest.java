package io.sparkstead.stack.proof.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule has an id of one form and says all of itself. */
class RuleTest {

  private static final Rule RULE = Rule.error("LAB-01", "A title").why("Why.").fix("Fix it.");

  @Test
  void weighs_what_it_is_declared_as() {
    assertThat(RULE.severity()).isEqualTo(Severity.ERROR);
    assertThat(Rule.warning("ABC-90", "t").why("w").fix("f").severity())
        .isEqualTo(Severity.WARNING);
    assertThat(Rule.note("XYZ-09", "t").why("w").fix("f").severity()).isEqualTo(Severity.NOTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "LAB-1", "LAB-001", "LAB_01", "LAB101", "lAB-01", "LaB-01", "LAb-01", "@AB-01",
        "LA[-01", "LAB-/1", "LAB-0:", "LAB-A1", "L1B-01", "ÄAB-01"
      })
  void refuses_an_id_of_another_form(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rule.error(id, "t").why("w").fix("f"))
        .withMessage(
            "rule id '%s' is not three capital letters, a hyphen and two digits, as LAB-01", id);
  }

  @Test
  void refuses_to_say_nothing() {
    for (List<String> texts :
        List.of(List.of(" ", "w", "f"), List.of("t", "", "f"), List.of("t", "w", "\n"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Rule.note("LAB-01", texts.get(0)).why(texts.get(1)).fix(texts.get(2)))
          .withMessage(
              "rule LAB-01 does not say all of title, why and fix; say each in a sentence");
    }
  }
}
