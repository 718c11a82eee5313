package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.text.Yaml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {

  @Test
  void container_and_service_say_the_same_port_and_the_number_once_each() {
    Port api = new Port("api", 9000);

    assertThat(Yaml.document(Map.of("ports", List.of(api.onContainer()))))
        .endsWith(
            """
            ports:
            - name: api
              containerPort: 9000
              protocol: TCP
            """);
    assertThat(Yaml.document(Map.of("ports", List.of(api.onService()))))
        .endsWith(
            """
            ports:
            - name: api
              port: 9000
              targetPort: api
              protocol: TCP
            """);
  }

  @Test
  void a_port_of_grpc_says_so_to_gateways() {
    assertThat(new Port("grpc", 15002).onService().getAppProtocol()).isEqualTo("kubernetes.io/h2c");
    assertThat(new Port("grpc-admin", 1).isGrpc()).isTrue();
    assertThat(new Port("grpcs", 1).isGrpc()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 65_534, 65_535})
  void a_number_is_1_to_65535(int number) {
    assertThat(new Port("api", number).onContainer().getContainerPort()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65_536, Integer.MAX_VALUE})
  void another_number_is_refused(int number) {
    assertThatThrownBy(() -> new Port("api", number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port api is %s: a TCP port is 1-65535", number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1a", "1z", "a-1", "driver-rpc-port"})
  void a_name_is_an_iana_service_name(String name) {
    assertThat(new Port(name, 1).target().getStrVal()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "80", "1-2", "-a", "a-", "a--b", "API", "a_b", "a.b", "driver-rpc-ports"})
  void another_name_is_refused(String name) {
    assertThatThrownBy(() -> new Port(name, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port name '%s' is not an IANA service name: use 1-15 of a-z, 0-9 and single hyphens,"
                + " with a letter among them",
            name);
  }
}
