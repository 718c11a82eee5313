package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Derived;
import io.sparkstead.stack.Siblings;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may connect to whom: nobody to nobody, but for DNS and the connections that the other
 * components of the stack say they need.
 *
 * <pre>
 * default-deny      no pod takes a connection or opens one;
 * dns               each may ask for names;
 * minio, jupyter …  and one policy a component opens what its flows name
 * </pre>
 *
 * <p>The cluster's network plugin enforces them; some, as plain Flannel, enforce none. All let the
 * kubelet's probes through.
 *
 * @param outside where those are who are no pods, and who answers for names
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network
 *     policies</a>
 */
public record NetworkPolicies(Namespace namespace, DnsLabel name, Outside outside)
    implements Derived {

  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  @Override
  public Labels labels() {
    return namespace.labels(name, "network");
  }

  @Override
  public List<HasMetadata> resources(Siblings siblings) {
    Set<Flow> flows = new LinkedHashSet<>();
    for (Component component : siblings.others()) {
      flows.addAll(component.flows());
    }
    return policies(flows);
  }

  private List<HasMetadata> policies(Set<Flow> flows) {
    List<HasMetadata> policies = new ArrayList<>();
    policies.add(policy("default-deny", closed(new LabelSelector(), INGRESS, EGRESS)));
    policies.add(policy("dns", dns()));
    for (Labels pods : pods(flows)) {
      policies.add(policy(pods.name().text(), opened(pods, flows)));
    }
    return policies;
  }

  /** From one port to another. */
  private record Ports(int first, int last) {

    NetworkPolicyPort over(String protocol) {
      NetworkPolicyPort ports = new NetworkPolicyPort();
      ports.setProtocol(protocol);
      ports.setPort(new IntOrString(first));
      if (last > first) {
        ports.setEndPort(last);
      }
      return ports;
    }

    NetworkPolicyPort overTcp() {
      return over("TCP");
    }
  }

  /** All pods that take part, in the order of the flows. */
  private static Set<Labels> pods(Set<Flow> flows) {
    Set<Labels> pods = new LinkedHashSet<>();
    for (Flow flow : flows) {
      for (Peer peer : List.of(flow.from(), flow.to())) {
        if (peer instanceof Peer.Pods some) {
          pods.add(some.labels());
        }
      }
    }
    return pods;
  }

  private NetworkPolicy policy(String name, NetworkPolicySpec spec) {
    NetworkPolicy policy = new NetworkPolicy();
    policy.setMetadata(labels().metadata(name));
    policy.setSpec(spec);
    return policy;
  }

  private static NetworkPolicySpec closed(LabelSelector pods, String... directions) {
    NetworkPolicySpec spec = new NetworkPolicySpec();
    spec.setPodSelector(pods);
    spec.setPolicyTypes(List.of(directions));
    return spec;
  }

  /** Answers too long for UDP come by TCP. */
  private NetworkPolicySpec dns() {
    Map<Integer, List<NetworkPolicyPeer>> servers = new LinkedHashMap<>();
    for (Map.Entry<Peer, Integer> server : outside.dns().servers().entrySet()) {
      List<NetworkPolicyPeer> all =
          new ArrayList<>(servers.getOrDefault(server.getValue(), List.of()));
      all.addAll(server.getKey().inPolicy(outside));
      servers.put(server.getValue(), all);
    }
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    for (Map.Entry<Integer, List<NetworkPolicyPeer>> each : servers.entrySet()) {
      Ports port = new Ports(each.getKey(), each.getKey());
      rules.add(egress(each.getValue(), List.of(port.over("UDP"), port.overTcp())));
    }
    NetworkPolicySpec spec = closed(new LabelSelector(), EGRESS);
    spec.setEgress(rules);
    return spec;
  }

  private NetworkPolicySpec opened(Labels pods, Set<Flow> flows) {
    Peer self = new Peer.Pods(pods);
    NetworkPolicySpec spec = closed(pods.labelSelector(), INGRESS, EGRESS);
    spec.setIngress(ingress(self, flows));
    spec.setEgress(egress(self, flows));
    return spec;
  }

  private List<NetworkPolicyIngressRule> ingress(Peer self, Set<Flow> flows) {
    List<NetworkPolicyIngressRule> rules = new ArrayList<>();
    for (Map.Entry<Ports, List<NetworkPolicyPeer>> each : callers(self, flows).entrySet()) {
      rules.add(ingress(each.getValue(), each.getKey()));
    }
    return rules;
  }

  private List<NetworkPolicyEgressRule> egress(Peer self, Set<Flow> flows) {
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    for (Map.Entry<List<NetworkPolicyPeer>, Set<Ports>> each : called(self, flows).entrySet()) {
      List<NetworkPolicyPort> ports = new ArrayList<>();
      for (Ports one : each.getValue()) {
        ports.add(one.overTcp());
      }
      rules.add(egress(each.getKey(), ports));
    }
    return rules;
  }

  /** Who connects to {@code self}, by port: a port reads as a list of those who may use it. */
  private Map<Ports, List<NetworkPolicyPeer>> callers(Peer self, Set<Flow> flows) {
    Map<Ports, List<NetworkPolicyPeer>> callers = new LinkedHashMap<>();
    for (Flow flow : flows) {
      List<NetworkPolicyPeer> from = flow.from().inPolicy(outside);
      // A rule of nobody would be a rule of everybody.
      if (self.equals(flow.to()) && !from.isEmpty()) {
        List<NetworkPolicyPeer> before = callers.getOrDefault(ports(flow), List.of());
        List<NetworkPolicyPeer> all = new ArrayList<>(before);
        all.addAll(from);
        callers.put(ports(flow), all);
      }
    }
    return callers;
  }

  /** Whom {@code self} connects to, and at which ports: two at the same addresses are one. */
  private Map<List<NetworkPolicyPeer>, Set<Ports>> called(Peer self, Set<Flow> flows) {
    Map<List<NetworkPolicyPeer>, Set<Ports>> called = new LinkedHashMap<>();
    for (Flow flow : flows) {
      if (self.equals(flow.from())) {
        List<NetworkPolicyPeer> to = flow.to().inPolicy(outside);
        Set<Ports> all = new LinkedHashSet<>(called.getOrDefault(to, Set.of()));
        all.add(ports(flow));
        called.put(to, all);
      }
    }
    return called;
  }

  private Ports ports(Flow flow) {
    return new Ports(
        flow.to().listensAt(flow.port().number(), outside),
        flow.to().listensAt(flow.last(), outside));
  }

  private static NetworkPolicyIngressRule ingress(List<NetworkPolicyPeer> from, Ports ports) {
    NetworkPolicyIngressRule rule = new NetworkPolicyIngressRule();
    rule.setFrom(from);
    rule.setPorts(List.of(ports.overTcp()));
    return rule;
  }

  private static NetworkPolicyEgressRule egress(
      List<NetworkPolicyPeer> to, List<NetworkPolicyPort> ports) {
    NetworkPolicyEgressRule rule = new NetworkPolicyEgressRule();
    rule.setTo(to);
    rule.setPorts(ports);
    return rule;
  }
}
