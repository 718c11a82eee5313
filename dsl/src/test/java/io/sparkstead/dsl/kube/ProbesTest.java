package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.dsl.value.Port;
import org.junit.jupiter.api.Test;

class ProbesTest {

  private static final Port API = new Port("api", 9000);

  @Test
  void ask_by_http_whether_requests_may_come_and_by_tcp_whether_it_lives() {
    assertShape(probed())
        .isEqualTo(
            """
            startupProbe:
              httpGet:
                path: /minio/health/ready
                port: api
              failureThreshold: 36
              periodSeconds: 5
              timeoutSeconds: 5
            readinessProbe:
              httpGet:
                path: /minio/health/ready
                port: api
              failureThreshold: 3
              periodSeconds: 10
              timeoutSeconds: 5
            livenessProbe:
              tcpSocket:
                port: api
              failureThreshold: 6
              periodSeconds: 20
              timeoutSeconds: 5
            """);
  }

  @Test
  void killing_takes_longer_than_holding_requests_back_and_a_start_gets_three_minutes() {
    Container container = probed();

    assertThat(patience(container.getLivenessProbe()))
        .isGreaterThan(patience(container.getReadinessProbe()));
    assertThat(patience(container.getStartupProbe())).isEqualTo(180);
  }

  private static int patience(Probe probe) {
    return probe.getPeriodSeconds() * probe.getFailureThreshold();
  }

  private static Container probed() {
    Container container = new Container();
    new Probes(new Probes.Http("/minio/health/ready", API), new Probes.Tcp(API)).on(container);
    return container;
  }
}
