package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.value.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {

  private static final Port API = new Port("api", 9000);
  private static final Port WEB = new Port("webui", 9090);

  @Test
  void a_service_at_an_address_of_metal_lb() {
    assertShape(new Exposure.MetalLb("192.168.1.5").resources(MINIO, API, WEB).get(0))
        .isEqualTo(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: minio
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
              annotations:
                metallb.io/loadBalancerIPs: "192.168.1.5"
            spec:
              type: LoadBalancer
              externalTrafficPolicy: Local
              selector:
                app.kubernetes.io/name: minio
              ports:
              - name: api
                port: 9000
                targetPort: api
                protocol: TCP
              - name: webui
                port: 9090
                targetPort: webui
                protocol: TCP
            """);
  }

  @Test
  void inside_the_cluster_there_is_no_address_to_ask_for() {
    Service service = (Service) new Exposure.ClusterIp().resources(MINIO, API).get(0);

    assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
    assertThat(service.getMetadata().getAnnotations()).isEmpty();
  }

  @Test
  void a_service_selects_the_component_s_pods() {
    Service service = (Service) new Exposure.ClusterIp().resources(MINIO, API).get(0);

    assertThat(service.getSpec().getSelector()).isEqualTo(MINIO.selector());
  }

  @Test
  void a_browser_finds_what_has_an_address() {
    assertThat(new Exposure.MetalLb("192.168.1.5").outside(WEB))
        .hasValue("http://192.168.1.5:9090");
    assertThat(new Exposure.ClusterIp().outside(WEB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "1.2.3.4", "10.20.99.100", "199.209.249.250", "255.255.255.255"})
  void an_address_is_ipv4(String address) {
    assertThat(new Exposure.MetalLb(address).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "256.1.1.1",
        "1.1.1.256",
        "1.260.1.1",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        "1.2.3.4.5",
        ".1.2.3.4",
        "1..2.3",
        "1.2.3.4\n",
        " 1.2.3.4",
        "192.168.01.5",
        "00.0.0.0",
        "1.2.3.-4",
        "1,2,3,4",
        "1.2.3.4/24",
        "1.2.3.4:80",
        "1.2.3.a",
        "minio",
        "minio.example.org",
        "::1",
        "١.2.3.4"
      })
  void another_address_is_refused(String address) {
    assertThatThrownBy(() -> new Exposure.MetalLb(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MetalLB address '%s' is not an IPv4 address; give one of its pool", address);
  }
}
