package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest extends FamilyTest {

  private static final String HOST = "history.example.org";

  AddressesTest() {
    super(Addresses::new);
    texts();
    routes();
    on(
        Addresses.ADDRESS_IS_TAKEN_ONCE,
        "Service history and Service store both ask for 10.0.0.9; give each its own",
        good ->
            good.edit(Service.class, STORE, at("metallb.io/loadBalancerIPs", "10.0.0.9"))
                .edit(Service.class, HISTORY, at("metallb.io/loadBalancerIPs", "10.0.0.9")));
    on(
        Addresses.ADDRESS_IS_TAKEN_ONCE,
        "Service history and Service store both ask for node port 30080; give each its own",
        good ->
            good.edit(Service.class, STORE, AddressesTest::onNodes)
                .edit(Service.class, HISTORY, AddressesTest::onNodes));
  }

  private static void onNodes(Service service) {
    service.getSpec().setType("NodePort");
    service.getSpec().getPorts().get(0).setNodePort(30080);
  }

  private void texts() {
    on(
        Addresses.ADDRESS_RESOLVES,
        "store/configmap-store-bootstrap.yaml dials shop.data.svc:9000, which is no Service and port"
            + " of the stack; take it from the component that answers there",
        good ->
            good.data(
                "store-bootstrap",
                "bootstrap.sh",
                script -> script.replace("store.data.svc", "shop.data.svc")));
    on(
        Addresses.ADDRESS_RESOLVES,
        "history/deployment-history.yaml dials store.data.svc:9009,",
        good -> good.container(HISTORY, c -> c.setArgs(List.of("curl store.data.svc:9009"))));
    on(
        Addresses.ADDRESS_RESOLVES,
        ENTRYPOINT + " dials shop.data.svc,",
        good -> good.file(ENTRYPOINT, text -> text + "curl http://shop.data.svc\n"));
    on(
        Addresses.ADDRESS_RESOLVES,
        "extra/configmap-loose.yaml dials shop.data.svc,",
        good -> good.add(loose("fetch.sh")));
  }

  private void routes() {
    on(
        Addresses.ROUTE_LEADS_TO_A_PORT,
        "Ingress history leads to port web of Service history, which is not there; name a Service of"
            + " the stack and a port it has",
        good -> good.add(routed(ingress("web"))));
    on(
        Addresses.ROUTE_LEADS_TO_A_PORT,
        "HTTPRoute history-web leads to port 1 of Service history, which is not there",
        good -> good.add(routed(gateway("web", HOST))));
    on(
        Addresses.ROUTE_LEADS_TO_A_PORT,
        "Ingress history leads to port http of Service history, which is not there",
        good -> good.add(routed(ingress("http"))).rename(Service.class, HISTORY, "past"));
    on(
        Addresses.ROUTE_LEADS_TO_A_PORT,
        "GRPCRoute connect-grpc leads to port 15003 of Service connect, which is not there",
        good ->
            Altered.of(Samples.spark41().observed())
                .add(
                    gateway("grpc", "connect.example.org")
                        .resources(
                            Samples.DATA.labels(DnsLabel.of(CONNECT), CONNECT),
                            new Port("grpc", 15003))
                        .get(1)));
    on(
        Addresses.HOST_LEADS_TO_ONE_PLACE,
        "HTTPRoute history-http and Ingress history both lead history.example.org/ somewhere; give"
            + " each a host of its own",
        good -> good.add(routed(ingress("http"))).add(routed(gateway("http", HOST))));
    on(
        Addresses.PATH_IS_KNOWN_BEHIND_IT,
        "Ingress history leads history.example.org/past to Service history, whose links begin with"
            + " /; say the path behind the host in the exposure, as in tools.example.org/jupyter",
        good -> good.add(below("/past")));
  }

  private static HasMetadata below(String path) {
    return new Exposure.Ingress(DnsLabel.of("nginx"), Map.of("http", HOST + path), Optional.empty())
        .resources(
            Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server"),
            List.of(new Port("http", 18080)),
            List.of())
        .get(1);
  }

  @Test
  void below_a_path_all_that_is_told_of_it_agrees() {
    Exposure gateway = gateway("http", "tools.example.org/a");
    Samples samples = Samples.spark41().exposed(gateway);

    assertThat(
            said(
                Altered.of(
                    Samples.stack(
                        samples.rbac(), Samples.spark41().minio(), samples.historyServer()))))
        .isEmpty();
    assertThat(
            said(
                Altered.of(
                        Samples.stack(
                            samples.rbac(),
                            Samples.spark41().minio(),
                            Samples.spark41().historyServer(),
                            samples.jupyter()))
                    .data(
                        "lab-conf",
                        "jupyter_server_config.py",
                        conf -> conf.replace("/a/", "/b/"))))
        .extracting(Finding::message)
        .containsExactly(
            "HTTPRoute lab-http leads tools.example.org/a to Service lab, whose links begin"
                + " with /b/; say the path behind the host in the exposure, as in"
                + " tools.example.org/jupyter");
  }

  @Test
  void what_people_reach_through_a_proxy_leads_somewhere() {
    assertThat(said(Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))))
        .isEmpty();
    assertThat(said(Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED))))
        .isEmpty();
  }

  @Test
  void two_hosts_may_lead_to_one_place() {
    Altered altered =
        Altered.samples()
            .add(routed(ingress("http")))
            .add(routed(gateway("http", "past.example.org")));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "metallb.io/loadBalancerIPs, 10.0.0.9, metallb.io/loadBalancerIPs, 10.0.0.10",
    "metallb.io/address-pool, 10.0.0.9, metallb.io/address-pool, 10.0.0.9",
  })
  void services_may_differ(String key, String address, String otherKey, String other) {
    Altered altered =
        Altered.samples()
            .edit(Service.class, STORE, at(key, address))
            .edit(Service.class, HISTORY, at(otherKey, other));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_address_that_is_left_out_stops_nobody() {
    Altered altered =
        Altered.samples()
            .edit(Service.class, STORE, at("metallb.io/loadBalancerIPs", null))
            .edit(Service.class, HISTORY, at("metallb.io/loadBalancerIPs", null));

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactly(Addresses.ADDRESS_IS_TAKEN_ONCE);
  }

  @Test
  void properties_have_rules_of_their_own() {
    assertThat(said(Altered.samples().add(loose("fetch.conf")))).isEmpty();
  }

  @Test
  void an_image_file_of_properties_is_one_of_them() {
    Altered altered =
        Altered.samples().newFile("images/spark/log4j2.properties", "x=http://shop.data.svc\n");

    assertThat(said(altered)).isEmpty();
  }

  private static Consumer<Service> at(String key, @Nullable String address) {
    Map<String, String> annotations = new HashMap<>();
    annotations.put(key, address);
    return service -> service.getMetadata().setAnnotations(annotations);
  }

  /** A ConfigMap that no pod mounts. */
  private static ConfigMap loose(String key) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("loose")
        .endMetadata()
        .addToData(key, "curl http://shop.data.svc\n")
        .build();
  }

  /** What {@code exposure} adds to a Service of the port it names. */
  private static HasMetadata routed(Exposure exposure) {
    Labels labels = Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server");
    return exposure.resources(labels, new Port("http", 18080), new Port("web", 1)).get(1);
  }

  private static Exposure ingress(String port) {
    return new Exposure.Ingress(DnsLabel.of("nginx"), Map.of(port, HOST), Optional.empty());
  }

  private static Exposure gateway(String port, String host) {
    return new Exposure.Gateway(DnsLabel.of("gateways"), DnsLabel.of("public"), Map.of(port, host));
  }
}
