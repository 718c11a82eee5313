package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class ProbedSessionsTest extends FamilyTest {

  ProbedSessionsTest() {
    super(ProbedSessions::new);
    on(
        ProbedSessions.PROBE_ASKS_THE_SERVER,
        "in StatefulSet lab asks port 4040, at which nobody listens until a session",
        good -> asking(good, "spark-ui"));
  }

  private static Altered asking(Altered good, String port) {
    Probe probe = new ProbeBuilder().withNewTcpSocket().withNewPort(port).endTcpSocket().build();
    return good.container(JUPYTER, lab -> lab.setLivenessProbe(probe));
  }

  @Test
  void the_port_of_the_server_passes() {
    assertThat(said(asking(Altered.samples(), "http"))).isEmpty();
  }
}
