package io.sparkstead.stack.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.Cidr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsTest {

  private static List<String> servers(Dns dns) {
    return dns.servers().keySet().stream().map(Peer::title).toList();
  }

  @Test
  void is_kube_dns_unless_it_is_said() {
    Outside outside = new Outside(List.of(Cidr.only("10.0.0.1")), 443, List.of(), List.of());

    assertThat(outside.dns()).isEqualTo(Dns.kubeDns());
    assertThat(outside.asking(Dns.openShift()).dns()).isEqualTo(Dns.openShift());
  }

  @Test
  void on_the_node_is_at_an_address_in_front_of_kube_dns() {
    assertThat(servers(Dns.nodeLocal()))
        .containsExactly(
            "DNS at [169.254.20.10/32] at port 53",
            "DNS in kube-system at port 53",
            "DNS in kube-system at port 53");
    assertThat(servers(Dns.nodeLocal("fd00::a", "10.96.0.10")))
        .startsWith("DNS at [fd00::a/128, 10.96.0.10/32] at port 53");
  }

  @Test
  void of_openshift_listens_at_another_port() {
    assertThat(servers(Dns.openShift())).containsExactly("DNS in openshift-dns at port 5353");
  }

  @Test
  void of_ones_own_is_asked_beside_others() {
    Dns own = Dns.pods("dns", Map.of("app", "unbound"), 1053);

    assertThat(servers(own.and(Dns.at(53, Cidr.only("10.0.0.2")))))
        .containsExactly("DNS in dns at port 1053", "DNS at [10.0.0.2/32] at port 53");
  }

  @Test
  void refuses_to_be_nowhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dns(Map.of()))
        .withMessage("DNS has no server, and no name would resolve; leave dns(…) out, or name one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dns(Map.of(new Peer.People(), 0)))
        .withMessage("DNS is asked at port 0: a port is 1-65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dns.at(53))
        .withMessage("DNS at port 53 is at no address; name one");
    assertThatIllegalArgumentException().isThrownBy(() -> Dns.nodeLocal("kube-dns"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dns.pods("dns", Map.of("app", "my dns"), 53))
        .withMessageContaining("no pod of namespace dns has the label app=my dns");
  }
}
