package io.sparkstead.stack.flow;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who answers pods that ask for names, which network policies leave open to all of them.
 *
 * <pre>{@code
 * Dns.kubeDns()                                    // CoreDNS and kube-dns: the usual one
 * Dns.nodeLocal()                                  // NodeLocal DNSCache at 169.254.20.10 besides
 * Dns.openShift()
 * Dns.pods("dns", Map.of("app", "unbound"), 1053)
 * Dns.kubeDns().and(Dns.at(53, Cidr.only("10.0.0.2")))
 * }</pre>
 *
 * <pre>
 * egress:
 * - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}},
 *         podSelector: {matchLabels: {k8s-app: kube-dns}}}]
 *   ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
 * </pre>
 *
 * <p>A port is the pod's own, see {@link Reach}.
 *
 * @param servers pods of a namespace or addresses, with the port at which each is asked by UDP and
 *     TCP; one at least
 */
public record Dns(Map<Peer, Integer> servers) {

  private static final int PORT = 53;
  private static final String SYSTEM = "kube-system";
  private static final String APP = "k8s-app";

  /** Where NodeLocal DNSCache listens unless it is told otherwise. */
  private static final String NODE_LOCAL = "169.254.20.10";

  public Dns {
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    if (servers.isEmpty()) {
      throw new IllegalArgumentException(
          "DNS has no server, and no name would resolve; leave dns(…) out, or name one");
    }
    for (int port : servers.values()) {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("DNS is asked at port " + port + ": a port is 1-65535");
      }
    }
  }

  /** CoreDNS or kube-dns, as every common cluster labels it. */
  public static Dns kubeDns() {
    return pods(SYSTEM, Map.of(APP, "kube-dns"), PORT);
  }

  /**
   * NodeLocal DNSCache: on the network of each node, so an address, in front of kube-dns. As pods
   * with a network of their own, which Cilium has of it, it is open too.
   *
   * @param addresses at which pods ask it; {@code 169.254.20.10} unless one is given. Where
   *     kube-proxy uses iptables, pods ask the address of the Service {@code kube-dns}: name both
   * @see <a href="https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/">NodeLocal
   *     DNSCache</a>
   */
  public static Dns nodeLocal(String... addresses) {
    List<Cidr> blocks = new ArrayList<>();
    for (String address : addresses.length == 0 ? new String[] {NODE_LOCAL} : addresses) {
      blocks.add(Cidr.only(address));
    }
    return at(PORT, blocks.toArray(new Cidr[0]))
        .and(kubeDns())
        .and(pods(SYSTEM, Map.of(APP, "node-local-dns"), PORT));
  }

  /** OpenShift's, whose pods listen at 5353. */
  public static Dns openShift() {
    return pods(
        "openshift-dns", Map.of("dns.operator.openshift.io/daemonset-dns", "default"), 5353);
  }

  /** Pods of {@code namespace} with {@code labels}, at the pods' own port. */
  public static Dns pods(String namespace, Map<String, String> labels, int port) {
    String title = "DNS in " + namespace + " at port " + port;
    return new Dns(Map.of(new Peer.Elsewhere(title, DnsLabel.of(namespace), labels), port));
  }

  /** Machines, or programs on the network of a node. */
  public static Dns at(int port, Cidr... blocks) {
    if (blocks.length == 0) {
      throw new IllegalArgumentException("DNS at port " + port + " is at no address; name one");
    }
    List<Cidr> all = List.of(blocks);
    return new Dns(Map.of(new Peer.Network("DNS at " + all + " at port " + port, all), port));
  }

  /** These servers and those of {@code more}. */
  public Dns and(Dns more) {
    Map<Peer, Integer> all = new LinkedHashMap<>(servers);
    all.putAll(more.servers);
    return new Dns(all);
  }
}
