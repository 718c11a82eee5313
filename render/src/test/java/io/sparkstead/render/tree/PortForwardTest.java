package io.sparkstead.render.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.overlays.Laptop;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortForwardTest {

  @Test
  void opens_every_endpoint_at_its_own_port() {
    assertThat(PortForward.of(new Laptop().stack(ImageLock.NONE)).text())
        .contains(
            """
            forward 'seaweedfs' 8333:8333 &
            forward 'spark-history-server' 18080:18080 &
            forward 'jupyter' 8888:8888 &
            forward 'jupyter' 4040:4040 &
            wait
            """)
        .contains("kubectl port-forward --namespace 'spark' ");
  }

  @Test
  void what_has_an_address_needs_none() {
    Homelab homelab = new Homelab();
    Stack stack = homelab.stack(ImageLock.NONE);

    assertThat(PortForward.of(stack).local()).isEmpty();
    assertThat(Layout.of(homelab, stack).files()).doesNotContainKey(PortForward.FILE);
  }

  @Test
  void clients_of_spark_connect_dial_it_by_its_own_protocol() {
    assertThat(PortForward.of(new Stack(Samples.DATA, List.of(Samples.spark41().connect()))).text())
        .contains("#   sc://localhost:15002    Spark Connect\n")
        .contains("forward 'connect' 15002:15002 &\nforward 'connect' 4040:4040 &\n");
  }

  @Test
  void two_of_one_port_do_not_meet() {
    Samples samples = Samples.spark35().exposed(new Exposure.ClusterIp());
    HistoryServer history = samples.historyServer();
    HistoryServer second =
        new HistoryServer(
            Samples.DATA,
            DnsLabel.of("second"),
            samples.sparkImage(),
            samples.eventLog(),
            new Exposure.ClusterIp());

    assertThat(PortForward.of(new Stack(Samples.DATA, List.of(history, second))).text())
        .contains("forward 'history' 18080:18080 &\nforward 'second' 18081:18080 &\n");
  }
}
