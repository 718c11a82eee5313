package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;

/** Whether rules of network policies say with whom. */
public record OpenRules(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RULE_SAYS_WITH_WHOM =
      Rule.warning("NET-40", "A rule of a NetworkPolicy says from whom, or to whom")
          .why("Without it is for everybody: pods of all namespaces, and the internet.")
          .fix("Name pods, namespaces or addresses.");

  private static final int DNS = 53;

  @Override
  public void check() {
    for (Found<NetworkPolicy> policy : stack.all(NetworkPolicy.class)) {
      var spec = policy.object().getSpec();
      for (NetworkPolicyIngressRule rule : Given.list(spec == null ? null : spec.getIngress())) {
        if (Given.list(rule.getFrom()).isEmpty()) {
          say(policy, "lets everybody in", "ingress:", "from", rule.getPorts());
        }
        for (NetworkPolicyPeer peer : Given.list(rule.getFrom())) {
          if (isEverybody(peer)) {
            at(RULE_SAYS_WITH_WHOM, policy, "namespaceSelector:")
                .say(
                    "{it} lets in pods of all namespaces, by an empty namespaceSelector; name the"
                        + " namespace or the pods");
          }
        }
      }
      for (NetworkPolicyEgressRule rule : Given.list(spec == null ? null : spec.getEgress())) {
        if (Given.list(rule.getTo()).isEmpty() && !isForNames(Given.list(rule.getPorts()))) {
          say(policy, "lets pods go anywhere", "egress:", "to", rule.getPorts());
        }
      }
    }
  }

  private static boolean isEverybody(NetworkPolicyPeer peer) {
    return peer.getNamespaceSelector() != null
        && Selector.of(peer.getNamespaceSelector()).isEmpty()
        && Selector.of(peer.getPodSelector()).isEmpty();
  }

  /** Who answers for names may be anywhere. */
  private static boolean isForNames(List<NetworkPolicyPort> ports) {
    for (NetworkPolicyPort port : ports) {
      if (port.getPort() == null || !Integer.valueOf(DNS).equals(port.getPort().getIntVal())) {
        return false;
      }
    }
    return !ports.isEmpty();
  }

  private void say(
      Found<NetworkPolicy> policy,
      String what,
      String mark,
      String field,
      List<NetworkPolicyPort> given) {
    StringBuilder ports = new StringBuilder();
    for (NetworkPolicyPort port : Given.list(given)) {
      String number = port.getPort() == null ? "any" : String.valueOf(port.getPort().getValue());
      ports.append(ports.isEmpty() ? " at port " : ", ").append(number);
    }
    at(RULE_SAYS_WITH_WHOM, policy, mark)
        .say("{it} has a rule without {}, which {}{}; name who it is for", field, what, ports);
  }
}
