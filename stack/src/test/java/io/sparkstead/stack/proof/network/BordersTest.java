package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.ExternalStore;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.storage.S3Login;
import io.sparkstead.stack.testing.Samples;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways into the cluster and out of it, by address and through a proxy. */
class BordersTest extends FamilyTest {

  private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";

  BordersTest() {
    super(Borders::new);
    blocks();
    ipv6();
    on(
        Borders.STORE_OUTSIDE_CAN_BE_REACHED,
        "Deployment history may not connect to port 443 of a store outside",
        good -> in(Samples.AWS).policy(HISTORY, policy -> policy.getEgress().clear()));
    on(
        Borders.STORE_OUTSIDE_CAN_BE_REACHED,
        "CronJob nightly may not connect to port 443 of a store outside",
        good -> submitting(policy -> policy.getEgress().removeIf(BordersTest::isInternet)));
    services();
    routes();
  }

  private void blocks() {
    on(
        Borders.POLICY_NAMES_ADDRESSES,
        "names 0.0.0.0/0",
        good ->
            good.policy(
                HISTORY,
                policy ->
                    policy.getIngress().get(0).getFrom().get(0).getIpBlock().setCidr("0.0.0.0/0")));
    on(
        Borders.POLICY_NAMES_ADDRESSES,
        "NetworkPolicy lab names ::/0, which is everybody; name a block",
        good ->
            good.policy(
                JUPYTER,
                policy -> policy.getEgress().get(0).getTo().get(0).getIpBlock().setCidr("::/0")));
    on(
        Borders.METADATA_STAYS_CLOSED,
        "NetworkPolicy history opens 0.0.0.0/0 with the metadata service in it; leave out"
            + " 169.254.169.254/32",
        good ->
            in(Samples.AWS)
                .policy(
                    HISTORY,
                    policy ->
                        policy.getEgress().get(0).getTo().get(0).getIpBlock().setExcept(null)));
    on(
        Borders.METADATA_STAYS_CLOSED,
        "NetworkPolicy history opens 169.254.169.254/32 with the metadata service in it",
        good ->
            in(Samples.AWS)
                .policy(
                    HISTORY,
                    policy ->
                        policy
                            .getEgress()
                            .get(0)
                            .getTo()
                            .get(0)
                            .setIpBlock(new IPBlock("169.254.169.254/32", null))));
  }

  private void ipv6() {
    on(
        Borders.METADATA_STAYS_CLOSED,
        "NetworkPolicy history opens ::/0 with the metadata service in it; leave out"
            + " fd00:ec2::254/128",
        good ->
            in(Samples.AWS)
                .policy(
                    HISTORY,
                    policy ->
                        policy.getEgress().get(0).getTo().get(1).getIpBlock().setExcept(null)));
  }

  /** A pod that submits in cluster mode, and looks into the store first. */
  private static Altered submitting(Consumer<NetworkPolicySpec> change) {
    Samples samples = Samples.spark41().storedIn(Samples.AWS);
    return Altered.of(samples.stack(Samples.OUTSIDE, samples.nightly())).policy("nightly", change);
  }

  private static boolean isInternet(NetworkPolicyEgressRule rule) {
    return rule.getTo().stream()
        .anyMatch(to -> to.getIpBlock() != null && to.getIpBlock().getCidr().endsWith("/0"));
  }

  @Test
  void a_pod_that_submits_may_reach_the_store() {
    assertThat(said(submitting(policy -> {}))).isEmpty();
  }

  private void services() {
    on(
        Borders.CLIENT_ADDRESS_IS_KEPT,
        "Service store hides from the policies who connects",
        good -> good.service(STORE, service -> service.setType("LoadBalancer")));
    on(
        Borders.CLIENT_ADDRESS_IS_KEPT,
        "Service store hides from the policies who connects",
        good -> good.service(STORE, service -> service.setType("NodePort")));
    on(
        Borders.OUTSIDE_IS_LET_IN,
        "Service history offers port 18080 outside, and no policy lets an address in",
        good ->
            good.policy(HISTORY, policy -> policy.getIngress().clear())
                .service(HISTORY, BordersTest::open));
  }

  private static void open(ServiceSpec service) {
    service.setType("LoadBalancer");
    service.setExternalTrafficPolicy("Local");
  }

  private void routes() {
    on(
        Borders.OUTSIDE_IS_LET_IN,
        "Ingress history offers port http of Deployment history outside, and no policy lets",
        good -> closed(good).add(routed(ingress("http"))));
    on(
        Borders.OUTSIDE_IS_LET_IN,
        "HTTPRoute history-http offers port 18080 of Deployment history outside, and no policy",
        good -> closed(good).add(routed(gateway("http"))));
    on(
        Borders.OUTSIDE_IS_LET_IN,
        "List.of(DnsLabel.of(\"openshift-ingress\")))",
        good ->
            closed(good)
                .add(routed(new Exposure.Route(Map.of("http", "history.apps.example.org")))));
    on(
        Borders.PROXY_IS_LET_IN,
        "outside, and policies let addresses in alone; name the proxy's as the last",
        good -> byAddress());
  }

  private static Altered closed(Altered good) {
    return good.policy(HISTORY, policy -> policy.getIngress().clear());
  }

  /** A stack behind a proxy whose policies name addresses alone. */
  private static Altered byAddress() {
    return Altered.of(Samples.spark41().throughIngress().stack(Samples.OUTSIDE));
  }

  /** What {@code exposure} adds to a Service of the port it names. */
  private static HasMetadata routed(Exposure exposure) {
    Labels labels = Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server");
    return exposure.resources(labels, new Port("http", 18080), new Port("web", 1)).get(1);
  }

  private static Exposure ingress(String port) {
    return new Exposure.Ingress(
        DnsLabel.of("nginx"), Map.of(port, "history.example.org"), Optional.empty());
  }

  private static Exposure gateway(String port) {
    return new Exposure.Gateway(
        DnsLabel.of("gateways"), DnsLabel.of("public"), Map.of(port, "history.example.org"));
  }

  private static Altered in(ObjectStore store) {
    return Altered.of(Samples.spark41().storedIn(store).stack());
  }

  @Test
  void stores_outside_and_proxies_are_reached_by_the_policies_of_a_good_stack() {
    for (ObjectStore store :
        List.of(
            Samples.AWS,
            Samples.AWS_BY_AGENT,
            Samples.AWS_BY_KEYS,
            Samples.NEXT_DOOR,
            Samples.IN_CLUSTER)) {
      assertThat(said(in(store))).isEmpty();
    }
    assertThat(said(Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))))
        .isEmpty();
    assertThat(said(Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED))))
        .isEmpty();
  }

  @Test
  void where_nothing_is_closed_nothing_is_to_be_opened() {
    Altered altered = Altered.samples().service(HISTORY, service -> service.setType("NodePort"));
    for (String name : altered.evidence().names(NetworkPolicy.class)) {
      altered.delete(NetworkPolicy.class, name);
    }

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_internet_without_what_is_near_is_narrow_enough() {
    Altered altered =
        Altered.samples().policy(JUPYTER, policy -> block(policy, Peer.Internet.NEAR));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_internet_but_for_the_metadata_service_is_everybody_all_the_same() {
    Altered altered =
        Altered.samples().policy(JUPYTER, policy -> block(policy, List.of("169.254.169.254/32")));

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactly(Borders.POLICY_NAMES_ADDRESSES);
  }

  private static void block(NetworkPolicySpec policy, List<String> except) {
    IPBlock block = policy.getEgress().get(0).getTo().get(0).getIpBlock();
    block.setCidr("0.0.0.0/0");
    block.setExcept(except);
  }

  @Test
  void who_comes_from_the_metadata_services_network_is_let_in() {
    Altered altered =
        Altered.samples()
            .policy(
                HISTORY,
                policy ->
                    policy
                        .getIngress()
                        .get(0)
                        .getFrom()
                        .get(0)
                        .getIpBlock()
                        .setCidr("169.254.0.0/16"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void who_takes_a_role_from_the_agent_has_to_reach_it() {
    Altered altered =
        in(Samples.AWS_BY_AGENT).policy("etl-executor", policy -> policy.getEgress().remove(3));

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .isNotEmpty()
        .allMatch(message -> message.contains("the agent that gives keys at 169.254.170.23:80"));
  }

  @Test
  void another_address_at_the_agents_port_is_no_agent() {
    Altered altered =
        in(Samples.AWS_BY_AGENT)
            .policy(
                "etl-executor",
                policy ->
                    policy
                        .getEgress()
                        .get(3)
                        .getTo()
                        .get(0)
                        .getIpBlock()
                        .setCidr("169.254.170.24/32"));

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.2.0.9:9000, 10.2.0.0/24, 9000, true",
    "http://10.2.0.9:9000, 10.3.0.0/24, 9000, false",
    "http://[fd00::9]:9000, fd00::/64, 9000, true",
    "http://[fd00::9]:9000, fd01::/64, 9000, false",
    "http://s3.example.org, 10.2.0.0/24, 80, true",
    "http://s3.example.org, 10.2.0.0/24, 443, false",
    "https://s3.example.org, 10.2.0.0/24, 443, true"
  })
  void a_store_outside_is_where_policies_open(
      String endpoint, String block, int port, boolean isOpen) {
    ObjectStore store =
        new ExternalStore(URI.create(endpoint), List.of(), Samples.LAKE)
            .reachedBy(Reach.outside(new Cidr(block), port));

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, in(store)).isEmpty()).isEqualTo(isOpen);
  }

  /** EKS has its API server at 443 too. */
  @Test
  void the_way_to_the_api_server_is_no_way_to_amazon() {
    Altered altered =
        in(Samples.AWS)
            .policy(
                JUPYTER, policy -> policy.getEgress().removeIf(BordersTest::isOpenToTheInternet));

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .contains(
            "StatefulSet lab may not connect to port 443 of a store outside, as ConfigMap"
                + " lab-spark-conf key spark-defaults.conf makes it; take the flows from the"
                + " store, and say by .reachedBy(Reach.outside(…)) of it where it is");
  }

  /** Its executors come to no API server: what is open to them as well is the store's. */
  @Test
  void a_private_endpoint_of_amazons_is_a_way() {
    AwsS3 store = new AwsS3("eu-central-1", "lake", S3Login.in("lake-keys", "the lake"));
    Reach endpoint = Reach.outside(new Cidr("10.0.8.0/24"), 443);
    Altered altered = in(store.reachedBy(endpoint));

    assertThat(said(altered)).isEmpty();
    altered.policy(HISTORY, policy -> policy.getEgress().clear());
    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .singleElement()
        .asString()
        .startsWith("Deployment history may not connect to port 443");
    altered.policy("etl-executor", policy -> policy.getEgress().clear());
    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .anyMatch(message -> message.startsWith("StatefulSet lab may not connect"));
  }

  private static boolean isOpenToTheInternet(NetworkPolicyEgressRule rule) {
    IPBlock block = rule.getTo().get(0).getIpBlock();
    return block != null && block.getCidr().endsWith("/0");
  }

  @Test
  void a_store_of_the_house_may_be_near() {
    Altered altered = in(Samples.NEXT_DOOR).policy(HISTORY, policy -> policy.getEgress().clear());

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .singleElement()
        .asString()
        .startsWith("Deployment history may not connect to port 443");
  }

  @Test
  void pods_are_no_store_outside() {
    Altered altered =
        in(Samples.NEXT_DOOR)
            .policy(
                HISTORY,
                policy -> policy.getEgress().get(0).setTo(List.of(new NetworkPolicyPeer())));

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered)).hasSize(1);
  }

  @Test
  void pods_that_no_policy_closes_reach_everything() {
    Altered altered = in(Samples.AWS_BY_AGENT);
    for (String name : altered.evidence().names(NetworkPolicy.class)) {
      altered.policy(name, policy -> policy.setPolicyTypes(List.of("Ingress")));
    }

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_port_is_that_of_the_endpoint() {
    Altered altered =
        in(Samples.NEXT_DOOR).property(HISTORY_CONF, ENDPOINT, "https://s3.example.org:9443");

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .singleElement()
        .asString()
        .startsWith("Deployment history may not connect to port 9443 of a store outside");
  }

  @Test
  void pods_that_spark_makes_in_cluster_mode_leave_for_the_store_too() {
    Altered altered = in(Samples.AWS).policy("etl", policy -> policy.getEgress().clear());

    assertThat(said(Borders.STORE_OUTSIDE_CAN_BE_REACHED, altered))
        .anyMatch(message -> message.startsWith("the driver of examples/spark-pi.conf may not"));
  }

  @Test
  void a_service_of_the_cluster_offers_nothing_outside() {
    Altered altered = Altered.samples().policy(HISTORY, policy -> policy.getIngress().clear());

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void addresses_are_let_in_at_the_port_of_the_pod_and_not_of_the_service() {
    Altered altered =
        Altered.samples()
            .service(HISTORY, BordersTest::open)
            .service(HISTORY, service -> service.getPorts().get(0).setPort(80));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void who_connects_to_a_load_balancer_has_an_address_that_is_kept() {
    Altered altered = Altered.samples().service(HISTORY, BordersTest::open);

    assertThat(said(altered)).isEmpty();
    assertThat(
            said(altered.service(HISTORY, service -> service.setExternalTrafficPolicy("Cluster"))))
        .extracting(Finding::mark)
        .containsExactly("type: LoadBalancer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "grpc"})
  void a_route_to_a_port_that_is_not_there_is_another_rules(String port) {
    Altered altered =
        Altered.samples()
            .add(
                ingressTo(
                    new Exposure.Ingress(
                        DnsLabel.of("nginx"), Map.of(port, "x.example.org"), Optional.empty()),
                    new Port(port, 1)));

    assertThat(said(altered)).isEmpty();
  }

  private static HasMetadata ingressTo(Exposure exposure, Port port) {
    return exposure
        .resources(Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server"), port)
        .get(1);
  }

  @Test
  void a_route_to_a_service_that_is_not_there_is_another_rules() {
    Labels labels = Samples.DATA.labels(DnsLabel.of("shop"), "shop");
    HasMetadata route = ingress("http").resources(labels, new Port("http", 18080)).get(1);

    assertThat(said(Altered.samples().add(route))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Ingress, http", "HTTPRoute, 18080"})
  void a_proxy_comes_from_a_namespace_that_has_to_be_named(String kind, String port) {
    Samples samples = Samples.spark41();
    Samples exposed = kind.equals("Ingress") ? samples.throughIngress() : samples.throughGateway();

    assertThat(said(Borders.PROXY_IS_LET_IN, Altered.of(exposed.stack())))
        .anyMatch(
            message ->
                message.startsWith(kind + " history")
                    && message.endsWith(
                        "offers port "
                            + port
                            + " of Deployment history outside, and policies let addresses in"
                            + " alone; name the proxy's as the last argument of new Outside(…,"
                            + " List.of(DnsLabel.of(\"ingress-nginx\"))), or excuse it where it"
                            + " comes from those"));
  }

  @Test
  void no_policy_is_for_pods_in_the_nodes_own_network() {
    Altered closed =
        Altered.samples()
            .service(HISTORY, service -> service.setType("LoadBalancer"))
            .policy(HISTORY, policy -> policy.getIngress().clear());

    assertThat(said(Borders.OUTSIDE_IS_LET_IN, closed)).isNotEmpty();
    assertThat(
            said(Borders.OUTSIDE_IS_LET_IN, closed.pod(HISTORY, pod -> pod.setHostNetwork(true))))
        .isEmpty();
  }
}
