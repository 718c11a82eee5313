package io.sparkstead.stack.proof.evidence.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses a block holds. */
class AddressBlocksTest {

  private static final String METADATA = "169.254.169.254";

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254/32, true",
    "169.254.0.0/16, true",
    "0.0.0.0/0, true",
    "169.254.170.23/32, false",
    "169.254.169.255/31, true",
    "169.254.169.252/31, false",
    "169.254.169.254/99, false",
    "10.0.0.0/8, false",
    "fd00:ec2::/32, false",
    "169.254.169.254, false",
    "169.254.169.254/, false",
    "169.254.169.254/x, false",
    "169.254.0.0/016, false",
  })
  void a_block_holds_what_begins_as_it_does(String cidr, boolean holds) {
    assertThat(AddressBlocks.hold(new Block(cidr, List.of()), METADATA)).isEqualTo(holds);
  }

  @Test
  void a_block_does_not_hold_what_it_leaves_out() {
    assertThat(AddressBlocks.hold(new Block("0.0.0.0/0", Peer.Internet.NEAR), METADATA)).isFalse();
    assertThat(AddressBlocks.hold(new Block("0.0.0.0/0", List.of("10.0.0.0/8")), METADATA))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/32, true",
    "192.168.0.0/16, true",
    "172.16.5.0/24, true",
    "172.32.0.0/16, false",
    "52.0.0.0/8, false",
    "0.0.0.0/0, false",
    "fd00:ec2::/32, true",
    "fe80::/64, true",
    "::1/128, true",
    "2001:db8::/32, false",
    "::/0, false",
  })
  void near_is_what_no_router_of_the_internet_passes_on(String cidr, boolean isNear) {
    assertThat(AddressBlocks.isNear(new Block(cidr, List.of()))).isEqualTo(isNear);
  }

  @Test
  void the_internet_leaves_out_all_that_is_near() {
    assertThat(AddressBlocks.isInternet(new Block("0.0.0.0/0", Peer.Internet.NEAR))).isTrue();
    assertThat(
            AddressBlocks.isInternet(
                new Block("0.0.0.0/0", Peer.Internet.NEAR.subList(1, Peer.Internet.NEAR.size()))))
        .isFalse();
    assertThat(AddressBlocks.isInternet(new Block("::/0", Peer.Internet.NEAR_IPV6))).isTrue();
    assertThat(AddressBlocks.isInternet(new Block("::/0", Peer.Internet.NEAR))).isFalse();
  }
}
