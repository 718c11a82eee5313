package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace's network policies let through, as Kubernetes reads them: a pod that no policy
 * selects is open; one that some select may do what any of them says.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation">
 *     Isolation</a>
 */
record Policies(Collection<NetworkPolicy> all) {

  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  /** Whether pods of {@code from} may connect to {@code port} of pods of {@code to}. */
  boolean let(Map<String, String> from, Map<String, String> to, int port) {
    return opens(from, peer -> isOf(peer, to), "TCP", port)
        && takes(to, peer -> isOf(peer, from), port);
  }

  private boolean takes(Map<String, String> pod, Predicate<NetworkPolicyPeer> from, int port) {
    return of(pod, INGRESS).isEmpty()
        || of(pod, INGRESS).stream()
            .flatMap(policy -> policy.getIngress().stream())
            .anyMatch(
                rule ->
                    anyOrNone(rule.getFrom(), from)
                        && anyOrNone(rule.getPorts(), open -> holds(open, "TCP", port)));
  }

  /** Whether pods of {@code pod} may connect to {@code port} of one whom a rule names so. */
  boolean opens(
      Map<String, String> pod, Predicate<NetworkPolicyPeer> to, String protocol, int port) {
    return of(pod, EGRESS).isEmpty()
        || of(pod, EGRESS).stream()
            .flatMap(policy -> policy.getEgress().stream())
            .anyMatch(
                rule ->
                    anyOrNone(rule.getTo(), to)
                        && anyOrNone(rule.getPorts(), open -> holds(open, protocol, port)));
  }

  /** Whether pods of {@code pod} may connect to machines that a rule names by address. */
  boolean openToAddresses(Map<String, String> pod) {
    return of(pod, EGRESS).isEmpty()
        || of(pod, EGRESS).stream()
            .flatMap(policy -> policy.getEgress().stream())
            .anyMatch(rule -> anyOrNone(rule.getTo(), Policies::isOfMachines));
  }

  /** Not the internet, and nothing of the node that asks. */
  private static boolean isOfMachines(NetworkPolicyPeer peer) {
    return peer.getIpBlock() != null
        && !peer.getIpBlock().getCidr().endsWith("/0")
        && !peer.getIpBlock().getCidr().startsWith("169.254.");
  }

  /** Whether addresses that a rule names may connect to {@code port} of pods of {@code pod}. */
  boolean takeAddresses(Map<String, String> pod, int port) {
    return takes(pod, peer -> peer.getIpBlock() != null, port);
  }

  /** Whether pods of a namespace that a rule names may connect to {@code port} of {@code pod}. */
  boolean takeNamespaces(Map<String, String> pod, int port) {
    return takes(pod, peer -> peer.getNamespaceSelector() != null, port);
  }

  /** Whether some policy closes every pod to everything. */
  boolean close() {
    return isClosed(INGRESS) && isClosed(EGRESS);
  }

  private boolean isClosed(String direction) {
    return all.stream()
        .map(NetworkPolicy::getSpec)
        .anyMatch(
            policy ->
                policy.getPolicyTypes().contains(direction)
                    && matches(policy.getPodSelector(), Map.of())
                    && policy.getIngress().isEmpty()
                    && policy.getEgress().isEmpty());
  }

  private List<NetworkPolicySpec> of(Map<String, String> pod, String direction) {
    return all.stream()
        .map(NetworkPolicy::getSpec)
        .filter(policy -> policy.getPolicyTypes().contains(direction))
        .filter(policy -> matches(policy.getPodSelector(), pod))
        .toList();
  }

  /** Pods of the same namespace. */
  private static boolean isOf(NetworkPolicyPeer peer, Map<String, String> pod) {
    return peer.getPodSelector() != null
        && peer.getNamespaceSelector() == null
        && matches(peer.getPodSelector(), pod);
  }

  private static boolean holds(NetworkPolicyPort open, String protocol, int port) {
    boolean isProtocols =
        open.getProtocol() == null ? protocol.equals("TCP") : protocol.equals(open.getProtocol());
    if (!isProtocols || open.getPort() == null) {
      return isProtocols;
    }
    Integer first = open.getPort().getIntVal();
    // Which number a name has, the pod says.
    return first == null
        || (port >= first && port <= (open.getEndPort() == null ? first : open.getEndPort()));
  }

  /** A list that is left out names everything. */
  private static <T> boolean anyOrNone(List<T> list, Predicate<T> test) {
    return list.isEmpty() || list.stream().anyMatch(test);
  }

  static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    return selector == null
        || (labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
            && selector.getMatchExpressions().stream().allMatch(one -> matches(one, labels)));
  }

  private static boolean matches(LabelSelectorRequirement one, Map<String, String> labels) {
    String value = labels.get(one.getKey());
    return switch (one.getOperator()) {
      case "In" -> value != null && one.getValues().contains(value);
      case "NotIn" -> value == null || !one.getValues().contains(value);
      case "Exists" -> value != null;
      default -> value == null;
    };
  }
}
