package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

  private static Origin taken() {
    return Origin.here();
  }

  @Test
  void a_refusal_is_told_where_the_value_was_given() {
    Origin given = taken();
    IllegalArgumentException late = new IllegalArgumentException("too much");
    IllegalArgumentException refusal = given.refusal(late);

    assertThat(refusal).hasMessage("too much").hasCause(late);
    assertThat(refusal.getStackTrace()).isEqualTo(given.frames());
    assertThat(given.frames())
        .extracting(StackTraceElement::getMethodName)
        .contains("taken", "a_refusal_is_told_where_the_value_was_given");
  }

  @Test
  void is_no_part_of_a_value() {
    Origin one = taken();
    Origin other = taken();

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
    assertThat(one.isCall(other)).isFalse();
    assertThat(one.isCall(one)).isTrue();
  }
}
