package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    return isAmong(destinations(from, "TCP", port), to) && isAmong(sources(to, port), from);
  }

  /**
   * To whom pods of {@code pod} may connect at {@code port}, as rules name them; empty if to all.
   */
  Optional<List<NetworkPolicyPeer>> destinations(
      Map<String, String> pod, String protocol, int port) {
    List<NetworkPolicySpec> policies = of(pod, EGRESS);
    List<NetworkPolicyPeer> peers = new ArrayList<>();
    for (NetworkPolicySpec policy : policies) {
      for (NetworkPolicyEgressRule rule : policy.getEgress()) {
        if (!opens(rule.getPorts(), protocol, port)) {
          continue;
        }
        if (rule.getTo().isEmpty()) {
          return Optional.empty();
        }
        peers.addAll(rule.getTo());
      }
    }
    return policies.isEmpty() ? Optional.empty() : Optional.of(peers);
  }

  /** Who may connect to {@code port} of pods of {@code pod}, as rules name them; empty if all. */
  private Optional<List<NetworkPolicyPeer>> sources(Map<String, String> pod, int port) {
    List<NetworkPolicySpec> policies = of(pod, INGRESS);
    List<NetworkPolicyPeer> peers = new ArrayList<>();
    for (NetworkPolicySpec policy : policies) {
      for (NetworkPolicyIngressRule rule : policy.getIngress()) {
        if (!opens(rule.getPorts(), "TCP", port)) {
          continue;
        }
        if (rule.getFrom().isEmpty()) {
          return Optional.empty();
        }
        peers.addAll(rule.getFrom());
      }
    }
    return policies.isEmpty() ? Optional.empty() : Optional.of(peers);
  }

  /** Whether pods of {@code pod} may connect to machines that a rule names by address. */
  boolean openToAddresses(Map<String, String> pod) {
    List<NetworkPolicySpec> policies = of(pod, EGRESS);
    for (NetworkPolicySpec policy : policies) {
      for (NetworkPolicyEgressRule rule : policy.getEgress()) {
        if (rule.getTo().isEmpty() || namesMachines(rule.getTo())) {
          return true;
        }
      }
    }
    return policies.isEmpty();
  }

  /** Not the internet, and nothing of the node that asks. */
  private static boolean namesMachines(List<NetworkPolicyPeer> peers) {
    for (NetworkPolicyPeer peer : peers) {
      if (peer.getIpBlock() != null
          && !peer.getIpBlock().getCidr().endsWith("/0")
          && !peer.getIpBlock().getCidr().startsWith("169.254.")) {
        return true;
      }
    }
    return false;
  }

  /** Whether addresses that a rule names may connect to {@code port} of pods of {@code pod}. */
  boolean takeAddresses(Map<String, String> pod, int port) {
    Optional<List<NetworkPolicyPeer>> sources = sources(pod, port);
    for (NetworkPolicyPeer peer : sources.orElse(List.of())) {
      if (peer.getIpBlock() != null) {
        return true;
      }
    }
    return sources.isEmpty();
  }

  /** Whether pods of a namespace that a rule names may connect to {@code port} of {@code pod}. */
  boolean takeNamespaces(Map<String, String> pod, int port) {
    Optional<List<NetworkPolicyPeer>> sources = sources(pod, port);
    for (NetworkPolicyPeer peer : sources.orElse(List.of())) {
      if (peer.getNamespaceSelector() != null) {
        return true;
      }
    }
    return sources.isEmpty();
  }

  /** Whether some policy closes every pod to everything. */
  boolean close() {
    return isClosed(INGRESS) && isClosed(EGRESS);
  }

  private boolean isClosed(String direction) {
    for (NetworkPolicy policy : all) {
      NetworkPolicySpec spec = policy.getSpec();
      if (selects(spec, Map.of(), direction)
          && spec.getIngress().isEmpty()
          && spec.getEgress().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<NetworkPolicySpec> of(Map<String, String> pod, String direction) {
    List<NetworkPolicySpec> found = new ArrayList<>();
    for (NetworkPolicy policy : all) {
      if (selects(policy.getSpec(), pod, direction)) {
        found.add(policy.getSpec());
      }
    }
    return found;
  }

  private static boolean selects(
      NetworkPolicySpec policy, Map<String, String> pod, String direction) {
    return policy.getPolicyTypes().contains(direction) && matches(policy.getPodSelector(), pod);
  }

  private static boolean isAmong(Optional<List<NetworkPolicyPeer>> peers, Map<String, String> pod) {
    for (NetworkPolicyPeer peer : peers.orElse(List.of())) {
      if (isOf(peer, pod)) {
        return true;
      }
    }
    return peers.isEmpty();
  }

  /** Pods of the same namespace. */
  private static boolean isOf(NetworkPolicyPeer peer, Map<String, String> pod) {
    return peer.getPodSelector() != null
        && peer.getNamespaceSelector() == null
        && matches(peer.getPodSelector(), pod);
  }

  /** Whether a rule is for {@code port}; one that names no port is for all. */
  private static boolean opens(List<NetworkPolicyPort> ports, String protocol, int port) {
    for (NetworkPolicyPort open : ports) {
      if (holds(open, protocol, port)) {
        return true;
      }
    }
    return ports.isEmpty();
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

  static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    if (!labels.entrySet().containsAll(selector.getMatchLabels().entrySet())) {
      return false;
    }
    for (LabelSelectorRequirement one : selector.getMatchExpressions()) {
      if (!matches(one, labels)) {
        return false;
      }
    }
    return true;
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
