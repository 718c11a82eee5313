package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlanksTest {

  @Test
  void values_go_into_blanks_in_their_order() {
    assertThat(Blanks.fill("%s holds %s to %s.", "demo", 1, 6)).isEqualTo("demo holds 1 to 6.");
    assertThat(Blanks.fill("nothing to fill")).isEqualTo("nothing to fill");
  }

  @Test
  void a_number_says_which_value_and_may_say_it_again() {
    assertThat(Blanks.fill("%2$s/%1$s/%2$s", "a", "b")).isEqualTo("b/a/b");
  }

  @Test
  void a_percent_sign_is_said_twice_and_one_in_a_value_once() {
    assertThat(Blanks.fill("100 %% of %s", "%s")).isEqualTo("100 % of %s");
  }

  @Test
  void blanks_are_those_of_java() {
    Object[] values = {"a", 2};
    for (String text : List.of("%s %s", "%2$s of %1$s", "%1$s %s %s", "%%%s%%%s%%", "%s%2$s")) {
      assertThat(Blanks.fill(text, values)).isEqualTo(text.formatted(values));
    }
  }

  @Test
  void what_is_no_blank_or_has_no_value_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blanks.fill("%s and %s", "one"))
        .withMessage("'%s' has no value, of 1; give it one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blanks.fill("%3$s", "one", "two"))
        .withMessage("'%3$s' has no value, of 2; give it one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blanks.fill("%0$s", "one"))
        .withMessage("'%0$s' has no value, of 1; give it one");
    for (String text : List.of("%d of them", "100 % of them", "100 %", "%1s", "%1$d", "%$s")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Blanks.fill(text, "one"))
          .withMessageContaining("is no blank; write %s, %1$s or %%");
    }
  }

  @Test
  void a_value_without_a_blank_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blanks.fill("%1$s", "one", "two"))
        .withMessage("value 2, two, goes into no blank; drop it");
  }
}
