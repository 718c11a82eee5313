package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {

  /** Neighbours of those below. */
  @ParameterizedTest
  @ValueSource(
      chars = {
        ' ', '~', '\u00a0', '\u200a', '\u200c', '\u200d', '\u2010', '\u2027', '\u202f', '\u205f',
        '\u2070', '\ufefe', '\uff00', '\ufffd'
      })
  void a_character_that_can_be_seen_stands_as_it_is(char c) {
    assertThat(Quoted.of("" + c)).isEqualTo("\"" + c + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u0000', '\u001f', '\u007f', '\u009f', '\u200b', '\u200e', '\u200f', '\u2028', '\u202e',
        '\u2060', '\u206f', '\ufeff', '\ufffe', '\uffff'
      })
  void one_that_cannot_is_escaped(char c) {
    assertThat(Quoted.of("" + c)).isEqualTo("\"\\u%s\"", "%04x".formatted((int) c));
  }
}
