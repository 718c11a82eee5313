package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.0/24",
        "10.0.0.0/8",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "255.255.255.255/32",
        "fd00::/8",
        "8000::/1",
        "::/1",
        "::1/128",
        "2001:db8:1:2::/64",
        "2001:db8::/33"
      })
  void is_a_block_of_addresses(String text) {
    assertThat(new Cidr(text)).hasToString(text);
  }

  @Test
  void of_one_address_is_a_block_too() {
    assertThat(Cidr.only("192.168.1.2")).hasToString("192.168.1.2/32");
    assertThat(Cidr.only("fd00:ec2::1")).hasToString("fd00:ec2::1/128");
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
        "192.168.1.0/24 ",
        "a.b.c.d/8",
        "1.2.3.4.5/8",
        "::/0",
        "fd00::/129",
        "fd00::",
        "fd00::1::/64",
        "fd00:/16",
        ":1::/64",
        "1:2:3:4:5:6:7/64",
        "1:2:3:4:5:6:7:8:9/64",
        "1:2:3:4::5:6:7:8/128",
        "fd00::12345/128",
        "fd00::g/128",
        "::ffff:10.0.0.1/128",
        "fe80::1%eth0/128",
        "[fd00::1]/128",
        ":::/64",
        ":/64"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> new Cidr(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a block of addresses: write four numbers of 0-255 and a length of 1-32,"
                + " as in 192.168.1.0/24, or of IPv6 a length of 1-128, as in fd00:1::/64",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.7/24, 192.168.1.0, 32",
    "10.1.2.3/8, 10.0.0.0, 32",
    "255.255.255.255/1, 128.0.0.0, 32",
    "fd00:1::7/64, fd00:1::, 128",
    "ffff::1/1, 8000::, 128",
    "fd00:0:0:1f::/59, fd00::, 128",
  })
  void an_address_that_its_length_would_cut_is_refused(String text, String begin, int bits) {
    String length = text.substring(text.indexOf('/'));
    String address = text.substring(0, text.indexOf('/'));

    assertThatThrownBy(() -> new Cidr(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "block %s begins at %s; write %s%s, or %s/%s for the one address",
            text, begin, begin, length, Cidr.canonical(address), bits);
  }

  @Test
  void an_address_alone_is_no_block() {
    assertThat(new String[] {"192.168.1.10", "fd00::1", "::", "1:2:3:4:5:6:7:8"})
        .allMatch(Cidr::isAddress);
    assertThat(
            new String[] {
              "", "192.168.1", "192.168.1.256", "192.168.1.10/32", "fd00::1/128", "[fd00::1]", ":"
            })
        .noneMatch(Cidr::isAddress);
  }

  @ParameterizedTest
  @CsvSource({
    "FD00:0:0:0:0:0:0:1, fd00::1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "1::2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "0:1:2:3:4:5:0:0, 0:1:2:3:4:5::",
    "0001:00a0::0B, 1:a0::b",
    "192.168.1.2, 192.168.1.2",
    "nas.example.org, nas.example.org",
  })
  void an_address_is_written_in_one_way(String text, String canonical) {
    assertThat(Cidr.canonical(text)).isEqualTo(canonical);
  }

  @Test
  void what_is_one_is_equal() {
    assertThat(new Cidr("FD00:0::/8")).isEqualTo(new Cidr("fd00::/8"));
  }

  @Test
  void a_url_has_an_address_of_ipv6_in_brackets() {
    assertThat(Cidr.inUrl("fd00::1")).isEqualTo("[fd00::1]");
    assertThat(Cidr.inUrl("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(Cidr.ofUrl("[fd00::1]")).isEqualTo("fd00::1");
    assertThat(Cidr.ofUrl("nas.example.org")).isEqualTo("nas.example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, fd00::1, false",
    "::/0, fd00::1, true",
    "::/0, 10.0.0.1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
    "fd00:1::5/128, fd00:1:0::5, true",
    "fd00:1::5/128, fd00:1::6, false",
    "fd00::/x, fd00::1, false",
    "fd00::, fd00::1, false",
    "10.0.0.0/33, 10.0.0.0, false",
    "10.0.0.0/8, nas.example.org, false",
  })
  void a_block_holds_what_begins_as_it_does(String block, String address, boolean holds) {
    assertThat(Cidr.holds(block, address)).isEqualTo(holds);
  }

  /** The JDK reads an address without asking anybody, and knows nothing of the short form. */
  @Test
  void any_address_is_the_one_that_the_jdk_reads() throws UnknownHostException {
    Random random = new Random(20261130);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 16 : 4];
      random.nextBytes(bytes);
      for (int at = 0; at + 1 < bytes.length; at += 2) {
        if (random.nextInt(3) > 0) {
          bytes[at] = 0;
          bytes[at + 1] = 0;
        }
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      String text = address.getHostAddress();
      // The JDK takes an address of IPv4 in another's form for one of IPv4.
      String canonical = Cidr.canonical(text);

      assertThat(Cidr.isAddress(text)).as(text).isTrue();
      assertThat(InetAddress.getByName(canonical)).as(text).isEqualTo(address);
      assertThat(canonical.length()).as(text).isLessThanOrEqualTo(text.length());
      assertThat(Cidr.canonical(canonical)).isEqualTo(canonical);
    }
  }
}
