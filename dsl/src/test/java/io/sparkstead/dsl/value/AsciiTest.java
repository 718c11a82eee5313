package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTest {

  @Test
  void letters_and_digits_are_those_of_a_keyboard() {
    String letters = "";
    String small = "";
    String digits = "";
    String inNames = "";
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      letters += Ascii.isLetter(c) ? c : "";
      small += Ascii.isLowerCase(c) ? c : "";
      digits += Ascii.isDigit(c) ? c : "";
      inNames += Ascii.isInName(c) ? c : "";
      assertThat(Ascii.isLetterOrDigit(c)).isEqualTo(Ascii.isLetter(c) || Ascii.isDigit(c));
    }

    assertThat(letters).isEqualTo("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    assertThat(small).isEqualTo("abcdefghijklmnopqrstuvwxyz");
    assertThat(digits).isEqualTo("0123456789");
    assertThat(inNames)
        .isEqualTo("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
  }

  @ParameterizedTest
  @CsvSource({
    "12Gi, 0, 2",
    "Gi, 0, 0",
    "12, 0, 2",
    "a12b, 1, 3",
    "a12b, 0, 0",
    "12, 2, 2",
    "٨, 0, 0"
  })
  void digits_end_where_something_else_begins(String text, int start, int end) {
    assertThat(Ascii.endOfDigits(text, start)).isEqualTo(end);
  }

  @Test
  void a_text_in_small_letters_is_as_long_as_before() {
    assertThat(Ascii.toLowerCase("AZ az 09 @[`{ Äİ")).isEqualTo("az az 09 @[`{ Äİ");
  }
}
