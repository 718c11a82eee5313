package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {

  @Test
  void every_character_is_of_its_kinds_wherever_it_stands() {
    for (int code = 0; code <= Character.MAX_VALUE; code++) {
      char c = (char) code;
      for (String text : new String[] {"" + c, "a?" + c + "é", "\u2019" + c}) {
        assertThat(has(text, Characters.BEYOND_ASCII))
            .as("U+%04X in %s", code, text)
            .isEqualTo(text.length() > 1 || code > 0x7f);
        assertThat(has(text, Characters.HALF))
            .as("U+%04X", code)
            .isEqualTo(Character.isSurrogate(c));
        assertThat(has(text, Characters.LOST))
            .as("U+%04X", code)
            .isEqualTo((code >= 0x7f && code <= 0x9f) || code >= 0xfffe);
        assertThat(has(text, Characters.LINE_FEED)).as("U+%04X", code).isEqualTo(c == '\n');
        assertThat(has(text, Characters.HIDDEN))
            .as("U+%04X", code)
            .isEqualTo(c != '\n' && c != '\t' && !Quoted.isPrintable(c));
      }
    }
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
