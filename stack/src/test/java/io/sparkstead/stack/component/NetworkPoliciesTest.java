package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Siblings;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkPoliciesTest {

  private static final Samples SAMPLES =
      Samples.spark35().exposed(new Exposure.MetalLb("10.1.0.5"));

  @Test
  void open_what_components_say_they_need() {
    Manifests.approve(policies(Samples.OUTSIDE));
  }

  @Test
  void open_the_internet_to_who_comes_to_amazon() {
    Manifests.approve(ofHistory(Samples.AWS));
  }

  @Test
  void open_the_agent_of_the_node_to_who_takes_a_role_from_it() {
    Manifests.approve(ofHistory(Samples.AWS_BY_AGENT));
  }

  @Test
  void open_the_addresses_of_a_store_elsewhere() {
    Manifests.approve(ofHistory(Samples.NEXT_DOOR));
  }

  @Test
  void open_the_namespace_of_a_store_in_the_cluster() {
    Manifests.approve(ofHistory(Samples.IN_CLUSTER));
  }

  @Test
  void open_what_drivers_and_executors_are_said_to_reach() {
    Samples samples = Samples.spark41();
    List<Component> lab =
        List.of(
            samples.jupyter(
                samples
                    .application()
                    .reaching("erp", Reach.outside(Cidr.only("10.20.0.5"), 5432, 5433))
                    .reaching("pypi", Reach.internet(443).byDrivers())
                    .reaching(
                        "metastore",
                        Reach.inCluster("hive", Map.of("app", "metastore"), 9083).byDrivers())
                    .reaching("kafka", Reach.inCluster("kafka", 9092).byExecutors())));

    Manifests.approve(
        new Inventory(policies(lab, Samples.OUTSIDE))
            .all(NetworkPolicy.class).stream()
                .filter(
                    policy ->
                        List.of("lab", "etl-executor").contains(policy.getMetadata().getName()))
                .toList());
  }

  @Test
  void open_the_dns_of_openshift() {
    Manifests.approve(dns(Dns.openShift()));
  }

  @Test
  void open_the_dns_of_a_node() {
    Manifests.approve(dns(Dns.nodeLocal("169.254.20.10", "fd00::a")));
  }

  @Test
  void open_dns_of_ones_own_beside_the_usual_one() {
    Manifests.approve(dns(Dns.kubeDns().and(Dns.pods("dns", Map.of("app", "unbound"), 1053))));
  }

  private static List<NetworkPolicy> dns(Dns dns) {
    return new Inventory(policies(List.of(), Samples.OUTSIDE.asking(dns)))
        .all(NetworkPolicy.class).stream()
            .filter(policy -> policy.getMetadata().getName().equals("dns"))
            .toList();
  }

  @Test
  void open_addresses_of_ipv6_beside_those_of_ipv4() {
    Outside both =
        new Outside(
            List.of(Cidr.only("fd00:ec2::1"), Cidr.only("10.0.0.1")),
            6443,
            List.of(new Cidr("2001:db8::/32"), new Cidr("10.1.0.0/16")));

    Manifests.approve(policies(List.of(SAMPLES.jupyter()), both));
  }

  private static List<NetworkPolicy> ofHistory(ObjectStore store) {
    List<Component> history = List.of(Samples.spark41().storedIn(store).historyServer());
    return new Inventory(policies(history, Samples.OUTSIDE))
        .all(NetworkPolicy.class).stream()
            .filter(policy -> policy.getMetadata().getName().equals("history"))
            .toList();
  }

  @Test
  void nobody_outside_is_not_everybody() {
    Outside nobody = new Outside(Samples.OUTSIDE.apiServer(), 443, List.of());

    assertThat(policies(nobody))
        .extracting(NetworkPolicy.class::cast)
        .flatExtracting(policy -> policy.getSpec().getIngress())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty());
  }

  @Test
  void people_who_come_through_a_proxy_come_from_its_namespace() {
    Outside proxied =
        new Outside(
            Samples.OUTSIDE.apiServer(), 443, List.of(), List.of(DnsLabel.of("ingress-nginx")));

    assertThat(policies(proxied))
        .extracting(NetworkPolicy.class::cast)
        .filteredOn(policy -> policy.getMetadata().getName().equals("history"))
        .flatExtracting(policy -> policy.getSpec().getIngress())
        .flatExtracting(NetworkPolicyIngressRule::getFrom)
        .filteredOn(peer -> peer.getNamespaceSelector() != null)
        .singleElement()
        .satisfies(
            peer ->
                assertThat(peer.getNamespaceSelector().getMatchLabels())
                    .containsExactly(Map.entry("kubernetes.io/metadata.name", "ingress-nginx")));
  }

  @Test
  void whatever_has_an_address_outside_is_open_to_people() {
    Stack stack = SAMPLES.stack();
    List<Integer> open =
        stack.flows().stream()
            .filter(flow -> flow.from().equals(new Peer.People()))
            .map(Flow::port)
            .map(port -> port.number())
            .toList();

    assertThat(stack.endpoints())
        .extracting(Endpoint::outside)
        .map(Optional::orElseThrow)
        .hasSizeGreaterThan(3)
        .allSatisfy(url -> assertThat(open).anyMatch(port -> url.endsWith(":" + port)));
  }

  private static List<HasMetadata> policies(Outside outside) {
    return policies(SAMPLES.stack().components(), outside);
  }

  private static List<HasMetadata> policies(List<Component> components, Outside outside) {
    return new NetworkPolicies(Samples.DATA, DnsLabel.of("network"), outside)
        .resources(Siblings.among(components));
  }
}
