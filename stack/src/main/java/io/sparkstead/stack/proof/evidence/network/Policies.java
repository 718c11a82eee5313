package io.sparkstead.stack.proof.evidence.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Opening;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a namespace's network policies let through, as Kubernetes reads them: a pod that no policy
 * selects is open; one that some select may do what any of them says.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation">
 *     Isolation</a>
 * @param own the labels of the namespace that they are in
 */
public record Policies(List<PolicyView> all, Map<String, String> own) {

  /** The policies of {@code stack}. */
  public static Policies of(Evidence stack) {
    List<PolicyView> all = new ArrayList<>();
    for (Found<NetworkPolicy> found : stack.all(NetworkPolicy.class)) {
      all.add(PolicyView.of(found));
    }
    return new Policies(all, labelsOfNamespace(stack));
  }

  private static Map<String, String> labelsOfNamespace(Evidence stack) {
    Map<String, String> labels = new HashMap<>();
    Optional<Found<Namespace>> made = stack.named(Namespace.class, stack.namespace());
    if (made.isPresent()) {
      labels.putAll(made.get().manifest().labels());
    }
    labels.put(Side.NAMESPACE, stack.namespace());
    return labels;
  }

  /** Whether pods of {@code from} may connect to {@code port} of pods of {@code to}. */
  public boolean let(Map<String, String> from, Map<String, String> to, int port) {
    return isAmong(destinations(from, "TCP", port), to) && isAmong(sources(to, port), from);
  }

  /**
   * To whom pods of {@code pod} may connect at {@code port}, as rules name them; empty if to all.
   */
  public Optional<List<Side>> destinations(Map<String, String> pod, String protocol, int port) {
    return sides(pod, PolicyView.EGRESS, protocol, port);
  }

  /** Who may connect to {@code port} of pods of {@code pod}, as rules name them; empty if all. */
  public Optional<List<Side>> sources(Map<String, String> pod, int port) {
    return sides(pod, PolicyView.INGRESS, "TCP", port);
  }

  private Optional<List<Side>> sides(
      Map<String, String> pod, String direction, String protocol, int port) {
    List<PolicyView> policies = of(pod, direction);
    boolean isOpen = policies.isEmpty();
    List<Side> sides = new ArrayList<>();
    for (PolicyView policy : policies) {
      for (Opening opening : policy.openings(direction)) {
        if (opening.opens(protocol, port)) {
          isOpen |= opening.sides().isEmpty();
          sides.addAll(opening.sides());
        }
      }
    }
    return isOpen ? Optional.empty() : Optional.of(sides);
  }

  /** Whether pods of {@code pod} may connect to {@code port} of all that is {@code to}. */
  public boolean let(Map<String, String> pod, String protocol, int port, Peer to) {
    Optional<List<Side>> destinations = destinations(pod, protocol, port);
    if (destinations.isEmpty()) {
      return true;
    }
    if (to instanceof Peer.Elsewhere pods) {
      return hold(destinations.get(), pods.namespace().text(), pods.labels());
    }
    if (to instanceof Peer.Network machines) {
      for (Cidr block : machines.addresses()) {
        if (!hold(destinations.get(), block.text().substring(0, block.text().indexOf('/')))) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  private static boolean hold(List<Side> sides, String namespace, Map<String, String> labels) {
    Map<String, String> own = Map.of(Side.NAMESPACE, namespace);
    for (Side side : sides) {
      if (side.namespaces().isPresent()
          && side.namespaces().get().matches(own)
          && (side.pods().isEmpty() || side.pods().get().matches(labels))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hold(List<Side> sides, String address) {
    for (Side side : sides) {
      if (side.block().isPresent() && AddressBlocks.hold(side.block().get(), address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether pods of {@code pod} may connect to {@code port} of a machine that is not near. */
  public boolean openToInternet(Map<String, String> pod, int port) {
    Optional<List<Side>> sides = destinations(pod, "TCP", port);
    for (Side side : sides.orElse(List.of())) {
      if (side.block().isPresent() && !AddressBlocks.isNear(side.block().get())) {
        return true;
      }
    }
    return sides.isEmpty();
  }

  /** Whether pods of {@code pod} may connect to machines that a rule names by address. */
  public boolean openToAddresses(Map<String, String> pod) {
    List<PolicyView> policies = of(pod, PolicyView.EGRESS);
    for (PolicyView policy : policies) {
      for (Opening opening : policy.egress()) {
        if (opening.sides().isEmpty()) {
          return true;
        }
        for (Side side : opening.sides()) {
          if (opening.isForTcpAlone() && side.block().isPresent() && isPlace(side.block().get())) {
            return true;
          }
        }
      }
    }
    return policies.isEmpty();
  }

  /**
   * Whether pods of {@code pod} may connect to some port of pods of {@code namespace}, by TCP and
   * not to ask for names. Which port is behind a Service's, nobody here knows.
   */
  public boolean openToNamespace(Map<String, String> pod, String namespace) {
    List<PolicyView> policies = of(pod, PolicyView.EGRESS);
    boolean isOpen = policies.isEmpty();
    for (PolicyView policy : policies) {
      for (Opening opening : policy.egress()) {
        isOpen |= opening.sides().isEmpty() && opening.isForTcpAlone();
        for (Side side : opening.sides()) {
          isOpen |= opening.isForTcpAlone() && side.mayBeIn(namespace);
        }
      }
    }
    return isOpen;
  }

  /**
   * Whether pods of {@code pod} may connect to {@code port} of {@code host}, which is outside.
   * Where a name leads nobody here knows: some way out at its port may be the one, or a proxy of
   * the cluster, whatever its pods' port.
   */
  public boolean mayLeadTo(Map<String, String> pod, String host, int port) {
    Optional<List<Side>> destinations = destinations(pod, "TCP", port);
    for (Side side : destinations.orElse(List.of())) {
      if (side.block().isPresent()
          && (!Cidr.isAddress(host) || AddressBlocks.hold(side.block().get(), host))) {
        return true;
      }
    }
    return destinations.isEmpty() || (!Cidr.isAddress(host) && openToNamespaces(pod));
  }

  /** Whether anybody may connect to {@code port} of {@code pod}. */
  public boolean takesSome(Map<String, String> pod, int port) {
    return sources(pod, port).map(sides -> !sides.isEmpty()).orElse(true);
  }

  /** Whether pods of {@code pod} may connect to {@code port} of anybody. */
  public boolean leavesForSome(Map<String, String> pod, int port) {
    return destinations(pod, "TCP", port).map(sides -> !sides.isEmpty()).orElse(true);
  }

  /** Whether that is so of any other namespace. */
  public boolean openToNamespaces(Map<String, String> pod) {
    for (PolicyView policy : of(pod, PolicyView.EGRESS)) {
      for (Opening opening : policy.egress()) {
        for (Side side : opening.sides()) {
          if (opening.isForTcpAlone() && side.namespaces().isPresent()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Not the internet, and nothing of the node that asks. */
  private static boolean isPlace(Block block) {
    return !block.cidr().endsWith("/0") && !AddressBlocks.isOfTheNode(block);
  }

  /** Whether addresses that a rule names may connect to {@code port} of pods of {@code pod}. */
  public boolean takeAddresses(Map<String, String> pod, int port) {
    Optional<List<Side>> sources = sources(pod, port);
    for (Side side : sources.orElse(List.of())) {
      if (side.block().isPresent()) {
        return true;
      }
    }
    return sources.isEmpty();
  }

  /** The addresses that may connect to {@code port} of {@code pod}; empty if all may. */
  public Optional<List<Block>> clients(Map<String, String> pod, int port) {
    return sources(pod, port).map(Policies::blocks);
  }

  /** The addresses, each with its ports, that pods of {@code pod} may connect to by TCP. */
  public List<Way> ways(Map<String, String> pod) {
    List<Way> ways = new ArrayList<>();
    for (PolicyView policy : of(pod, PolicyView.EGRESS)) {
      for (Opening opening : policy.egress()) {
        for (Block block : blocks(opening.sides())) {
          ways.add(new Way(policy, block, opening));
        }
      }
    }
    return ways;
  }

  /** An address and its ports that a policy opens. */
  public record Way(PolicyView policy, Block block, Opening opening) {

    /** Whether some connection takes both. */
    public boolean meets(Way other) {
      return AddressBlocks.meet(block.cidr(), other.block.cidr())
          && opening.sharesPort(other.opening);
    }
  }

  private static List<Block> blocks(List<Side> sides) {
    List<Block> blocks = new ArrayList<>();
    for (Side side : sides) {
      if (side.block().isPresent()) {
        blocks.add(side.block().get());
      }
    }
    return blocks;
  }

  /** Whether pods of a namespace that a rule names may connect to {@code port} of {@code pod}. */
  public boolean takeNamespaces(Map<String, String> pod, int port) {
    Optional<List<Side>> sources = sources(pod, port);
    for (Side side : sources.orElse(List.of())) {
      if (side.namespaces().isPresent()) {
        return true;
      }
    }
    return sources.isEmpty();
  }

  /** Whether pods of {@code namespace} may connect to {@code port} of {@code pod}. */
  public boolean takeFrom(Map<String, String> pod, int port, String namespace) {
    Optional<List<Side>> sources = sources(pod, port);
    for (Side side : sources.orElse(List.of())) {
      if (side.mayBeIn(namespace)) {
        return true;
      }
    }
    return sources.isEmpty();
  }

  /** Whether some policy closes every pod to everything. */
  public boolean close() {
    return isClosed(PolicyView.INGRESS) && isClosed(PolicyView.EGRESS);
  }

  private boolean isClosed(String direction) {
    for (PolicyView policy : of(Map.of(), direction)) {
      if (policy.ingress().isEmpty() && policy.egress().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<PolicyView> of(Map<String, String> pod, String direction) {
    List<PolicyView> found = new ArrayList<>();
    for (PolicyView policy : all) {
      if (policy.types().contains(direction) && policy.pods().matches(pod)) {
        found.add(policy);
      }
    }
    return found;
  }

  /** Whether pods of {@code pod} are among {@code sides}, as rules name them; all are if empty. */
  public boolean isAmong(Optional<List<Side>> sides, Map<String, String> pod) {
    for (Side side : sides.orElse(List.of())) {
      if (side.block().isEmpty()
          && (side.namespaces().isEmpty() || side.namespaces().get().matches(own))
          && (side.pods().isEmpty() || side.pods().get().matches(pod))) {
        return true;
      }
    }
    return sides.isEmpty();
  }
}
