package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class SubnetsTest extends FamilyTest {

  private static final String ONE = "10.0.1.0/24";
  private static final String TWO = "10.0.2.0/24";

  SubnetsTest() {
    super(Subnets::new);
    on(
        Subnets.NETWORKS_ARE_ALL_OPEN,
        "NetworkPolicy c opens 10.0.1.0/24, and NetworkPolicy a, NetworkPolicy b open 10.0.2.0/24",
        good ->
            good.add(to("a", 443, ONE, TWO)).add(to("b", 443, TWO, ONE)).add(to("c", 443, ONE)));
  }

  private static NetworkPolicy to(String name, int port, String... networks) {
    NetworkPolicyEgressRule rule =
        new NetworkPolicyEgressRuleBuilder()
            .addNewPort()
            .withPort(new IntOrString(port))
            .endPort()
            .build();
    for (String network : networks) {
      rule =
          new NetworkPolicyEgressRuleBuilder(rule)
              .addNewTo()
              .withNewIpBlock()
              .withCidr(network)
              .endIpBlock()
              .endTo()
              .build();
    }
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .addToEgress(rule)
        .endSpec()
        .build();
  }

  @Test
  void a_policy_that_goes_further_than_one_other_is_free() {
    assertThat(said(Altered.samples().add(to("a", 443, ONE, TWO)).add(to("c", 443, ONE))))
        .isEmpty();
  }

  @Test
  void one_at_other_ports_is_free() {
    Altered altered =
        Altered.samples()
            .add(to("a", 443, ONE, TWO))
            .add(to("b", 443, ONE, TWO))
            .add(to("c", 5432, ONE));

    assertThat(said(altered)).isEmpty();
  }
}
