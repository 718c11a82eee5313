package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsLabelTest {

  static String[] labels() {
    return new String[] {
      "a", "z", "a1", "a0z9", "spark-history-server", "a--b", "x".repeat(62), "x".repeat(63)
    };
  }

  static String[] others() {
    return new String[] {
      "",
      "-",
      "-a",
      "a-",
      "History",
      "a_b",
      "a.b",
      "a b",
      "a`",
      "a{",
      "a/0",
      "a:0",
      " a",
      "a\n",
      "é",
      "ı",
      "１",
      "x".repeat(64)
    };
  }

  @ParameterizedTest
  @MethodSource("labels")
  void a_label_is_its_text(String text) {
    assertThat(DnsLabel.of(text)).hasToString(text);
    assertThat(DnsLabel.isRfc1123(text)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> DnsLabel.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "name '%s' is not a DNS label: use 1-63 of a-z, 0-9 and hyphens, beginning with a letter"
                + " and not ending with a hyphen",
            text);
    assertThat(DnsLabel.isRfc1123(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3com", "0-a"})
  void a_leading_digit_is_for_namespaces_and_not_for_services(String text) {
    assertThat(DnsLabel.isRfc1123(text)).isTrue();
    assertThatThrownBy(() -> DnsLabel.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_suffix_goes_behind_a_hyphen_and_counts() {
    assertThat(DnsLabel.of("minio").dash("pvc")).hasToString("minio-pvc");
    assertThat(DnsLabel.of("x".repeat(61)).dash("y").text()).hasSize(63);
    assertThatThrownBy(() -> DnsLabel.of("x".repeat(62)).dash("y"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_subdomain_is_labels_with_dots_between_253_characters_in_all() {
    String longest = ("x".repeat(63) + ".").repeat(3) + "y".repeat(61);

    assertThat(longest).hasSize(253);
    assertThat(longest).matches(DnsLabel::isSubdomain);
    assertThat(longest + "y").matches(text -> !DnsLabel.isSubdomain(text));
    assertThat("kube-root-ca.crt").matches(DnsLabel::isSubdomain);
    assertThat(new String[] {"", ".", "a.", ".a", "a..b", "a.B"}).noneMatch(DnsLabel::isSubdomain);
  }

  @Test
  void labels_are_sorted_by_text() {
    assertThat(DnsLabel.of("a")).isLessThan(DnsLabel.of("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"})
  void what_windows_keeps_for_itself_is_known(String name) {
    assertThat(DnsLabel.isKeptByWindows(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf", "co", "com", "com0", "com10", "lpt", "nula", "spark"})
  void what_only_begins_so_is_anybodys(String name) {
    assertThat(DnsLabel.isKeptByWindows(name)).isFalse();
  }
}
