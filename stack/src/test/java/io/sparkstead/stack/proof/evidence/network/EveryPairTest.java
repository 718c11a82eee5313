package io.sparkstead.stack.proof.evidence.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Samples;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every pod of a stack, asked for every place that is none of its pods, at every port: what the
 * policies open is what flows and DNS say, and no more.
 */
class EveryPairTest {

  private static final List<Integer> PORTS =
      List.of(22, 53, 80, 443, 1053, 5353, 5432, 6443, 8080, 9000, 9083, 9092, 9099);

  private static final Set<Peer> PLACES = new LinkedHashSet<>();

  static {
    pods("kube-system", Map.of("k8s-app", "kube-dns"));
    pods("kube-system", Map.of("k8s-app", "node-local-dns"));
    pods("kube-system", Map.of("k8s-app", "metrics-server"));
    pods("default", Map.of("k8s-app", "kube-dns"));
    pods("openshift-dns", Map.of("dns.operator.openshift.io/daemonset-dns", "default"));
    pods("openshift-dns", Map.of("app", "node-resolver"));
    pods("dns", Map.of("app", "unbound", "tier", "edge"));
    pods("hive", Map.of("app", "metastore", "release", "prod"));
    pods("hive", Map.of("app", "hiveserver"));
    pods("lakes", Map.of("app", "minio"));
    pods("kafka", Map.of());
    for (String address :
        List.of(
            "10.0.0.1",
            "10.0.0.2",
            "10.20.0.5",
            "10.20.0.6",
            "100.64.0.1",
            "169.254.20.10",
            "169.254.20.11",
            "169.254.169.254",
            "203.0.113.7",
            "fd00:1::1",
            "fd00:1::2",
            "fd00:20::5",
            "fd00:21::5",
            "fd00:ec2::254",
            "fe80::1",
            "2001:db8::7")) {
      PLACES.add(new Peer.Network(address, List.of(Cidr.only(address))));
    }
  }

  private static void pods(String namespace, Map<String, String> labels) {
    PLACES.add(new Peer.Elsewhere("pods", DnsLabel.of(namespace), labels));
  }

  private static final Outside IPV6 =
      new Outside(
          List.of(Cidr.only("fd00:1::1"), Cidr.only("10.0.0.1")),
          6443,
          List.of(new Cidr("2001:db8::/32")));

  @TestFactory
  Stream<DynamicTest> what_flows_and_dns_say_is_open_and_nothing_else() {
    Samples samples = Samples.spark41();
    Map<String, Dns> dns = new LinkedHashMap<>();
    dns.put("kube-dns", Dns.kubeDns());
    dns.put("node-local", Dns.nodeLocal());
    dns.put("OpenShift", Dns.openShift());
    dns.put("unbound", Dns.pods("dns", Map.of("app", "unbound"), 1053));
    dns.put("machines", Dns.at(53, Cidr.only("10.0.0.2"), new Cidr("fd00:1::/64")));
    Map<String, Stack> stacks = new LinkedHashMap<>();
    stacks.put("a store outside", samples.storedIn(Samples.AWS).stack(Samples.OUTSIDE));
    stacks.put("a store next door", samples.storedIn(Samples.NEXT_DOOR).stack(IPV6));
    stacks.put("a store in the cluster", samples.storedIn(Samples.IN_CLUSTER).stack(IPV6));
    stacks.put("an agent", samples.storedIn(Samples.AWS_BY_AGENT).stack(IPV6));
    stacks.put("what is reached besides", reaching(samples));
    return Stream.concat(
        stacks.entrySet().stream()
            .map(
                each ->
                    dynamicTest(each.getKey(), () -> isOpenAsSaid(each.getValue(), Dns.kubeDns()))),
        dns.entrySet().stream()
            .map(
                each ->
                    dynamicTest(
                        each.getKey(),
                        () ->
                            isOpenAsSaid(
                                samples.stack(Samples.OUTSIDE.asking(each.getValue())),
                                each.getValue()))));
  }

  private static Stack reaching(Samples samples) {
    SparkApplication application =
        samples
            .application()
            .reaching(
                "metastore", Reach.inCluster("hive", Map.of("app", "metastore"), 9083).byDrivers())
            .reaching("kafka", Reach.inCluster("kafka", 9092).byExecutors())
            .reaching("erp", Reach.outside(Cidr.only("10.20.0.5"), 5432))
            .reaching("dwh", Reach.outside(new Cidr("fd00:20::/32"), 5432, 9099))
            .reaching("pypi", Reach.internet(443));
    return Samples.stack(
        samples.rbac(),
        samples.minio(),
        samples.historyServer(),
        samples.jupyter(application),
        new Workspace(Samples.DATA, DnsLabel.of("examples"), application));
  }

  private static void isOpenAsSaid(Stack stack, Dns dns) throws UnknownHostException {
    Policies policies = Policies.of(Evidence.of(stack));
    Set<Labels> pods = new LinkedHashSet<>();
    for (Flow flow : stack.flows()) {
      Stream.of(flow.from(), flow.to())
          .filter(Peer.Pods.class::isInstance)
          .forEach(peer -> pods.add(((Peer.Pods) peer).labels()));
    }
    Set<String> open = new TreeSet<>();
    Set<String> said = new TreeSet<>();
    for (Labels from : pods) {
      for (Peer to : PLACES) {
        for (int port : PORTS) {
          for (String protocol : List.of("TCP", "UDP")) {
            String pair = from.name() + " to " + to + " at " + protocol + " " + port;
            if (policies.let(from.all(), protocol, port, to)) {
              open.add(pair);
            }
            if (isSaid(stack, dns, from, to, protocol, port)) {
              said.add(pair);
            }
          }
        }
      }
    }

    assertThat(open).isEqualTo(said).hasSizeGreaterThan(2 * pods.size());
  }

  private static boolean isSaid(
      Stack stack, Dns dns, Labels from, Peer to, String protocol, int port)
      throws UnknownHostException {
    Outside outside = outside(stack);
    for (Map.Entry<Peer, Integer> server : dns.servers().entrySet()) {
      if (server.getValue() == port && isIn(to, server.getKey(), outside)) {
        return true;
      }
    }
    for (Flow flow : stack.flows()) {
      if (protocol.equals("TCP")
          && flow.from().equals(new Peer.Pods(from))
          && flow.to().listensAt(flow.port().number(), outside) == port
          && isIn(to, flow.to(), outside)) {
        return true;
      }
    }
    return false;
  }

  private static Outside outside(Stack stack) {
    return stack.parts().stream()
        .filter(NetworkPolicies.class::isInstance)
        .map(part -> ((NetworkPolicies) part).outside())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isIn(Peer place, Peer whole, Outside outside) throws UnknownHostException {
    if (place instanceof Peer.Elsewhere pods) {
      return whole instanceof Peer.Elsewhere others
          && others.namespace().equals(pods.namespace())
          && pods.labels().entrySet().containsAll(others.labels().entrySet());
    }
    InetAddress address = InetAddress.getByName(place.title());
    if (whole instanceof Peer.Network network) {
      return isIn(address, network.addresses());
    }
    if (whole instanceof Peer.ApiServer) {
      return isIn(address, outside.apiServer());
    }
    return whole instanceof Peer.Internet
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress()
        && !isIn(address, List.of(new Cidr("100.64.0.0/10"), new Cidr("fc00::/7")));
  }

  /** By other means than the policies are read. */
  private static boolean isIn(InetAddress address, List<Cidr> blocks) throws UnknownHostException {
    for (Cidr block : blocks) {
      String[] parts = block.text().split("/", -1);
      byte[] first = InetAddress.getByName(parts[0]).getAddress();
      byte[] other = address.getAddress();
      int behind = 8 * first.length - Integer.parseInt(parts[1]);
      if (first.length == other.length
          && new BigInteger(1, first)
              .shiftRight(behind)
              .equals(new BigInteger(1, other).shiftRight(behind))) {
        return true;
      }
    }
    return false;
  }
}
