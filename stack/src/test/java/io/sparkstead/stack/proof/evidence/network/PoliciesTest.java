package io.sparkstead.stack.proof.evidence.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies of a stack, asked as Kubernetes would. */
class PoliciesTest {

  private static final Stack STACK = Samples.spark35().stack();
  private static final Policies POLICIES = Policies.of(Evidence.of(STACK));

  @Test
  void exactly_the_flows_of_the_stack_are_open() {
    Set<Integer> ports = new TreeSet<>(List.of(22, 80, 7077, 7096, 8443));
    Set<Labels> pods = new LinkedHashSet<>();
    for (Flow flow : STACK.flows()) {
      ports.addAll(List.of(flow.port().number(), flow.last(), flow.last() + 1));
      Stream.of(flow.from(), flow.to())
          .filter(Peer.Pods.class::isInstance)
          .forEach(peer -> pods.add(((Peer.Pods) peer).labels()));
    }

    List<String> open = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Labels from : pods) {
      for (Labels to : pods) {
        for (int port : ports) {
          String connection = from.name() + " to " + to.name() + ":" + port;
          if (POLICIES.let(from.all(), to.all(), port)) {
            open.add(connection);
          }
          if (STACK.flows().stream().anyMatch(flow -> isOf(flow, from, to, port))) {
            said.add(connection);
          }
        }
      }
    }

    assertThat(open).isEqualTo(said).hasSizeGreaterThan(10);
  }

  private static boolean isOf(Flow flow, Labels from, Labels to, int port) {
    return flow.from().equals(new Peer.Pods(from))
        && flow.to().equals(new Peer.Pods(to))
        && flow.port().number() <= port
        && port <= flow.last();
  }

  @Test
  void a_selector_of_namespaces_holds_the_own_one_if_it_says_so() {
    assertThat(letsIn(Map.of())).isTrue();
    assertThat(letsIn(Map.of("kubernetes.io/metadata.name", "data"))).isTrue();
    assertThat(letsIn(Map.of("kubernetes.io/metadata.name", "other"))).isFalse();
  }

  /** The History Server from the notebook, by a selector of namespaces alone. */
  private static boolean letsIn(Map<String, String> labels) {
    LabelSelector namespaces = new LabelSelector(null, labels);
    NetworkPolicyPeer peer = new NetworkPolicyPeer(null, namespaces, null);
    Policies policies =
        Policies.of(
            Altered.samples()
                .delete(NetworkPolicy.class, "default-deny")
                .delete(NetworkPolicy.class, "dns")
                .policy("history", policy -> policy.getIngress().get(0).setFrom(List.of(peer)))
                .evidence());
    Map<String, String> none = Map.of();
    return policies.let(none, Map.of("app.kubernetes.io/name", "history"), 18080);
  }
}
