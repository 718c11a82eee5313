package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeWordsTest extends FamilyTest {

  NodeWordsTest() {
    super(NodeWords::new);
    on(
        NodeWords.VALUE_IS_GIVEN,
        "StatefulSet lab asks for nodes with karpenter.sh/capacity-type ondemand, which is none of"
            + " [on-demand, spot, reserved]; did you mean on-demand?",
        good -> selecting(good, "karpenter.sh/capacity-type", "ondemand"));
    on(
        NodeWords.VALUE_IS_GIVEN,
        "ConfigMap lab-spark-conf key spark-defaults.conf asks for nodes with kubernetes.io/arch"
            + " x86_64",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.node.selector.kubernetes.io/arch",
                "x86_64"));
    on(
        NodeWords.VALUE_IS_GIVEN,
        "ConfigMap lab-pod-templates key executor.yaml asks for nodes with"
            + " eks.amazonaws.com/capacityType spot",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "\nspec:\n",
                        "\nspec:\n  nodeSelector:\n    eks.amazonaws.com/capacityType: spot\n")));
    on(
        NodeWords.EVERY_VALUE_IS_GIVEN,
        "kubernetes.io/arch aarch64",
        good -> good.pod(STORE, pod -> required(pod, "kubernetes.io/arch", "arm64", "aarch64")));
    on(
        NodeWords.LABEL_IS_GIVEN,
        "by the label karpenter.sh/capacityType; did you mean karpenter.sh/capacity-type?",
        good -> selecting(good, "karpenter.sh/capacityType", "spot"));
  }

  private static Altered selecting(Altered good, String label, String value) {
    return good.pod(JUPYTER, pod -> pod.setNodeSelector(Map.of(label, value)));
  }

  private static void required(PodSpec pod, String label, String... values) {
    NodeSelectorRequirement one = new NodeSelectorRequirement(label, "In", List.of(values));
    NodeSelectorTerm term = new NodeSelectorTerm(List.of(one), List.of());
    NodeAffinity affinity = new NodeAffinity();
    affinity.setRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(List.of(term)));
    Affinity all = new Affinity();
    all.setNodeAffinity(affinity);
    pod.setAffinity(all);
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes.io/arch, arm64",
    "karpenter.sh/capacity-type, reserved",
    "topology.kubernetes.io/zone, eu-central-1",
    "example.org/rack, r1",
    "karpenter.sh/nodepool, ondemand",
    "node-role.kubernetes.io/worker, ''",
  })
  void what_nodes_have_passes(String label, String value) {
    assertThat(said(selecting(Altered.samples(), label, value))).isEmpty();
  }

  @Test
  void one_of_several_values_is_enough_to_run() {
    Altered altered =
        Altered.samples()
            .pod(STORE, pod -> required(pod, "kubernetes.io/arch", "arm64", "aarch64"));

    assertThat(said(NodeWords.VALUE_IS_GIVEN, altered)).isEmpty();
  }

  @Test
  void where_the_nodes_are_known_they_say_whether_one_has_the_label() {
    Node node = new Node(Cpu.cores(8), ByteSize.gibibytes(16));
    Altered altered = selecting(Altered.samples(), "karpenter.sh/capacity-type", "ondemand");

    assertThat(said(altered)).hasSize(1);
    assertThat(said(altered.on(node))).isEmpty();
    assertThat(said(selecting(Altered.samples(), "kubernetes.io/arch", "x86_64").on(node)))
        .hasSize(1);
  }
}
