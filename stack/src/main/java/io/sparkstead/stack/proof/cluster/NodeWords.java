package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether pods ask for nodes by labels, and values of them, that Kubernetes and clouds give;
 * refused are near misses of both.
 */
public record NodeWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule VALUE_IS_GIVEN =
      Rule.error("SCH-17", "A label that only takes some values is asked for by one of them")
          .why("No node has it and no autoscaler makes one: the pod stays Pending.")
          .fix("Say one of the values that the finding names.");

  static final Rule EVERY_VALUE_IS_GIVEN =
      Rule.warning("SCH-18", "Each value that nodes are preferred or passed over by is one of them")
          .why("It chooses nothing: pods are where they would be without it.")
          .fix("Say one of the values that the finding names, or drop it.");

  static final Rule LABEL_IS_GIVEN =
      Rule.error("SCH-19", "A label that is nearly one of Kubernetes' or a cloud's is that one")
          .why("No node has it: the pod stays Pending.")
          .fix("Say the name that the finding names.");

  private static final String ARCHITECTURE = "kubernetes.io/arch";
  private static final String SELECTOR = "node.selector.";

  /** What these labels can be, as who gives them says. Images here are Linux'. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              ARCHITECTURE,
              List.of("amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64")),
          Map.entry("kubernetes.io/os", List.of("linux")),
          Map.entry("karpenter.sh/capacity-type", List.of("on-demand", "spot", "reserved")),
          Map.entry(
              "eks.amazonaws.com/capacityType", List.of("ON_DEMAND", "SPOT", "CAPACITY_BLOCK")),
          Map.entry("eks.amazonaws.com/compute-type", List.of("ec2", "auto", "fargate", "hybrid")),
          Map.entry("cloud.google.com/gke-spot", List.of("true")),
          Map.entry("cloud.google.com/gke-preemptible", List.of("true")),
          Map.entry(
              "cloud.google.com/gke-provisioning", List.of("standard", "spot", "preemptible")),
          Map.entry("kubernetes.azure.com/scalesetpriority", List.of("spot", "regular")),
          Map.entry("kubernetes.azure.com/mode", List.of("system", "user", "gateway")),
          Map.entry("karpenter.k8s.aws/instance-hypervisor", List.of("nitro", "xen")),
          Map.entry("nvidia.com/gpu.present", List.of("true")));

  /** Others that nodes have, and what is like them is not a slip. */
  private static final List<String> OTHERS =
      List.of(
          "kubernetes.io/hostname",
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "node.kubernetes.io/instance-type",
          "node-role.kubernetes.io/control-plane",
          "node-role.kubernetes.io/worker",
          "beta.kubernetes.io/arch",
          "beta.kubernetes.io/os",
          "karpenter.sh/nodepool",
          "karpenter.k8s.aws/instance-category",
          "karpenter.k8s.aws/instance-cpu",
          "karpenter.k8s.aws/instance-family",
          "karpenter.k8s.aws/instance-generation",
          "karpenter.k8s.aws/instance-gpu-count",
          "karpenter.k8s.aws/instance-gpu-name",
          "karpenter.k8s.aws/instance-local-nvme",
          "karpenter.k8s.aws/instance-memory",
          "karpenter.k8s.aws/instance-size",
          "cloud.google.com/gke-accelerator",
          "cloud.google.com/gke-nodepool",
          "cloud.google.com/machine-family",
          "eks.amazonaws.com/nodegroup",
          "eks.amazonaws.com/nodegroup-image",
          "kubernetes.azure.com/agentpool",
          "nvidia.com/gpu.count",
          "nvidia.com/gpu.memory",
          "nvidia.com/gpu.product");

  private static final int SLIPS = 2;

  /** How a label is asked for. */
  private enum Weight {
    REQUIRED,
    PREFERRED
  }

  @Override
  public void check() {
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      ofPods(pods.what(), pods.spec());
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        int at = property.getKey().indexOf(SELECTOR);
        if (at > 0 && property.getKey().startsWith("spark.kubernetes.")) {
          String label = property.getKey().substring(at + SELECTOR.length());
          ask(conf, label, List.of(property.getValue()), Weight.REQUIRED);
        }
      }
    }
  }

  private void ofPods(Written what, PodSpec pod) {
    for (Map.Entry<String, String> label : Given.texts(pod.getNodeSelector()).entrySet()) {
      ask(what, label.getKey(), List.of(label.getValue()), Weight.REQUIRED);
    }
    NodeAffinity affinity = pod.getAffinity() == null ? null : pod.getAffinity().getNodeAffinity();
    if (affinity == null) {
      return;
    }
    var required = affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
    List<NodeSelectorTerm> terms =
        required == null ? List.of() : Given.list(required.getNodeSelectorTerms());
    for (NodeSelectorTerm term : terms) {
      // Of several terms, any will do.
      ofTerm(what, term, terms.size() == 1 ? Weight.REQUIRED : Weight.PREFERRED);
    }
    for (PreferredSchedulingTerm term :
        Given.list(affinity.getPreferredDuringSchedulingIgnoredDuringExecution())) {
      if (term.getPreference() != null) {
        ofTerm(what, term.getPreference(), Weight.PREFERRED);
      }
    }
  }

  private void ofTerm(Written what, NodeSelectorTerm term, Weight weight) {
    for (NodeSelectorRequirement one : Given.list(term.getMatchExpressions())) {
      String label = Given.text(one.getKey());
      switch (Given.text(one.getOperator())) {
        case "In" -> ask(what, label, Given.list(one.getValues()), weight);
        case "NotIn" -> ask(what, label, Given.list(one.getValues()), Weight.PREFERRED);
        case "Exists" -> ask(what, label, List.of(), weight);
        default -> {
          // That a label is not there, or is a number, is so of nodes that nobody knows.
        }
      }
    }
  }

  private void ask(Written what, String label, List<String> values, Weight weight) {
    // Where the nodes are known, SCH-04 says that none has the label; of this one they may not say.
    boolean isToldOfNodes =
        weight == Weight.REQUIRED
            && values.size() == 1
            && !stack.nodes().isEmpty()
            && !label.equals(ARCHITECTURE);
    if (isOfANode(label) || isToldOfNodes) {
      return;
    }
    List<String> known = VALUES.getOrDefault(label, values);
    List<String> unknown = new ArrayList<>(values);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      boolean isPending = weight == Weight.REQUIRED && unknown.size() == values.size();
      at(isPending ? VALUE_IS_GIVEN : EVERY_VALUE_IS_GIVEN, what, label)
          .say(
              "{it} asks for nodes with {} {}, which is none of {}{}",
              label,
              unknown.get(0),
              known,
              NearName.of(unknown.get(0), known)
                  .map(meant -> "; did you mean " + meant + "?")
                  .orElse("; say one of them"));
    }
    Optional<String> meant = meant(label);
    if (meant.isPresent()) {
      at(LABEL_IS_GIVEN, what, label)
          .say("{it} asks for nodes by the label {}{}", label, Near.remedy(label, names()));
    }
  }

  private static Optional<String> meant(String label) {
    Set<String> names = names();
    return names.contains(label) ? Optional.empty() : NearName.within(SLIPS, label, names);
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(VALUES.keySet());
    names.addAll(OTHERS);
    return names;
  }

  private boolean isOfANode(String label) {
    for (Node node : stack.nodes()) {
      if (node.pool().labels().containsKey(label)) {
        return true;
      }
    }
    return false;
  }
}
