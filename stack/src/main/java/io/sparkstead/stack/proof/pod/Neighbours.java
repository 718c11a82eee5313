package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.TemplateTree;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether what pods ask of nodes and of each other is there; refused are neighbours that nobody
 * makes and labels that no node has.
 */
public record Neighbours(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NEIGHBOURS_ARE_MADE =
      Rule.error("SCH-10", "Pods that have to be near others are near pods that there are")
          .why("The pod stays Pending for ever.")
          .fix("Select labels that pods of the stack carry, or drop the podAffinity.");

  static final Rule TOPOLOGY_IS_OF_NODES =
      Rule.error("SCH-11", "A topologyKey is a label that nodes have")
          .why("Where the constraint is hard the pod stays Pending for ever; else it does nothing.")
          .fix("Say topology.kubernetes.io/zone or kubernetes.io/hostname.");

  static final Rule SPREAD_COUNTS_ITS_PODS =
      Rule.warning("SCH-12", "A topologySpreadConstraint counts the pods that it spreads")
          .why("It counts others, or none, and pods are wherever there is room.")
          .fix("Select a label of the pods themselves.");

  static final Rule CLASSES_ARE_MADE =
      Rule.warning("SCH-13", "Classes and claims that pods name are made with them")
          .why("Without it the API server refuses each pod, or no node takes it.")
          .fix("Drop the field, or excuse it where the cluster has what it names.");

  static final Rule SCHEDULER_CHOOSES =
      Rule.warning("SCH-15", "Pods are put onto nodes by a scheduler")
          .why("On a node that is full, gone or called otherwise the pod fails, and is made again.")
          .fix("Drop nodeName, and name a label of the node in nodeSelector.");

  static final Rule NODES_SATISFY =
      Rule.error("SCH-16", "Where the nodes are known, one satisfies what each pod requires")
          .why("The pod stays Pending for ever.")
          .fix("Name labels that a Node of the stack has, or prefer them.");

  private static final String KUBERNETES = "kubernetes.io/";
  private static final String TOPOLOGY = "topologyKey: ";

  /** Prefixes under which nodes have these labels and no others. */
  private static final Map<String, List<String>> OF_NODES =
      Map.of(
          "kubernetes.io",
          List.of("kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch"),
          "topology.kubernetes.io",
          List.of("topology.kubernetes.io/zone", "topology.kubernetes.io/region"));

  /** What people call those without their prefix; another bare word may be a rack of theirs. */
  private static final Set<String> BARE =
      Set.of(
          "zone",
          "zones",
          "region",
          "host",
          "hostname",
          "node",
          "nodename",
          "az",
          "arch",
          "os",
          "availability-zone",
          "failure-domain");

  private static final String REQUIRED_NEAR =
      "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution";
  private static final String OF_SPARK = "spark-";

  /** Kubernetes has two of them itself. */
  private static final String OF_SYSTEM = "system-";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      PodSpec pod = workload.pod();
      for (TopologySpreadConstraint spread : Given.list(pod.getTopologySpreadConstraints())) {
        topology(workload, spread.getTopologyKey());
        if (spread.getLabelSelector() == null
            || !Selector.of(spread.getLabelSelector()).matches(workload.labels())) {
          at(SPREAD_COUNTS_ITS_PODS, workload, "topologySpreadConstraints:")
              .say(
                  "{it} spreads pods that its topologySpreadConstraints do not select; select"
                      + " labels of its own, of {}",
                  workload.labels());
        }
      }
      affinity(workload, pod.getAffinity() == null ? new Affinity() : pod.getAffinity());
      classes(workload, pod);
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      ofTemplate(template, TemplateTree.of(template.text()));
      for (String key : template.all(TOPOLOGY)) {
        topology(template, key);
      }
      for (String key : template.all("- " + TOPOLOGY)) {
        topology(template, key);
      }
    }
  }

  private void ofTemplate(PodTemplate template, TemplateTree tree) {
    for (Object priority : tree.at("spec.priorityClassName")) {
      String name = priority.toString();
      isMade(template, "PriorityClass", name.startsWith(OF_SYSTEM) ? "" : name);
    }
    for (Object node : tree.at("spec.nodeName")) {
      isChosen(template, node.toString());
    }
    for (Map<String, Object> term : tree.maps(REQUIRED_NEAR)) {
      boolean isOurs = !term.containsKey("namespaces") && !term.containsKey("namespaceSelector");
      Map<String, Object> selector = TemplateTree.map(term, "labelSelector");
      if (isOurs && !selector.containsKey("matchExpressions")) {
        Map<String, String> labels = new TreeMap<>();
        for (String key : TemplateTree.map(selector, "matchLabels").keySet()) {
          labels.put(key, TemplateTree.text(TemplateTree.map(selector, "matchLabels"), key));
        }
        areMade(template, new Selector(labels, List.of()));
      }
    }
  }

  private void topology(Written what, @Nullable String given) {
    String key = Given.text(given);
    int slash = key.indexOf('/');
    List<String> known =
        slash < 0 ? List.of() : OF_NODES.getOrDefault(key.substring(0, slash), List.of());
    boolean isWrong = slash < 0 ? BARE.contains(key) : !known.isEmpty() && !known.contains(key);
    if (isWrong && !isOfANode(key)) {
      at(TOPOLOGY_IS_OF_NODES, what, key)
          .say(
              "{it} has topologyKey {}, a label that no node has{}",
              key,
              known.isEmpty()
                  ? "; say topology.kubernetes.io/zone or kubernetes.io/hostname"
                  : Near.remedy(key, known));
    }
  }

  private boolean isOfANode(String label) {
    for (Node node : stack.nodes()) {
      if (node.pool().labels().containsKey(label)) {
        return true;
      }
    }
    return false;
  }

  private void affinity(Workload workload, Affinity affinity) {
    if (affinity.getNodeAffinity() != null) {
      nodesAreThere(
          workload, affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution());
    }
    PodAffinity near = affinity.getPodAffinity();
    if (near != null) {
      for (PodAffinityTerm term :
          Given.list(near.getRequiredDuringSchedulingIgnoredDuringExecution())) {
        topology(workload, term.getTopologyKey());
        neighboursAreMade(workload, term);
      }
      preferred(workload, near.getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    PodAntiAffinity apart = affinity.getPodAntiAffinity();
    if (apart != null) {
      for (PodAffinityTerm term :
          Given.list(apart.getRequiredDuringSchedulingIgnoredDuringExecution())) {
        topology(workload, term.getTopologyKey());
        areApart(workload, term);
      }
      preferred(workload, apart.getPreferredDuringSchedulingIgnoredDuringExecution());
    }
  }

  /** What one value of a label satisfies is another rule's. */
  private void nodesAreThere(Workload workload, @Nullable NodeSelector required) {
    List<NodeSelectorTerm> terms =
        required == null ? List.of() : Given.list(required.getNodeSelectorTerms());
    for (NodeSelectorTerm term : terms) {
      for (Node node : stack.nodes()) {
        if (satisfies(node, term)) {
          return;
        }
      }
    }
    if (!terms.isEmpty() && !stack.nodes().isEmpty()) {
      at(NODES_SATISFY, workload, "nodeAffinity:")
          .say(
              "{it} asks for nodes by a nodeAffinity that none of the nodes(…) satisfies; name"
                  + " labels that they have");
    }
  }

  private static boolean satisfies(Node node, NodeSelectorTerm term) {
    Map<String, String> labels = node.pool().labels();
    for (NodeSelectorRequirement one : Given.list(term.getMatchExpressions())) {
      String key = Given.text(one.getKey());
      String value = labels.get(key);
      boolean isUnknown = value == null && key.contains(KUBERNETES);
      boolean isSo =
          switch (Given.text(one.getOperator())) {
            case "In" -> value != null && Given.list(one.getValues()).contains(value);
            case "Exists", "Gt", "Lt" -> value != null;
            default -> true;
          };
      if (!isSo && !isUnknown) {
        return false;
      }
    }
    return true;
  }

  /** On one node alone, what has to be apart from another stays Pending. */
  private void areApart(Workload workload, PodAffinityTerm term) {
    Selector selector = Selector.of(term.getLabelSelector());
    for (Workload other : stack.nodes().size() == 1 ? stack.workloads() : List.<Workload>of()) {
      if (!other.equals(workload) && !other.isJob() && selector.matches(other.labels())) {
        at(NODES_SATISFY, workload, "podAntiAffinity:")
            .say(
                "{it} may not be on one node with {}, and there is one alone; drop the"
                    + " podAntiAffinity, or add nodes",
                other);
        return;
      }
    }
  }

  private void preferred(Workload workload, @Nullable List<WeightedPodAffinityTerm> terms) {
    for (WeightedPodAffinityTerm term : Given.list(terms)) {
      if (term.getPodAffinityTerm() != null) {
        topology(workload, term.getPodAffinityTerm().getTopologyKey());
      }
    }
  }

  /** In a namespace that others make there may be pods of theirs. */
  private void neighboursAreMade(Workload workload, PodAffinityTerm term) {
    List<String> namespaces = Given.list(term.getNamespaces());
    boolean isOurs =
        term.getNamespaceSelector() == null
            && (namespaces.isEmpty() || namespaces.equals(List.of(stack.namespace())));
    if (isOurs) {
      areMade(workload, Selector.of(term.getLabelSelector()));
    }
  }

  /** An empty selector is for all. */
  private void areMade(Written what, Selector selector) {
    boolean isKnown = stack.named(Namespace.class, stack.namespace()).isPresent();
    if (isKnown && !isCarried(selector)) {
      at(NEIGHBOURS_ARE_MADE, what, "podAffinity:")
          .say(
              "{it} has to be near pods of other labels than any pod of the stack has, {}; select"
                  + " others, or excuse it where such pods are made by hand",
              selector.labels());
    }
  }

  private boolean isCarried(Selector selector) {
    for (String key : selector.labels().keySet()) {
      if (key.startsWith(OF_SPARK)) {
        return true;
      }
    }
    for (Workload workload : stack.workloads()) {
      if (selector.matches(workload.labels())) {
        return true;
      }
    }
    for (PodsOfConf pods : PodsOfConf.allOf(stack)) {
      for (AlikePods made : pods.made()) {
        if (selector.matches(made.labels())) {
          return true;
        }
      }
    }
    return false;
  }

  private void classes(Workload workload, PodSpec pod) {
    isChosen(workload, Given.text(pod.getNodeName()));
    isMade(workload, "RuntimeClass", pod.getRuntimeClassName());
    String priority = Given.text(pod.getPriorityClassName());
    isMade(workload, "PriorityClass", priority.startsWith(OF_SYSTEM) ? "" : priority);
    for (PodResourceClaim claim : Given.list(pod.getResourceClaims())) {
      isMade(workload, "ResourceClaim", claim.getResourceClaimName());
      isMade(workload, "ResourceClaimTemplate", claim.getResourceClaimTemplateName());
    }
  }

  private void isChosen(Written what, String node) {
    if (!node.isEmpty()) {
      at(SCHEDULER_CHOOSES, what, "nodeName:")
          .say(
              "{it} is for node {} alone, without any scheduler; say kubernetes.io/hostname in"
                  + " nodeSelector",
              node);
    }
  }

  private void isMade(Written what, String kind, @Nullable String given) {
    String name = Given.text(given);
    if (!name.isEmpty() && !isIn(kind, name) && named(kind, name) < 2) {
      at(CLASSES_ARE_MADE, what, name)
          .say(
              "{it} names {} {}, which the stack does not make; drop it, or excuse it where the"
                  + " cluster has it",
              kind,
              name);
    }
  }

  /** How many pods name it: what several do is a class of the cluster's, and no slip. */
  private int named(String kind, String name) {
    int named = 0;
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      String said =
          kind.equals("RuntimeClass")
              ? Given.text(pods.spec().getRuntimeClassName())
              : Given.text(pods.spec().getPriorityClassName());
      named += said.equals(name) ? 1 : 0;
    }
    return named;
  }

  private boolean isIn(String kind, String name) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(kind) && manifest.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
