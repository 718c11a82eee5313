package io.sparkstead.dsl.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "250m, 1000, 250",
    "2, 1000, 2000",
    "1.5, 1000, 1500",
    "0.0001, 1000, 1",
    "100m, 1, 1",
    "2Gi, 1, 2147483648",
    "'2Gi ', 1, 2147483648",
    "'1.5 ', 1000, 1500",
    "512Mi, 1, 536870912",
    "1Ki, 1, 1024",
    "1.5Gi, 1, 1610612736",
    "2G, 1, 2000000000",
    "1e3, 1, 1000",
    "0, 1, 0",
    "9999999999, 1, 9999999999"
  })
  void are_counted_in_parts_and_upwards(String text, int perOne, long parts) {
    assertThat(Quantities.parts(new Quantity(text), perOne)).isEqualTo(parts);
  }

  @Test
  void are_what_decimals_would_come_to() {
    BigDecimal most = BigDecimal.valueOf(64L << 50);
    for (String unit : List.of("", "m", "Ki", "Mi", "Gi", "Ti", "k", "M")) {
      for (int number : List.of(0, 1, 9, 10, 999, 123456)) {
        for (int perOne : List.of(1, 1000)) {
          Quantity quantity = new Quantity(Integer.toString(number), unit);
          BigDecimal exact = quantity.getNumericalAmount().multiply(BigDecimal.valueOf(perOne));
          assertThat(Quantities.parts(quantity, perOne))
              .as("%s%s by %s", number, unit, perOne)
              .isEqualTo(exact.setScale(0, RoundingMode.CEILING).min(most).longValueExact());
        }
      }
    }
  }

  @Test
  void beyond_64_pebibytes_are_64_pebibytes() {
    long most = 64L << 50;

    assertThat(Quantities.parts(new Quantity("64", "Pi"), 1)).isEqualTo(most);
    assertThat(Quantities.parts(new Quantity("67108864", "Gi"), 1)).isEqualTo(most);
    assertThat(Quantities.parts(new Quantity("67108863", "Gi"), 1)).isEqualTo(most - (1L << 30));
    assertThat(Quantities.parts(new Quantity("67108865", "Gi"), 1)).isEqualTo(most);
    assertThat(Quantities.parts(new Quantity("999999999", "Gi"), 1000)).isEqualTo(most);
    assertThat(Quantities.parts(new Quantity("10", "Ei"), 1)).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "10Gi", "1.5", ".5", "5.", "+5", "250m", "7n", "7u", "1k", "1e3", "1E-3", "1E", "1Gi ",
        " 5"
      })
  void an_amount_is_one_and_can_be_counted(String text) {
    Quantity quantity = new Quantity("0");
    quantity.setAmount(text);
    assertThat(Quantities.isAmount(quantity)).isTrue();
    assertThat(Quantities.parts(new Quantity(text), 1000)).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10GB",
        "1K",
        "many",
        "two",
        "-5",
        "1 Gi",
        "0x10",
        "1_000",
        "1,5",
        "1.2.3",
        ".",
        "+",
        "Gi",
        "1e",
        "1e+",
        "1ee3",
        "1e9999999999",
        "\u0663",
        "1Mi5"
      })
  void what_is_no_amount_counts_as_none(String text) {
    Quantity quantity = new Quantity("0");
    quantity.setAmount(text);
    assertThat(Quantities.isAmount(quantity)).isFalse();
    assertThat(Quantities.parts(quantity, 1)).isZero();
    assertThat(Quantities.isAmount(new Quantity())).isFalse();
    assertThat(Quantities.parts(new Quantity(), 1)).isZero();
  }
}
