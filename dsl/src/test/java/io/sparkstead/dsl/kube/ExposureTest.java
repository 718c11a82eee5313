package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure.Gateway;
import io.sparkstead.dsl.kube.Exposure.Ingress;
import io.sparkstead.dsl.kube.Exposure.LoadBalancer;
import io.sparkstead.dsl.kube.Exposure.NodePort;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
        "::1::",
        "[::1]",
        "١.2.3.4"
      })
  void another_address_is_refused(String address) {
    assertThatThrownBy(() -> new Exposure.MetalLb(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MetalLB address '%s' is not an address of IPv4 or IPv6; give one of its pool",
            address);
  }

  @Test
  void an_address_of_ipv6_makes_a_service_of_that_family() {
    Exposure six = new Exposure.MetalLb("FD00:0::5");

    assertShape(six.resources(MINIO, API, WEB).get(0))
        .contains("    metallb.io/loadBalancerIPs: fd00::5\n")
        .contains("  ipFamilies:\n  - IPv6\n")
        .contains("  ipFamilyPolicy: SingleStack\n");
    assertThat(six.outside(WEB)).hasValue("http://[fd00::5]:9090");
    assertThat(new NodePort("fd00::9", Map.of("webui", 30090)).outside(WEB))
        .hasValue("http://[fd00::9]:30090");
  }

  @Test
  void an_address_of_each_family_makes_a_service_of_both() {
    Exposure both = new Exposure.MetalLb("192.168.1.5,fd00::5");

    assertShape(both.resources(MINIO, API, WEB).get(0))
        .contains("  ipFamilies:\n  - IPv4\n  - IPv6\n")
        .contains("  ipFamilyPolicy: RequireDualStack\n");
    assertThat(both.outside(WEB)).hasValue("http://192.168.1.5:9090");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1,10.0.0.2", "fd00::1,fd00::2", "10.0.0.1,fd00::1,fd00::2"})
  void two_addresses_of_one_family_are_refused(String addresses) {
    assertThatThrownBy(() -> new Exposure.MetalLb(addresses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MetalLB addresses '%s' are more than one of a family, and a Service has one of each;"
                + " give 192.168.1.5, fd00::5 or 192.168.1.5,fd00::5",
            addresses);
  }

  @Test
  void a_service_at_ports_of_a_node() {
    Exposure node = new NodePort("192.168.1.9", Map.of("webui", 30090));

    assertShape(node.resources(MINIO, API, WEB).get(0))
        .contains(
            """
            spec:
              type: NodePort
              externalTrafficPolicy: Local
            """)
        .contains("    targetPort: webui\n    protocol: TCP\n    nodePort: 30090\n");
    assertThat(node.outside(WEB)).hasValue("http://192.168.1.9:30090");
    assertThat(node.outside(API)).isEmpty();
  }

  @Test
  void a_service_at_a_load_balancer_of_the_cloud() {
    Exposure cloud =
        new LoadBalancer(
            "minio.example.org",
            Map.of("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
            List.of(new Cidr("10.0.0.0/8")));

    assertShape(cloud.resources(MINIO, API).get(0))
        .contains(
            """
              annotations:
                service.beta.kubernetes.io/aws-load-balancer-scheme: internal
            spec:
              type: LoadBalancer
              externalTrafficPolicy: Local
            """)
        .endsWith("  loadBalancerSourceRanges:\n  - \"10.0.0.0/8\"\n");
    assertThat(cloud.outside(API)).hasValue("http://minio.example.org:9000");
  }

  @Test
  void an_ingress_leads_a_host_to_a_port() {
    Exposure ingress = ingress(Map.of("webui", "minio.example.org"));

    assertShape(ingress.resources(MINIO, API, WEB).get(1))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: minio
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            spec:
              rules:
              - host: minio.example.org
                http:
                  paths:
                  - path: /
                    backend:
                      service:
                        name: minio
                        port:
                          name: webui
                    pathType: Prefix
              ingressClassName: nginx
              tls:
              - secretName: wildcard
                hosts:
                - minio.example.org
            """);
    assertThat(ingress.outside(WEB)).hasValue("https://minio.example.org");
    assertThat(ingress.outside(API)).isEmpty();
  }

  @Test
  void without_a_certificate_an_ingress_speaks_in_the_clear() {
    Exposure ingress =
        new Ingress(DnsLabel.of("nginx"), Map.of("webui", "minio.example.org"), Optional.empty());

    assertShape(ingress.resources(MINIO, WEB).get(1)).doesNotContain("tls:");
    assertThat(ingress.outside(WEB)).hasValue("http://minio.example.org");
  }

  @Test
  void a_route_leads_a_host_from_a_gateway_to_a_port() {
    Exposure gateway =
        new Gateway(
            DnsLabel.of("gateways"), DnsLabel.of("public"), Map.of("webui", "minio.example.org"));

    assertThat(gateway.resources(MINIO, API, WEB)).hasSize(2);
    assertShape(gateway.resources(MINIO, API, WEB).get(1))
        .isEqualTo(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: minio-webui
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            spec:
              parentRefs:
              - group: gateway.networking.k8s.io
                kind: Gateway
                namespace: gateways
                name: public
              hostnames:
              - minio.example.org
              rules:
              - matches:
                - path:
                    type: PathPrefix
                    value: /
                backendRefs:
                - group: ""
                  kind: Service
                  name: minio
                  port: 9090
                  weight: 1
            """);
    assertThat(gateway.outside(WEB)).hasValue("https://minio.example.org");
  }

  @Test
  void what_is_reached_by_hosts_has_no_address_of_its_own() {
    Service service =
        (Service) ingress(Map.of("webui", "minio.example.org")).resources(MINIO, WEB).get(0);

    assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
  }

  static Stream<Arguments> refused() {
    DnsLabel name = DnsLabel.of("public");
    return Stream.of(
        refused(
            () -> new NodePort("node-1", Map.of()),
            "node address 'node-1' is not an address of IPv4 or IPv6; give the node's own"),
        refused(
            () -> new NodePort("10.0.0.9", Map.of("api", 29999)),
            "port api asks for node port 29999: one is 30000-32767"),
        refused(
            () -> new NodePort("10.0.0.9", Map.of("api", 32768)),
            "port api asks for node port 32768: one is 30000-32767"),
        refused(
            () -> new NodePort("10.0.0.9", Map.of("api", 30000, "webui", 30000)),
            "two ports ask for one node port in {api=30000, webui=30000}; give each its own"),
        refused(
            () -> new NodePort("10.0.0.9", Map.of("http", 30000)).resources(MINIO, API, WEB),
            "minio has no port 'http' to expose; there is: api, webui"),
        refused(
            () -> new LoadBalancer("minio", Map.of(), List.of()),
            "host 'minio' of a load balancer is not a DNS name; write it in full, like"
                + " jupyter.example.org"),
        refused(
            () -> new LoadBalancer("a.example.org", Map.of("scheme", "internal"), List.of()),
            "annotation 'scheme' is not a DNS name, a slash and a name; write it as the cloud's"
                + " manual does"),
        refused(
            () -> ingress(Map.of()),
            "an Ingress has no host, and leads nowhere; name one for a port"),
        refused(
            () -> ingress(Map.of("webui", "10.0.0.5")),
            "host '10.0.0.5' of an Ingress is not a DNS name; write it in full, like"
                + " jupyter.example.org"),
        refused(
            () -> ingress(Map.of("http", "a.example.org")).resources(MINIO, API),
            "minio has no port 'http' to expose; there is: api"),
        refused(
            () -> new Gateway(name, name, Map.of("api", "a.example.org", "webui", "a.example.org")),
            "two ports have one host in {api=a.example.org, webui=a.example.org}; give each its"
                + " own, or a path of its own behind it"),
        refused(
            () -> new Gateway(name, name, Map.of("api", "a.example.org/x y")),
            "path '/x y' of host a.example.org is not one: use letters, digits, hyphens and"
                + " underscores behind each slash, and no slash at the end, like"
                + " tools.example.org/jupyter"),
        refused(
            () -> ingress(Map.of("api", "a.example.org/x/")),
            "path '/x/' of host a.example.org is not one: use letters, digits, hyphens and"
                + " underscores behind each slash, and no slash at the end, like"
                + " tools.example.org/jupyter"),
        refused(
            () -> new LoadBalancer("a.example.org/x", Map.of(), List.of()),
            "host 'a.example.org/x' of a load balancer has a path, which it cannot tell; leave it"
                + " out"),
        refused(
            () -> ingress(Map.of("api", "a.example.org/x")).resources(MINIO, API),
            "port 'api' of minio answers at the root of a host alone, and not at a.example.org/x;"
                + " give it a host without a path"),
        refused(
            () ->
                ingress(Map.of("webui", "a.example.org/x"))
                    .resources(MINIO, List.of(API), List.of(WEB)),
            "minio serves at the root alone, and below /x the controller has to take that off; say"
                + " how by rewriting(PathRewrite.NGINX) or TRAEFIK, take a Gateway, or give it a"
                + " host without a path"));
  }

  private static Arguments refused(ThrowingCallable made, String message) {
    return Arguments.of(made, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void an_exposure_that_leads_nowhere_is_refused(Object made, String message) {
    assertThatThrownBy((ThrowingCallable) made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Exposure ingress(Map<String, String> hosts) {
    return new Ingress(DnsLabel.of("nginx"), hosts, Optional.of(DnsLabel.of("wildcard")));
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000, 30_001, 32_766, 32_767})
  void a_node_port_is_30000_to_32767(int number) {
    assertThat(new NodePort("10.0.0.9", Map.of("api", number)).numbers())
        .containsOnly(Map.entry("api", number));
  }

  @Test
  void a_gateway_leads_to_a_service_that_nobody_outside_reaches() {
    Exposure gateway =
        new Gateway(DnsLabel.of("net"), DnsLabel.of("web"), Map.of("api", "a.example.org"));
    Exposure other =
        new Gateway(DnsLabel.of("net"), DnsLabel.of("web"), Map.of("ap", "a.example.org"));

    assertThat(((Service) gateway.resources(MINIO, API).get(0)).getSpec().getType())
        .isEqualTo("ClusterIP");
    assertThatThrownBy(() -> other.resources(MINIO, API))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minio has no port 'ap' to expose; there is: api");
  }
}
