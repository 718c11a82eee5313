package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** Patterns that wait for a text they may be in. */
class HintedTest {

  @Test
  void what_stands_on_a_line_is_found_on_lines_with_a_hint() {
    Hinted user = Hinted.onLine("(?m)^(?:USER|AS) (\\w+)", "USER", "AS");

    assertThat(user.find("FROM a\nUSER b\nAS c\n")).contains("b");
    assertThat(user.findAll("FROM a\nAS b\nRUN\nUSER c")).containsExactly("b", "c");
    assertThat(user.isIn("FROM a\nUSER b\n")).isTrue();
    assertThat(user.find("RUN echo USER\n")).isEmpty();
    assertThat(user.isIn("RUN echo USER\n")).isFalse();
    assertThat(user.is("USER b")).isTrue();
    assertThat(user.is("USER b c")).isFalse();
  }

  @Test
  void what_may_begin_and_end_anywhere_is_searched_for_in_all_the_text() {
    Hinted call = Hinted.anywhere("set\\(\\s*(\\w+),\\s*b\\)", ",");

    assertThat(call.findAll("set(\n a,\n b) set(c, b)")).containsExactly("a", "c");
  }

  @Test
  void what_is_found_may_be_replaced() {
    Hinted user = Hinted.onLine("(?<=://)\\w+(?=@)", "@");

    assertThat(user.replaceAll("http://a@b and http://c@d", "$1"))
        .isEqualTo("http://$1@b and http://$1@d");
    assertThat(user.replaceAll("http://b", "$1")).isEqualTo("http://b");
  }

  @Test
  void a_text_without_the_hint_compiles_nothing() {
    Hinted broken = Hinted.onLine("(", "USER");

    assertThat(broken.find("FROM a\n")).isEmpty();
    assertThat(broken.findAll("FROM a\n")).isEmpty();
    assertThat(broken.is("FROM a")).isFalse();
    assertThatThrownBy(() -> broken.find("USER b\n")).isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  void a_hint_is_a_word() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hinted.onLine("a", "a", ""))
        .withMessage("a hint with nothing in it is everywhere; name a word");
  }
}
