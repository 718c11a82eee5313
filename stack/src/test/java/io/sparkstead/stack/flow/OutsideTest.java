package io.sparkstead.stack.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.Cidr;
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
}
