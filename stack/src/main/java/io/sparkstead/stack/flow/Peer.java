package io.sparkstead.stack.flow;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One end of a {@link Flow}. */
public sealed interface Peer {

  /** As a picture names it. */
  String title();

  /** As a network policy names it. */
  List<NetworkPolicyPeer> inPolicy(Outside outside);

  /** Where it really listens if it is dialled at {@code port}. */
  default int listensAt(int port, Outside outside) {
    return port;
  }

  /** Pods that carry the labels of a component. */
  record Pods(Labels labels) implements Peer {
    @Override
    public String title() {
      return labels.name().text();
    }

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      NetworkPolicyPeer pods = new NetworkPolicyPeer();
      pods.setPodSelector(labels.labelSelector());
      return List.of(pods);
    }
  }

  /** All pods of another namespace. */
  record OfNamespace(DnsLabel namespace) implements Peer {
    @Override
    public String title() {
      return "namespace " + namespace;
    }

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      return List.of(pods(namespace));
    }
  }

  /** Pods of another namespace: those with {@code labels}, or all of them if none is given. */
  record Elsewhere(String title, DnsLabel namespace, Map<String, String> labels) implements Peer {

    public Elsewhere {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
      for (Map.Entry<String, String> label : labels.entrySet()) {
        String value = label.getValue();
        if (!Labels.isKey(label.getKey()) || (!value.isEmpty() && !Labels.isValue(value))) {
          throw new IllegalArgumentException(
              "no pod of namespace "
                  + namespace
                  + " has the label "
                  + label.getKey()
                  + "="
                  + value
                  + ", which is none; write what 'kubectl get pods -n "
                  + namespace
                  + " --show-labels' shows");
        }
      }
    }

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      return List.of(pods(namespace, labels));
    }
  }

  /** Whoever reaches the cluster from outside. */
  record People() implements Peer {
    @Override
    public String title() {
      return "people";
    }

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      List<NetworkPolicyPeer> people = blocks(outside.people());
      for (DnsLabel gateway : outside.gateways()) {
        people.add(pods(gateway));
      }
      return people;
    }
  }

  /** The cluster's own API server. */
  record ApiServer() implements Peer {

    /** Where {@code kubernetes.default.svc} answers. */
    public static final Port PORT = new Port("https", 443);

    @Override
    public String title() {
      return "Kubernetes API";
    }

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      return blocks(outside.apiServer());
    }

    @Override
    public int listensAt(int port, Outside outside) {
      return outside.apiServerPort();
    }
  }

  /** Machines outside the cluster. */
  record Network(String title, List<Cidr> addresses) implements Peer {

    public Network {
      addresses = List.copyOf(addresses);
    }

    /**
     * A rule of nobody would be a rule of everybody.
     *
     * @throws IllegalArgumentException if it is at no address
     */
    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + title
                + "' is at no address, and a network policy would keep every pod from it; name the"
                + " block it is in");
      }
      return blocks(addresses);
    }
  }

  /**
   * Machines whose addresses nobody knows beforehand: all but those that no router passes on, and
   * so neither the cluster's own network nor the cloud's metadata service at 169.254.169.254.
   *
   * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">Special-purpose
   *     addresses</a>
   */
  record Internet(String title) implements Peer {

    /** What is left out. */
    public static final List<String> NEAR =
        List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

    /** And of IPv6: what is unique to a site, the metadata service in it, and a link. */
    public static final List<String> NEAR_IPV6 = List.of("fc00::/7", "fe80::/10");

    @Override
    public List<NetworkPolicyPeer> inPolicy(Outside outside) {
      return List.of(all("0.0.0.0/0", NEAR), all("::/0", NEAR_IPV6));
    }

    private static NetworkPolicyPeer all(String addresses, List<String> but) {
      NetworkPolicyPeer internet = block(addresses);
      internet.getIpBlock().setExcept(but);
      return internet;
    }
  }

  private static List<NetworkPolicyPeer> blocks(List<Cidr> addresses) {
    List<NetworkPolicyPeer> blocks = new ArrayList<>();
    for (Cidr each : addresses) {
      blocks.add(block(each.text()));
    }
    return blocks;
  }

  /** All pods of a namespace. */
  private static NetworkPolicyPeer pods(DnsLabel namespace) {
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(Map.of("kubernetes.io/metadata.name", namespace.text()));
    NetworkPolicyPeer peer = new NetworkPolicyPeer();
    peer.setNamespaceSelector(selector);
    return peer;
  }

  /** Those with {@code labels}. */
  private static NetworkPolicyPeer pods(DnsLabel namespace, Map<String, String> labels) {
    NetworkPolicyPeer peer = pods(namespace);
    if (!labels.isEmpty()) {
      LabelSelector selector = new LabelSelector();
      selector.setMatchLabels(labels);
      peer.setPodSelector(selector);
    }
    return peer;
  }

  private static NetworkPolicyPeer block(String addresses) {
    IPBlock block = new IPBlock();
    block.setCidr(addresses);
    NetworkPolicyPeer peer = new NetworkPolicyPeer();
    peer.setIpBlock(block);
    return peer;
  }
}
