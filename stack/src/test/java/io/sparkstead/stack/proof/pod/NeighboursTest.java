package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.schedule.NodePool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighboursTest extends FamilyTest {

  private static final Node NODE =
      new Node(Cpu.cores(8), ByteSize.gibibytes(16), NodePool.labelled("zone", "cellar"));
  private static final String NAME = "app.kubernetes.io/name";
  private static final String HOST = "kubernetes.io/hostname";

  NeighboursTest() {
    super(Neighbours::new);
    on(
        Neighbours.NEIGHBOURS_ARE_MADE,
        "Deployment history has to be near pods of other labels than any pod of the stack has,"
            + " {app=cache}; select others",
        good -> near(good, term(Map.of("app", "cache"), HOST)));
    on(
        Neighbours.NEIGHBOURS_ARE_MADE,
        "ConfigMap lab-pod-templates key executor.yaml has to be near pods of other labels",
        good ->
            template(
                good,
                """
                  affinity:
                    podAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                      - topologyKey: kubernetes.io/hostname
                        labelSelector:
                          matchLabels:
                            app: cache
                """));
    on(
        Neighbours.NODES_SATISFY,
        "StatefulSet store asks for nodes by a nodeAffinity that none of the nodes(…) satisfies",
        good -> nodes(good, "disk", "Exists").on(NODE));
    on(
        Neighbours.NODES_SATISFY,
        "none of the nodes(…) satisfies",
        good -> nodes(good, "zone", "In", "attic", "roof").on(NODE));
    on(
        Neighbours.NODES_SATISFY,
        "Deployment history may not be on one node with StatefulSet store, and there is one alone",
        good -> apart(good).on(NODE));
    on(
        Neighbours.SCHEDULER_CHOOSES,
        "executor.yaml is for node worker-9 alone",
        good -> template(good, "  nodeName: worker-9\n"));
    on(
        Neighbours.CLASSES_ARE_MADE,
        "executor.yaml names PriorityClass high",
        good -> template(good, "  priorityClassName: high\n"));
    on(
        Neighbours.TOPOLOGY_IS_OF_NODES,
        "StatefulSet store has topologyKey zone, a label that no node has; say"
            + " topology.kubernetes.io/zone or kubernetes.io/hostname",
        good -> spread(good, "zone", STORE));
    on(
        Neighbours.TOPOLOGY_IS_OF_NODES,
        "topologyKey topology.kubernetes.io/zones, a label that no node has; did you mean"
            + " topology.kubernetes.io/zone?",
        good -> spread(good, "topology.kubernetes.io/zones", STORE));
    on(
        Neighbours.TOPOLOGY_IS_OF_NODES,
        "topologyKey hostname",
        good -> near(good, term(Map.of(NAME, STORE), "hostname")));
    on(
        Neighbours.TOPOLOGY_IS_OF_NODES,
        "ConfigMap lab-pod-templates key executor.yaml has topologyKey zone",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text
                        + "  topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: zone\n"));
    on(
        Neighbours.SPREAD_COUNTS_ITS_PODS,
        "StatefulSet store spreads pods that its topologySpreadConstraints do not select; select"
            + " labels of its own",
        good -> spread(good, HOST, "minio"));
    on(
        Neighbours.SCHEDULER_CHOOSES,
        "StatefulSet store is for node worker-9 alone, without any scheduler; say"
            + " kubernetes.io/hostname in nodeSelector",
        good -> good.pod(STORE, pod -> pod.setNodeName("worker-9")));
    on(
        Neighbours.CLASSES_ARE_MADE,
        "StatefulSet store names RuntimeClass gvisor, which the stack does not make; drop it",
        good -> good.pod(STORE, pod -> pod.setRuntimeClassName("gvisor")));
    on(
        Neighbours.CLASSES_ARE_MADE,
        "names PriorityClass high",
        good -> good.pod(STORE, pod -> pod.setPriorityClassName("high")));
    on(
        Neighbours.CLASSES_ARE_MADE,
        "names ResourceClaimTemplate gpus",
        good ->
            good.pod(
                STORE,
                pod -> pod.setResourceClaims(List.of(new PodResourceClaim("gpu", null, "gpus")))));
  }

  private static PodAffinityTerm term(Map<String, String> labels, String key) {
    return new PodAffinityTermBuilder()
        .withTopologyKey(key)
        .withLabelSelector(new LabelSelectorBuilder().withMatchLabels(labels).build())
        .build();
  }

  private static Altered template(Altered good, String more) {
    return good.data("lab-pod-templates", "executor.yaml", text -> text + more);
  }

  private static Altered nodes(Altered good, String key, String operator, String... values) {
    Affinity affinity =
        new AffinityBuilder()
            .withNewNodeAffinity()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addNewNodeSelectorTerm()
            .addNewMatchExpression()
            .withKey(key)
            .withOperator(operator)
            .withValues(values)
            .endMatchExpression()
            .endNodeSelectorTerm()
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .build();
    return good.pod(STORE, pod -> pod.setAffinity(affinity));
  }

  private static Altered apart(Altered good) {
    Affinity affinity =
        new AffinityBuilder()
            .withNewPodAntiAffinity()
            .withRequiredDuringSchedulingIgnoredDuringExecution(term(Map.of(NAME, STORE), HOST))
            .endPodAntiAffinity()
            .build();
    return good.pod(HISTORY, pod -> pod.setAffinity(affinity));
  }

  private static Altered near(Altered good, PodAffinityTerm term) {
    Affinity affinity =
        new AffinityBuilder()
            .withNewPodAffinity()
            .withRequiredDuringSchedulingIgnoredDuringExecution(term)
            .endPodAffinity()
            .build();
    return good.pod(HISTORY, pod -> pod.setAffinity(affinity));
  }

  private static Altered spread(Altered good, String key, String name) {
    TopologySpreadConstraint spread =
        new TopologySpreadConstraintBuilder()
            .withMaxSkew(1)
            .withTopologyKey(key)
            .withWhenUnsatisfiable("DoNotSchedule")
            .withNewLabelSelector()
            .withMatchLabels(Map.of(NAME, name))
            .endLabelSelector()
            .build();
    return good.pod(STORE, pod -> pod.setTopologySpreadConstraints(List.of(spread)));
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topology.kubernetes.io/zone",
        "topology.kubernetes.io/region",
        "kubernetes.io/hostname",
        "topology.ebs.csi.aws.com/zone",
        "node.kubernetes.io/instance-type",
        "example.org/rack",
        "rack",
      })
  void labels_that_nodes_may_have_are_taken(String key) {
    isGood(spread(Altered.samples(), key, STORE));
  }

  @Test
  void nodes_that_are_known_or_not_satisfy() {
    isGood(nodes(Altered.samples(), "disk", "Exists"));
    isGood(nodes(Altered.samples(), "zone", "Exists").on(NODE));
    isGood(nodes(Altered.samples(), "zone", "In", "attic", "cellar").on(NODE));
    isGood(nodes(Altered.samples(), "kubernetes.io/arch", "In", "amd64", "arm64").on(NODE));
    isGood(nodes(Altered.samples(), "disk", "DoesNotExist").on(NODE));
    isGood(apart(Altered.samples()).on(NODE, NODE));
    isGood(apart(Altered.samples()));
  }

  @Test
  void a_label_of_a_node_that_is_declared_is_taken() {
    Node node = new Node(Cpu.cores(8), ByteSize.gibibytes(16), NodePool.labelled("zone", "cellar"));

    isGood(spread(Altered.samples(), "zone", STORE).on(node));
  }

  @Test
  void pods_that_the_stack_or_spark_makes_are_neighbours() {
    isGood(near(Altered.samples(), term(Map.of(NAME, STORE), HOST)));
    isGood(near(Altered.samples(), term(Map.of("spark-role", "executor"), HOST)));
    isGood(near(Altered.samples(), term(Map.of(), HOST)));
  }

  @Test
  void pods_of_others_may_be_neighbours() {
    PodAffinityTerm elsewhere = term(Map.of("app", "cache"), HOST);
    elsewhere.setNamespaces(List.of("caches"));

    isGood(near(Altered.samples(), elsewhere));
    isGood(
        near(Altered.samples(), term(Map.of("app", "cache"), HOST))
            .delete(Namespace.class, "data"));
  }

  @Test
  void classes_of_the_tree_and_of_kubernetes_are_there() {
    GenericKubernetesResource made = new GenericKubernetesResource();
    made.setKind("RuntimeClass");
    made.setApiVersion("node.k8s.io/v1");
    made.setMetadata(new ObjectMetaBuilder().withName("gvisor").build());

    isGood(Altered.samples().add(made).pod(STORE, pod -> pod.setRuntimeClassName("gvisor")));
    isGood(
        Altered.samples().pod(STORE, pod -> pod.setPriorityClassName("system-cluster-critical")));
  }

  @Test
  void a_class_that_several_pods_name_is_the_clusters() {
    isGood(
        Altered.samples()
            .pod(STORE, pod -> pod.setPriorityClassName("data"))
            .pod(HISTORY, pod -> pod.setPriorityClassName("data")));
  }
}
