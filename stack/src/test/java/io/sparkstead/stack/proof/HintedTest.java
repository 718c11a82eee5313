package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** Patterns that wait for a text they may be in. */
class HintedTest {

  @Test
  void a_text_with_the_hint_is_searched() {
    Hinted user = new Hinted("USER", "(?m)^USER (\\w+)");

    assertThat(user.find("FROM a\nUSER b\nUSER c\n")).contains("b");
    assertThat(user.findAll("FROM a\nUSER b\nUSER c\n")).containsExactly("b", "c");
    assertThat(user.find("RUN echo USER\n")).isEmpty();
    assertThat(user.is("USER b")).isTrue();
    assertThat(user.is("USER b c")).isFalse();
  }

  @Test
  void a_text_without_the_hint_compiles_nothing() {
    Hinted broken = new Hinted("USER", "(");

    assertThat(broken.find("FROM a\n")).isEmpty();
    assertThat(broken.findAll("FROM a\n")).isEmpty();
    assertThat(broken.is("FROM a")).isFalse();
    assertThatThrownBy(() -> broken.find("USER b\n")).isInstanceOf(PatternSyntaxException.class);
  }
}
