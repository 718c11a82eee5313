package io.sparkstead.dsl.value;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1Mi, 1m, 1048576",
    "512Mi, 512m, 536870912",
    "2Gi, 2g, 2147483648",
    "2Ti, 2t, 2199023255552"
  })
  void kubernetes_and_spark_spell_the_same_size(String kubernetes, String spark, long bytes) {
    ByteSize size = ByteSize.of(kubernetes);

    assertThat(size).hasToString(kubernetes);
    assertThat(size.toQuantity()).hasToString(kubernetes);
    assertThat(size.toSpark()).isEqualTo(spark);
    assertThat(size.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Gi",
        "2",
        "2G",
        "2g",
        "2GB",
        "2k",
        "2Ki",
        "2Pi",
        "1.5Gi",
        "-1Gi",
        "+1Gi",
        " 1Gi",
        "1Gi ",
        "1 Gi",
        "1e3Mi",
        "0x1Mi",
        "１Gi",
        "1gi",
        "9999999999999999999Mi"
      })
  void anything_but_a_whole_number_of_binary_units_is_refused(String text) {
    assertThatThrownBy(() -> ByteSize.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size '%s' is not a whole number of Mi, Gi or Ti; write 512Mi or 2Gi", text);
  }

  @Test
  void a_thousandth_of_a_byte_is_refused_by_name() {
    assertThatThrownBy(() -> ByteSize.of("400m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "size '400m' is not a whole number of Mi, Gi or Ti; write 512Mi or 2Gi (m is a"
                + " thousandth: 400m is under a byte)");
  }

  @ParameterizedTest
  @CsvSource({"8796093022207Mi", "8589934591Gi", "8388607Ti"})
  void the_largest_size_still_counts_in_bytes(String text) {
    assertThat(ByteSize.of(text).bytes()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"0Mi", "8796093022208Mi", "8589934592Gi", "8388608Ti"})
  void nothing_and_more_than_a_count_of_bytes_are_refused(String text) {
    assertThatThrownBy(() -> ByteSize.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size %s is not between 1 and 8 exbibytes", text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1Mi",
    "1048575, 1Mi",
    "1048576, 1Mi",
    "1048577, 2Mi",
    "1073741824, 1Gi",
    "1073741825, 1025Mi",
    "1099511627776, 1024Gi"
  })
  void bytes_are_rounded_up_to_whole_mebibytes(long bytes, String size) {
    assertThat(ByteSize.ofBytes(bytes)).hasToString(size);
  }

  @Test
  void sizes_add_up_across_units() {
    assertThat(gibibytes(1).plus(mebibytes(512))).hasToString("1536Mi");
    assertThat(mebibytes(512).plus(mebibytes(512))).hasToString("1Gi");
    assertThat(mebibytes(512).times(6)).hasToString("3Gi");
  }

  @Test
  void a_sum_that_no_longer_counts_in_bytes_is_refused() {
    ByteSize half = gibibytes(1L << 32);

    assertThatThrownBy(() -> half.plus(half)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> half.times(4)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizes_are_sorted_by_bytes() {
    assertThat(mebibytes(1025)).isGreaterThan(gibibytes(1));
    assertThat(mebibytes(1024)).isEqualByComparingTo(gibibytes(1));
  }
}
