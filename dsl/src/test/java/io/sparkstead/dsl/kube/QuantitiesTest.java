package io.sparkstead.dsl.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "250m, 1000, 250",
    "2, 1000, 2000",
    "1.5, 1000, 1500",
    "0.0001, 1000, 1",
    "100m, 1, 1",
    "2Gi, 1, 2147483648",
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
    for (String unit : List.of("", "m", "Ki", "Mi", "Gi", "Ti", "k", "M")) {
      for (int number : List.of(0, 1, 9, 10, 999, 123456)) {
        for (int perOne : List.of(1, 1000)) {
          Quantity quantity = new Quantity(Integer.toString(number), unit);
          BigDecimal exact = quantity.getNumericalAmount().multiply(BigDecimal.valueOf(perOne));
          if (exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            continue;
          }
          assertThat(Quantities.parts(quantity, perOne))
              .as("%s%s by %s", number, unit, perOne)
              .isEqualTo(exact.setScale(0, RoundingMode.CEILING).longValueExact());
        }
      }
    }
  }

  @Test
  void beyond_what_can_be_counted_are_refused() {
    assertThatThrownBy(() -> Quantities.parts(new Quantity("999999999", "Gi"), 1000))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Quantities.parts(new Quantity("999999999", "Pi"), 1000))
        .isInstanceOf(ArithmeticException.class);
  }
}
