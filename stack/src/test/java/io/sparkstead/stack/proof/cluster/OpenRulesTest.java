package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRulesTest extends FamilyTest {

  OpenRulesTest() {
    super(OpenRules::new);
    on(
        OpenRules.RULE_SAYS_WITH_WHOM,
        "NetworkPolicy store has a rule without from, which lets everybody in at port 9000",
        good -> good.policy(STORE, spec -> spec.getIngress().get(0).setFrom(List.of())));
    on(
        OpenRules.RULE_SAYS_WITH_WHOM,
        "NetworkPolicy lab has a rule without to, which lets pods go anywhere",
        good -> good.policy(JUPYTER, spec -> spec.getEgress().get(0).setTo(null)));
    on(
        OpenRules.RULE_SAYS_WITH_WHOM,
        "NetworkPolicy store lets in pods of all namespaces, by an empty namespaceSelector",
        good ->
            good.policy(
                    STORE,
                    spec ->
                        spec.getIngress()
                            .get(0)
                            .getFrom()
                            .get(0)
                            .setNamespaceSelector(new LabelSelector()))
                .policy(
                    STORE, spec -> spec.getIngress().get(0).getFrom().get(0).setPodSelector(null)));
  }

  @Test
  void names_may_be_asked_for_anywhere() {
    NetworkPolicyPort port = new NetworkPolicyPort();
    port.setPort(new IntOrString(53));
    port.setProtocol("UDP");
    Altered altered =
        Altered.samples()
            .policy(
                JUPYTER,
                spec -> {
                  spec.getEgress().get(0).setTo(null);
                  spec.getEgress().get(0).setPorts(List.of(port));
                });

    assertThat(said(altered)).isEmpty();
  }
}
