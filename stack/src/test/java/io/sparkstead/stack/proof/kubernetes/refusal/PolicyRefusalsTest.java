package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        NetworkPolicySpec.class,
        (refusals, policy) -> new PolicyRefusals(refusals).ofNetwork(policy));
  }

  private static List<String> toldOfBudget(String fields) {
    return Told.of(
        "{" + fields + "}",
        PodDisruptionBudgetSpec.class,
        (refusals, budget) -> new PolicyRefusals(refusals).ofBudget(budget));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "podSelector: {matchLabels: {a: 'b c'}} | a 'b c': use 1-63 of A-Z a-z 0-9 - _ .",
        "podSelector: {matchExpressions: [{key: a, operator: Is, values: [b]}]} |"
            + " operator 'Is': say In, NotIn, Exists or DoesNotExist",
        "podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]} |"
            + " values '[b]': say some for In and NotIn, and none for the others",
        "podSelector: {matchExpressions: [{key: a, operator: In}]} | values '[]': say"
            + " some for In and NotIn, and none for the others",
        "policyTypes: [Inwards] | policyTypes 'Inwards': say Ingress or Egress",
        "ingress: [{from: [{}]}] | ipBlock '': say an ipBlock or selectors",
        "egress: [{to: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}] | ipBlock"
            + " '10.0.0.0/8': say an ipBlock or selectors",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.1}}]}] | cidr '10.0.0.1': write it as"
            + " 10.0.0.0/8",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/33}}]}] | cidr '10.0.0.0/33': write it"
            + " as 10.0.0.0/8",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}] | except"
            + " '11.0.0.0/16': say a part of 10.0.0.0/8",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}] | except"
            + " '10.0.0.0/8': say a part of 10.0.0.0/8",
        "egress: [{ports: [{port: 0}]}] | port '0': say 1 to 65535",
        "egress: [{ports: [{protocol: ICMP}]}] | protocol 'ICMP': say SCTP, UDP or TCP",
        "ingress: [{ports: [{port: 80, endPort: 79}]}] | endPort '79': say the first as"
            + " a number in port",
      })
  void a_network_policy_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "podSelector: {}, policyTypes: [Egress, Ingress], ingress: [{}]",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {ipBlock:"
            + " {cidr: '2001:db8::/64'}}]}]",
        "ingress: [{from: [{podSelector: {}, namespaceSelector: {}}], ports: [{port:"
            + " web}, {port: 1, endPort: 2}]}]",
        "podSelector: {matchExpressions: [{key: a, operator: DoesNotExist}, {key: b,"
            + " operator: In, values: ['']}]}",
      })
  void a_network_policy_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minAvailable: 1, maxUnavailable: 1 | maxUnavailable '': drop it or minAvailable",
        "unhealthyPodEvictionPolicy: Always | unhealthyPodEvictionPolicy 'Always': say"
            + " IfHealthyBudget or AlwaysAllow",
      })
  void a_budget_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfBudget(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minAvailable: 50%, selector: {}",
        "maxUnavailable: 0, unhealthyPodEvictionPolicy: AlwaysAllow",
      })
  void a_budget_is_taken_with_another(String yaml) {
    assertThat(toldOfBudget(yaml)).isEmpty();
  }
}
