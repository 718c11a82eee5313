package io.sparkstead.stack.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

  private static final Peer DRIVER = new Peer.OfNamespace(DnsLabel.of("driver"));
  private static final Peer EXECUTORS = new Peer.OfNamespace(DnsLabel.of("executors"));

  @Test
  void drivers_and_executors_connect_unless_one_of_them_is_named() {
    Reach database = Reach.outside(Cidr.only("10.20.0.5"), 5432, 5433);

    assertThat(database.flows(DRIVER, EXECUTORS, "erp"))
        .extracting(flow -> flow.from().title() + ":" + flow.ports())
        .containsExactly(
            "namespace driver:5432",
            "namespace driver:5433",
            "namespace executors:5432",
            "namespace executors:5433");
    assertThat(database.byDrivers().flows(DRIVER, EXECUTORS, "erp"))
        .extracting(Flow::from)
        .containsOnly(DRIVER);
    assertThat(database.byExecutors().flows(DRIVER, EXECUTORS, "erp"))
        .extracting(Flow::from)
        .containsOnly(EXECUTORS);
  }

  @Test
  void what_is_there_has_the_name_it_is_given() {
    assertThat(Reach.internet(443).target().peer("pypi")).isEqualTo(new Peer.Internet("pypi"));
    assertThat(Reach.outside(Cidr.only("10.20.0.5"), 1).target().peer("erp"))
        .isEqualTo(new Peer.Network("erp", List.of(Cidr.only("10.20.0.5"))));
    assertThat(Reach.inCluster("kafka", 9092).target().peer("events"))
        .isEqualTo(new Peer.Elsewhere("events", DnsLabel.of("kafka"), Map.of()));
  }

  @Test
  void nothing_without_a_port() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.internet())
        .withMessage("what is reached has no port; name the one it listens at");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void no_port_that_is_none(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.inCluster("kafka", port))
        .withMessage("what is reached has port " + port + ": a TCP port is 1-65535");
  }

  @Test
  void nothing_at_no_address() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.outside(List.of(), 443))
        .withMessage(
            "what is reached outside is at no address; name the blocks it is in, or"
                + " Reach.internet(443) if nobody knows them");
  }

  @Test
  void no_label_that_is_none() {
    assertThat(Reach.inCluster("hive", Map.of("app", ""), 9083).ports()).containsExactly(9083);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.inCluster("hive", Map.of("app", "my metastore"), 9083))
        .withMessage(
            "no pod of namespace hive has the label app=my metastore, which is none; write what"
                + " 'kubectl get pods -n hive --show-labels' shows");
  }
}
