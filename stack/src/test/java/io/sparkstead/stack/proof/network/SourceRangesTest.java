package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRangesTest extends FamilyTest {

  SourceRangesTest() {
    super(SourceRanges::new);
    on(
        SourceRanges.SOMEBODY_COMES_IN,
        "Service lab lets in [10.1.9.9/32] alone, its own address, from which nobody comes",
        good -> ranges(named(balanced(), "10.1.9.9"), "10.1.9.9/32"));
    on(
        SourceRanges.NOBODY_IS_LEFT_OUT,
        "Service lab lets in [10.1.0.7/32] alone, and policies let in [10.1.0.0/16]",
        good -> ranges(balanced(), "10.1.0.7/32"));
  }

  /** People come from 10.1.0.0/16. */
  private static Altered balanced() {
    return Altered.samples()
        .service(JUPYTER, service -> service.setType("LoadBalancer"))
        .policy(
            JUPYTER,
            policy ->
                policy
                    .getIngress()
                    .get(0)
                    .setFrom(
                        List.of(
                            new NetworkPolicyPeerBuilder()
                                .withNewIpBlock()
                                .withCidr("10.1.0.0/16")
                                .endIpBlock()
                                .build())));
  }

  private static Altered ranges(Altered good, String... ranges) {
    return good.service(JUPYTER, service -> service.setLoadBalancerSourceRanges(List.of(ranges)));
  }

  private static Altered named(Altered good, String address) {
    return good.edit(
        Service.class,
        JUPYTER,
        service ->
            service
                .getMetadata()
                .setAnnotations(Map.of("metallb.io/loadBalancerIPs", address + ", 10.1.9.8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.0/16", "10.1.4.0/24", "10.0.0.0/8", "0.0.0.0/0", "172.16.0.9/32"})
  void blocks_of_people_pass(String range) {
    assertThat(said(ranges(balanced(), range))).isEmpty();
    assertThat(said(ranges(named(balanced(), "10.1.9.9"), range, "10.1.9.9/32"))).isEmpty();
  }

  @Test
  void where_policies_name_one_machine_ranges_may() {
    Altered altered = ranges(balanced(), "10.1.0.7/32");
    altered.policy(
        JUPYTER,
        policy ->
            policy.getIngress().stream()
                .flatMap(rule -> rule.getFrom().stream())
                .filter(from -> from.getIpBlock() != null)
                .forEach(from -> from.getIpBlock().setCidr("10.1.0.7/32")));

    assertThat(said(altered)).isEmpty();
  }
}
