package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void blanks_and_ends_of_lines_become_one_blank() {
    assertThat(Lines.joined("  a:\n\t - b \r\n\r\nç\n")).isEqualTo(" a: - b ç ");
    assertThat(Lines.joined("")).isEmpty();
  }

  @Test
  void lines_are_those_with_a_word_in_them() {
    assertThat(Lines.with("one\ntwo\nthree and two\n", List.of("two", "thr")))
        .isEqualTo("two\nthree and two\n");
    assertThat(Lines.with("one", List.of("two"))).isEmpty();
  }
}
