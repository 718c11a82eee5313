package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of policies: who may reach whom, how many pods have to stay. */
record PolicyRefusals(Refusals refusals) {

  private static final List<String> DIRECTIONS = List.of("Ingress", "Egress");
  private static final List<String> EVICTING = List.of("IfHealthyBudget", "AlwaysAllow");
  private static final String EXCEPT = "except";
  private static final String TYPES = "policyTypes";
  private static final String END = "endPort";
  private static final String BLOCK = "ipBlock";

  void ofNetwork(@Nullable NetworkPolicySpec given) {
    NetworkPolicySpec policy = given == null ? new NetworkPolicySpec() : given;
    refusals.selector(policy.getPodSelector());
    for (NetworkPolicyIngressRule rule : Given.list(policy.getIngress())) {
      peers(rule.getFrom());
      ports(rule.getPorts());
    }
    for (NetworkPolicyEgressRule rule : Given.list(policy.getEgress())) {
      peers(rule.getTo());
      ports(rule.getPorts());
    }
    List<String> types = Given.list(policy.getPolicyTypes());
    for (String type : types) {
      refusals.unless(DIRECTIONS.contains(type), TYPES, type, Refusals.say(DIRECTIONS));
    }
    refusals.unless(types.size() <= 2, TYPES, types, "say each once");
  }

  private void peers(@Nullable List<NetworkPolicyPeer> peers) {
    for (NetworkPolicyPeer peer : Given.list(peers)) {
      boolean hasSelector = peer.getPodSelector() != null || peer.getNamespaceSelector() != null;
      refusals.selector(peer.getPodSelector());
      refusals.selector(peer.getNamespaceSelector());
      refusals.unless(
          hasSelector != (peer.getIpBlock() != null),
          BLOCK,
          peer.getIpBlock() == null ? "" : Given.text(peer.getIpBlock().getCidr()),
          "say an ipBlock or selectors");
      if (peer.getIpBlock() != null) {
        block(peer.getIpBlock());
      }
    }
  }

  private void block(IPBlock block) {
    String all = Given.text(block.getCidr());
    refusals.block("cidr", all);
    for (String except : Given.list(block.getExcept())) {
      refusals.block(EXCEPT, except);
      if (Refusals.isBlock(all) && Refusals.isBlock(except)) {
        String first = except.substring(0, except.indexOf('/'));
        refusals.unless(
            Cidr.isIpv6(first) == all.contains(":")
                && Cidr.holds(all, first)
                && length(except) > length(all),
            EXCEPT,
            except,
            "say a part of " + all);
      }
    }
  }

  private static int length(String block) {
    return Integer.parseInt(block.substring(block.indexOf('/') + 1));
  }

  private void ports(@Nullable List<NetworkPolicyPort> ports) {
    for (NetworkPolicyPort port : Given.list(ports)) {
      refusals.wordOf(ContainerRefusals.PROTOCOLS, "protocol", port.getProtocol());
      if (port.getPort() != null) {
        refusals.portOrName("port", port.getPort());
      }
      Integer end = port.getEndPort();
      if (end != null) {
        Integer start = port.getPort() == null ? null : port.getPort().getIntVal();
        refusals.port(END, end);
        refusals.unless(
            start != null && start <= end, END, end, "say the first as a number in port");
      }
    }
  }

  void ofBudget(@Nullable PodDisruptionBudgetSpec given) {
    PodDisruptionBudgetSpec budget = given == null ? new PodDisruptionBudgetSpec() : given;
    refusals.selector(budget.getSelector());
    refusals.unless(
        budget.getMinAvailable() == null || budget.getMaxUnavailable() == null,
        "maxUnavailable",
        "",
        "drop it or minAvailable");
    refusals.wordOf(EVICTING, "unhealthyPodEvictionPolicy", budget.getUnhealthyPodEvictionPolicy());
  }
}
