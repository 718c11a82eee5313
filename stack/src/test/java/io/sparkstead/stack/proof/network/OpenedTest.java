package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenedTest extends FamilyTest {

  OpenedTest() {
    super(Opened::new);
    on(
        Opened.SOMEBODY_SAYS_WHO,
        "Service history opens port 18080 of Deployment history to whoever reaches a node",
        good -> withoutPolicies(patched("NodePort")));
    on(
        Opened.SOMEBODY_SAYS_WHO,
        "Service outside opens port 18080 of Deployment history",
        good -> withoutPolicies(beside()));
  }

  private static Altered patched(String type) {
    Stack stack = Samples.spark35().stack();
    return Altered.of(
        stack.patchedBy(new MergePatch("Service", HISTORY, Map.of("spec", Map.of("type", type)))));
  }

  /** With another Service in front of the History Server, at every node. */
  private static Altered beside() {
    Altered altered = Altered.samples();
    Service inside = (Service) altered.manifest(Service.class, HISTORY).object();
    inside.getSpec().setType("ClusterIP");
    return altered.add(
        new ServiceBuilder(inside)
            .editMetadata()
            .withName("outside")
            .endMetadata()
            .editSpec()
            .withType("NodePort")
            .endSpec()
            .build());
  }

  private static Altered withoutPolicies(Altered altered) {
    for (String policy : altered.evidence().names(NetworkPolicy.class)) {
      altered.delete(NetworkPolicy.class, policy);
    }
    return altered;
  }

  @ParameterizedTest
  @ValueSource(strings = {"NodePort", "LoadBalancer"})
  void where_policies_close_it_the_others_speak(String type) {
    assertThat(said(patched(type))).isEmpty();
  }

  @Test
  void a_balancer_that_takes_named_ranges_alone_is_narrow() {
    Altered altered =
        withoutPolicies(patched("LoadBalancer"))
            .service(HISTORY, spec -> spec.setLoadBalancerSourceRanges(List.of("10.1.0.0/16")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_a_part_opens_by_its_exposure_was_meant() {
    assertThat(said(withoutPolicies(Altered.samples()))).isEmpty();
  }
}
