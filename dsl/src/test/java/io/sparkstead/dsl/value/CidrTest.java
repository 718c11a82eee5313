package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"192.168.1.0/24", "10.0.0.0/8", "0.0.0.0/1", "128.0.0.0/1", "255.255.255.255/32"})
  void is_a_block_of_addresses(String text) {
    assertThat(new Cidr(text)).hasToString(text);
  }

  @Test
  void of_one_address_is_a_block_too() {
    assertThat(Cidr.only("192.168.1.2")).hasToString("192.168.1.2/32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.168.1.0",
        "192.168.1/24",
        "192.168.1.0/33",
        "0.0.0.0/0",
        "256.0.0.0/8",
        "01.0.0.0/8",
        "fd00::/8",
        "192.168.1.0/24 ",
        "a.b.c.d/8"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> new Cidr(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a block of IPv4 addresses: write four numbers of 0-255 and a length of"
                + " 1-32, as in 192.168.1.0/24",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.7/24, 192.168.1.0",
    "10.1.2.3/8, 10.0.0.0",
    "255.255.255.255/1, 128.0.0.0"
  })
  void an_address_that_its_length_would_cut_is_refused(String text, String begin) {
    String length = text.substring(text.indexOf('/'));
    String address = text.substring(0, text.indexOf('/'));

    assertThatThrownBy(() -> new Cidr(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "block %s begins at %s; write %s%s, or %s/32 for the one address",
            text, begin, begin, length, address);
  }

  @Test
  void an_address_alone_is_no_block() {
    assertThat("192.168.1.10").matches(Cidr::isAddress);
    assertThat(new String[] {"", "192.168.1", "192.168.1.256", "192.168.1.10/32", "fd00::1"})
        .noneMatch(Cidr::isAddress);
  }
}
