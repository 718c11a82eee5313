package io.sparkstead.stack.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutsideTest {

  @Test
  void an_api_server_without_an_address_is_refused() {
    assertThatThrownBy(() -> new Outside(List.of(), 6443, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the API server has no endpoint, and no driver would reach it; name the addresses that"
                + " 'kubectl get endpointslices -n default' shows");
  }

  @Test
  void a_port_that_is_none_is_refused() {
    assertThatThrownBy(() -> new Outside(List.of(Cidr.only("10.0.0.1")), 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the API server's port is 0: a TCP port is 1-65535");
  }

  @Test
  void a_flow_ends_where_it_begins_or_later() {
    Peer people = new Peer.People();

    assertThatThrownBy(() -> new Flow(people, people, new Port("ui", 4040), 4039, "look"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ports 4040 to 4039 are none; name the last one last");
  }

  @Test
  void a_flow_is_named_by_its_ports_and_by_who_talks_to_whom() {
    Peer pods = new Peer.OfNamespace(DnsLabel.of("watch"));
    Flow range = new Flow(new Peer.People(), pods, new Port("ui", 4040), 4045, "look");
    Flow one = new Flow(pods, new Peer.ApiServer(), Peer.ApiServer.PORT, "ask");

    assertThat(range.ports()).isEqualTo("4040-4045");
    assertThat(one.ports()).isEqualTo("443");
    assertThat(range.from().title() + ", " + range.to().title())
        .isEqualTo("people, namespace watch");
    assertThat(one.to().title()).isEqualTo("Kubernetes API");
  }

  @Test
  void a_namespace_is_let_in_by_the_label_that_kubernetes_gives_it() {
    Peer pods = new Peer.OfNamespace(DnsLabel.of("watch"));

    assertThat(pods.inPolicy(new Outside(List.of(Cidr.only("10.0.0.1")), 443, List.of())))
        .singleElement()
        .satisfies(
            peer ->
                assertThat(peer.getNamespaceSelector().getMatchLabels())
                    .containsEntry("kubernetes.io/metadata.name", "watch"));
  }
}
