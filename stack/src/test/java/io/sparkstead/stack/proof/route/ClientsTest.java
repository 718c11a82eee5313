package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest extends FamilyTest {

  private static final String PINNED = "metallb.io/loadBalancerIPs";

  ClientsTest() {
    super(Clients::new);
    on(
        Clients.ONE_API_SERVER,
        "no policy opens port 443 of the API server's endpoints [10.0.0.1/32] to StatefulSet lab",
        good -> apiServerOf(good, JUPYTER, "10.0.0.1/32", 6443));
    on(
        Clients.ONE_API_SERVER,
        "no policy opens port 443 of the API server's endpoints [10.0.0.1/32] to StatefulSet lab",
        good -> apiServerOf(good, JUPYTER, "10.0.0.2/32", 443));
    on(
        Clients.RANGES_HOLD_PEOPLE,
        "Service lab takes 172.16.0.0/12, and policies let 10.1.0.0/16 in to port 8888; name these",
        good ->
            open(good)
                .service(JUPYTER, s -> s.setLoadBalancerSourceRanges(List.of("172.16.0.0/12"))));
    on(
        Clients.PEOPLE_ARE_IN_ONE_NETWORK,
        "port 8888 of Service lab is open to 10.2.0.0/16, and people are in [10.1.0.0/16]",
        good -> open(good).policy(JUPYTER, policy -> peopleFrom(policy, "10.2.0.0/16")));
    on(
        Clients.ADDRESS_IS_PINNED,
        "Service lab takes any address, where Service history has its own; give it one",
        good -> pinned(open(good), HISTORY));
    on(
        Clients.PROXIES_ARE_LET_IN,
        "HTTPRoute lab-http leads to port 8888 of StatefulSet lab, and no policy lets pods of [edge] in",
        good -> proxiedFrom("edges"));
  }

  /** Behind a Gateway, with a policy that lets in pods of {@code namespace}. */
  private static Altered proxiedFrom(String namespace) {
    return Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED))
        .policy(
            JUPYTER,
            policy ->
                policy
                    .getIngress()
                    .forEach(
                        rule -> {
                          if (rule.getFrom().get(0).getNamespaceSelector() != null) {
                            rule.getFrom()
                                .get(0)
                                .getNamespaceSelector()
                                .setMatchLabels(Map.of(Side.NAMESPACE, namespace));
                          }
                        }));
  }

  @Test
  void a_stack_behind_a_gateway_lets_its_proxies_in() {
    assertThat(said(proxiedFrom("edge"))).isEmpty();
  }

  /** The notebook and the History Server behind load balancers, let in by policies. */
  private static Altered open(Altered good) {
    return good.service(JUPYTER, s -> s.setType("LoadBalancer"))
        .service(HISTORY, s -> s.setType("LoadBalancer"))
        .policy(JUPYTER, policy -> policy.getIngress().add(0, people(8888)))
        .policy(HISTORY, policy -> policy.getIngress().add(0, people(18080)));
  }

  private static NetworkPolicyIngressRule people(int port) {
    return new NetworkPolicyIngressRuleBuilder()
        .addNewFrom()
        .withNewIpBlock()
        .withCidr("10.1.0.0/16")
        .endIpBlock()
        .endFrom()
        .addNewPort()
        .withPort(new IntOrString(port))
        .withProtocol("TCP")
        .endPort()
        .build();
  }

  private static void peopleFrom(NetworkPolicySpec policy, String block) {
    policy
        .getIngress()
        .forEach(
            rule -> {
              if (rule.getFrom().get(0).getIpBlock() != null) {
                rule.getFrom().get(0).getIpBlock().setCidr(block);
              }
            });
  }

  private static Altered pinned(Altered open, String service) {
    return open.edit(
        Service.class, service, s -> s.getMetadata().setAnnotations(Map.of(PINNED, "10.1.0.9")));
  }

  private static Altered apiServerOf(Altered good, String policy, String block, int port) {
    Consumer<NetworkPolicySpec> change =
        spec ->
            spec.getEgress()
                .forEach(
                    rule -> {
                      if (rule.getTo().get(0).getIpBlock() != null) {
                        rule.getTo().get(0).getIpBlock().setCidr(block);
                        rule.getPorts().get(0).setPort(new IntOrString(port));
                      }
                    });
    return good.policy(policy, change);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/30, 443, 0", "10.0.0.1/32, 6443, 1", "10.0.0.9/32, 443, 1"})
  void where_nobody_says_where_it_is_the_policies_agree(String block, int port, int said) {
    Altered two = apiServerOf(Altered.samples(), JUPYTER, block, port);

    assertThat(ofManifests(two)).hasSize(said);
  }

  /** Of manifests alone, of which nobody says where they stand. */
  private static List<Finding> ofManifests(Altered altered) {
    Evidence all = altered.evidence();
    Evidence alone =
        new Evidence(all.namespace(), all.manifests(), all.files(), all.secrets(), Map.of());
    Findings findings = new Findings();
    new Clients(alone, findings).check();
    return List.copyOf(findings.all());
  }

  @Test
  void people_of_one_page_alone_are_told_of_manifests_too() {
    Altered open = open(Altered.samples());

    assertThat(ofManifests(open)).isEmpty();
    assertThat(ofManifests(open.policy(JUPYTER, policy -> peopleFrom(policy, "10.2.0.0/16"))))
        .extracting(Finding::rule)
        .containsOnly(Clients.PEOPLE_ARE_IN_ONE_NETWORK);
  }

  @ParameterizedTest
  @CsvSource({"10.1.0.0/16", "10.0.0.0/8", "10.1.4.0/24", "0.0.0.0/0"})
  void ranges_may_be_wider_or_narrower(String range) {
    Altered open =
        open(Altered.samples())
            .service(JUPYTER, s -> s.setLoadBalancerSourceRanges(List.of("192.0.2.0/24", range)));

    assertThat(said(open)).isEmpty();
  }

  @Test
  void load_balancers_without_addresses_are_all_alike() {
    Altered all = pinned(pinned(open(Altered.samples()), HISTORY), JUPYTER);
    Altered byField =
        pinned(open(Altered.samples()), HISTORY)
            .service(JUPYTER, s -> s.setLoadBalancerIP("10.1.0.8"));

    assertThat(said(open(Altered.samples()))).isEmpty();
    assertThat(said(all)).isEmpty();
    assertThat(said(byField)).isEmpty();
  }
}
