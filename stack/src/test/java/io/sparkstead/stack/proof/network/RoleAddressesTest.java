package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleAddressesTest extends FamilyTest {

  RoleAddressesTest() {
    super(RoleAddresses::new);
    on(
        RoleAddresses.STS_IS_OPEN,
        "Deployment history takes its role from STS, as ConfigMap spark-conf key",
        good -> open(Samples.AWS, "52.219.0.0/16", "3.5.134.0/23"));
    on(
        RoleAddresses.STS_IS_OPEN,
        "may connect to [54.231.0.0/16] alone, which are S3's",
        good -> open(Samples.AWS, "54.231.0.0/16"));
  }

  private static Altered open(ObjectStore store, String... blocks) {
    List<NetworkPolicyPeer> to =
        Stream.of(blocks)
            .map(
                block ->
                    new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(block)
                        .endIpBlock()
                        .build())
            .toList();
    return Altered.of(Samples.spark41().storedIn(store).stack())
        .policy(HISTORY, policy -> policy.getEgress().get(0).setTo(to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.3.0/24", "52.0.0.0/8", "52.94.0.0/16"})
  void another_block_beside_may_be_that_of_sts(String block) {
    assertThat(said(open(Samples.AWS, "52.219.0.0/16", block))).isEmpty();
  }

  @Test
  void who_has_keys_asks_no_role() {
    assertThat(said(open(Samples.AWS_BY_KEYS, "52.219.0.0/16"))).isEmpty();
  }
}
