package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CharactersTest {

  private static final int LOOKED_AT =
      Characters.NOT_BARE
          | Characters.LINE_FEED
          | Characters.HIDDEN
          | Characters.BEYOND_ASCII
          | Characters.HALF
          | Characters.LOST;

  /** Of ASCII, what a text without quotes would not have as its own. */
  private static final String NOT_BARE = "!\"#&*<>?[\\]^`{|}";

  @Test
  void every_character_is_of_its_kinds_wherever_it_stands() {
    List<String> wrong = new ArrayList<>();
    for (int code = 0; code <= Character.MAX_VALUE; code++) {
      String c = String.valueOf((char) code);
      int alone = Characters.of(c) & LOOKED_AT;
      int others = Characters.NOT_BARE | Characters.BEYOND_ASCII;
      if (alone != expected((char) code)
          || (Characters.of("a?" + c + "é") & LOOKED_AT) != (alone | others)
          || (Characters.of("\u2019" + c) & LOOKED_AT) != (alone | others)) {
        wrong.add(String.format("U+%04X", code));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int expected(char c) {
    boolean isBreakOrTab = c == '\n' || c == '\t';
    return (c > 0x7f ? Characters.BEYOND_ASCII | Characters.NOT_BARE : 0)
        | (c < ' ' || c == 0x7f || NOT_BARE.indexOf(c) >= 0 ? Characters.NOT_BARE : 0)
        | (c == '\n' ? Characters.LINE_FEED : 0)
        | (Character.isSurrogate(c) ? Characters.HALF : 0)
        | ((c >= 0x7f && c <= 0x9f) || c >= 0xfffe ? Characters.LOST : 0)
        | (isBreakOrTab || Quoted.isPrintable(c) ? 0 : Characters.HIDDEN);
  }

  @Test
  void a_question_mark_is_one_of_ascii() {
    assertThat(has("what?", Characters.BEYOND_ASCII)).isFalse();
    assertThat(has("what?", Characters.NOT_BARE)).isTrue();
    assertThat(has("what\u2026", Characters.NOT_BARE)).isTrue();
  }

  private static boolean has(String text, int kind) {
    return (Characters.of(text) & kind) != 0;
  }
}
