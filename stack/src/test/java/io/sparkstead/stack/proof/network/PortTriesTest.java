package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortTriesTest extends FamilyTest {

  private static final String TRIES = "spark.port.maxRetries";

  PortTriesTest() {
    super(PortTries::new);
    on(
        PortTries.NEXT_PORTS_ARE_OPEN,
        "spark.driver.port=7078 may become 7094 where several drivers run in StatefulSet lab",
        good -> openTo(good, 7079));
    on(
        PortTries.NEXT_PORTS_ARE_OPEN,
        "spark.blockManager.port=7079 may become 7095",
        good -> openTo(good, 7094));
    on(
        PortTries.NEXT_PORTS_ARE_OPEN,
        "may become 7178",
        good -> good.property(NOTEBOOK_CONF, TRIES, "100"));
  }

  private static Altered openTo(Altered good, int last) {
    return good.policy(JUPYTER, policy -> ports(policy).forEach(port -> port.setEndPort(last)));
  }

  private static List<NetworkPolicyPort> ports(NetworkPolicySpec policy) {
    return policy.getIngress().stream()
        .flatMap(rule -> rule.getPorts().stream())
        .filter(port -> port.getEndPort() != null)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"7095, 16", "7200, 16", "7084, 5", "7079, 0"})
  void as_many_ports_as_are_tried_are_enough(int last, String tries) {
    assertThat(said(openTo(Altered.samples(), last).property(NOTEBOOK_CONF, TRIES, tries)))
        .isEmpty();
  }
}
