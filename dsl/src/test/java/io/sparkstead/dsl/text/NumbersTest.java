package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Test
  void a_number_is_carried_whatever_holds_it() {
    assertThat(Numbers.carried(3L)).contains(3);
    assertThat(Numbers.carried(3.0)).contains(3);
    assertThat(Numbers.carried(2.5f)).contains(2.5);
    assertThat(Numbers.carried((short) 7)).contains(7);
    assertThat(Numbers.carried(new BigDecimal("0.50"))).contains(0.5);
    assertThat(Numbers.carried(new BigInteger("2"))).contains(2);
    assertThat(Numbers.carried(1L << 40)).contains(1L << 40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999999999999", "0.12345678901234567890", "1e300", "1e-300", "-1e19"})
  void a_number_that_reads_back_as_another_is_not(String number) {
    assertThat(Numbers.carried(new BigDecimal(number))).isEmpty();
  }

  @Test
  void what_is_endless_or_none_is_not() {
    assertThat(Numbers.carried(Double.NaN)).isEqualTo(Optional.empty());
    assertThat(Numbers.carried(Double.POSITIVE_INFINITY)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"40.5, 40.5", "0.00001, 0.00001", "-0.25, -0.25", "1e10, 10000000000"})
  void yaml_has_it_without_an_exponent(double number, String text) {
    assertThat(Yaml.document(Map.of("share", number))).endsWith("share: " + text + "\n");
  }
}
