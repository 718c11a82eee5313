package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScalarTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "z",
        "A",
        "Z",
        "/",
        "$a",
        "-a",
        "--a",
        "a0",
        "a9",
        "a b",
        "a:b",
        "a_b.c/d@e=f,g+(h)",
        "m1m",
        "0m",
        "9Ki",
        "90Mi",
        "10Gi",
        "1Ti"
      })
  void what_no_parser_takes_for_anything_else_stands_bare(String text) {
    assertThat(PlainScalar.isSafe(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "--", "-1", "--1", "-inf", "--no", "`a", "{a", "@a", "[a", "a`", "a{", "a@\"",
        "a[", "a #b", "a#b", "a: b", "a:", "a ", "1", "1k", "1G", "1mm", ":m", "yes", "NULL"
      })
  void what_any_parser_might_is_quoted(String text) {
    assertThat(PlainScalar.isSafe(text)).isFalse();
  }
}
