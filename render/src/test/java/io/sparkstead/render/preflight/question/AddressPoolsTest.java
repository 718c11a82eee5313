package io.sparkstead.render.preflight.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses a pool of MetalLB holds. */
class AddressPoolsTest {

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5-192.168.1.9, 192.168.1.9, true",
    "192.168.1.5-192.168.1.9, 192.168.1.10, false",
    "192.168.1.0/28, 192.168.1.15, true",
    "192.168.1.0/28, 192.168.1.16, false",
    "10.0.0.1/32, 10.0.0.1, true",
    "fd00::/120, fd00::ff, true",
    "fd00::/120, fd00::1:0, false",
    "fd00::/120, 10.0.0.1, false",
    "0.0.0.0/0, fd00::1, false",
    "lan, 10.0.0.1, false",
    "10.0.0.0/24, pool.example.org, false",
  })
  void an_address_is_in_a_range_or_not(String range, String address, boolean isIn) {
    assertThat(AddressPools.holds(range, address)).isEqualTo(isIn);
  }
}
