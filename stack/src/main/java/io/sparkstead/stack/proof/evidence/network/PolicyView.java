package io.sparkstead.stack.proof.evidence.network;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NetworkPolicy, as Kubernetes reads it.
 *
 * @param pods which it is for
 * @param types {@code Ingress}, {@code Egress}: where it says none, what Kubernetes takes it for
 */
public record PolicyView(
    Manifest manifest,
    Selector pods,
    List<Opening> ingress,
    List<Opening> egress,
    List<String> types)
    implements Written.InManifest {

  static final String INGRESS = "Ingress";
  static final String EGRESS = "Egress";

  /** One rule: with whom, at which ports; none named is all. */
  public record Opening(List<Side> sides, List<NetworkPolicyPort> ports) {

    /** Whether it is for {@code port}. */
    boolean opens(String protocol, int port) {
      for (NetworkPolicyPort open : ports) {
        if (holds(open, protocol, port)) {
          return true;
        }
      }
      return ports.isEmpty();
    }

    /** Whether it is for TCP, and not for UDP besides: not for asking for names. */
    public boolean isForTcpAlone() {
      for (NetworkPolicyPort open : ports) {
        if (open.getProtocol() != null && !open.getProtocol().equals("TCP")) {
          return false;
        }
      }
      return true;
    }

    /** Whether some port of TCP is open by both; a name is the number that a pod says. */
    boolean sharesPort(Opening other) {
      return sharesFirstPort(other) || other.sharesFirstPort(this);
    }

    private boolean sharesFirstPort(Opening other) {
      for (NetworkPolicyPort open : ports) {
        boolean isTcp = open.getProtocol() == null || open.getProtocol().equals("TCP");
        Integer number = open.getPort() == null ? null : open.getPort().getIntVal();
        if (isTcp && (number == null || other.opens("TCP", number))) {
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
  }

  /** With whom: pods, pods of namespaces, or addresses. */
  public record Side(
      Optional<Selector> pods, Optional<Selector> namespaces, Optional<Block> block) {

    /** The label that Kubernetes gives each namespace: its name. */
    public static final String NAMESPACE = "kubernetes.io/metadata.name";

    /** Whether pods of {@code namespace} are meant, as far as its name says. */
    boolean mayBeIn(String namespace) {
      if (namespaces.isEmpty()) {
        return false;
      }
      Map<String, String> labels = namespaces.get().labels();
      return namespace.equals(labels.getOrDefault(NAMESPACE, namespace));
    }
  }

  /** Addresses, and those among them that are left out. */
  public record Block(String cidr, List<String> except) {}

  static PolicyView of(Found<NetworkPolicy> found) {
    NetworkPolicySpec given = found.object().getSpec();
    NetworkPolicySpec spec = given == null ? new NetworkPolicySpec() : given;
    List<Opening> ingress = new ArrayList<>();
    for (NetworkPolicyIngressRule rule : Given.list(spec.getIngress())) {
      ingress.add(new Opening(sides(rule.getFrom()), Given.list(rule.getPorts())));
    }
    List<Opening> egress = new ArrayList<>();
    for (NetworkPolicyEgressRule rule : Given.list(spec.getEgress())) {
      egress.add(new Opening(sides(rule.getTo()), Given.list(rule.getPorts())));
    }
    List<String> types = Given.list(spec.getPolicyTypes());
    if (types.isEmpty()) {
      types = egress.isEmpty() ? List.of(INGRESS) : List.of(INGRESS, EGRESS);
    }
    return new PolicyView(
        found.manifest(), Selector.of(spec.getPodSelector()), ingress, egress, types);
  }

  private static List<Side> sides(@Nullable List<NetworkPolicyPeer> given) {
    List<Side> sides = new ArrayList<>();
    for (NetworkPolicyPeer peer : Given.list(given)) {
      sides.add(
          new Side(
              selector(peer.getPodSelector()),
              selector(peer.getNamespaceSelector()),
              block(peer.getIpBlock())));
    }
    return sides;
  }

  private static Optional<Selector> selector(@Nullable LabelSelector given) {
    return given == null ? Optional.empty() : Optional.of(Selector.of(given));
  }

  private static Optional<Block> block(@Nullable IPBlock given) {
    return given == null
        ? Optional.empty()
        : Optional.of(new Block(Given.text(given.getCidr()), Given.list(given.getExcept())));
  }

  /** Its rules for {@code direction}. */
  List<Opening> openings(String direction) {
    return direction.equals(INGRESS) ? ingress : egress;
  }

  /** The addresses that pods may go to. */
  public List<Block> leftFor() {
    return blocks(egress);
  }

  /** The addresses that may come to pods. */
  public List<Block> enteredFrom() {
    return blocks(ingress);
  }

  private static List<Block> blocks(List<Opening> openings) {
    List<Block> blocks = new ArrayList<>();
    for (Opening opening : openings) {
      for (Side side : opening.sides()) {
        if (side.block().isPresent()) {
          blocks.add(side.block().get());
        }
      }
    }
    return blocks;
  }
}
