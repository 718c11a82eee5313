package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of where pods may be. */
record PlacementRefusals(Refusals refusals) {

  private static final String EXISTS = "Exists";
  private static final List<String> TOLERATING = List.of(EXISTS, "Equal", "Lt", "Gt");
  private static final String LEAVING = "NoExecute";
  private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", LEAVING);
  private static final String STRICT = "DoNotSchedule";
  private static final List<String> SPREADING = List.of(STRICT, "ScheduleAnyway");
  private static final List<String> COUNTED = List.of("Honor", "Ignore");
  private static final List<String> OPERATORS =
      List.of("In", "NotIn", EXISTS, "DoesNotExist", "Gt", "Lt");
  private static final List<String> OF_FIELDS = List.of("In", "NotIn");
  private static final String NODE_NAME = "metadata.name";
  private static final String TOPOLOGY = "topologyKey";
  private static final String VALUE = "value";
  private static final String KEY = "key";
  private static final String OPERATOR = "operator";
  private static final String DOMAINS = "minDomains";
  private static final int MOST_WEIGHT = 100;

  void of(PodSpec pod) {
    refusals.labels(pod.getNodeSelector());
    for (Toleration toleration : Given.list(pod.getTolerations())) {
      toleration(toleration);
    }
    Set<String> pairs = new HashSet<>();
    for (TopologySpreadConstraint spread : Given.list(pod.getTopologySpreadConstraints())) {
      spread(spread, pairs);
    }
    if (pod.getAffinity() != null) {
      affinity(pod.getAffinity());
    }
  }

  private void toleration(Toleration toleration) {
    String key = Given.text(toleration.getKey());
    String operator = Given.text(toleration.getOperator());
    String value = Given.text(toleration.getValue());
    if (!key.isEmpty()) {
      refusals.qualified(KEY, key);
    }
    refusals.unless(
        !key.isEmpty() || operator.equals(EXISTS), OPERATOR, operator, "say Exists, or a key");
    refusals.oneOf(TOLERATING, OPERATOR, operator);
    refusals.unless(
        !operator.equals(EXISTS) || value.isEmpty(), VALUE, value, "drop it, or say Equal");
    if (!operator.equals(EXISTS)) {
      refusals.labelValue(VALUE, value);
    }
    String effect = Given.text(toleration.getEffect());
    refusals.oneOf(EFFECTS, "effect", effect);
    refusals.unless(
        toleration.getTolerationSeconds() == null || effect.equals(LEAVING),
        "tolerationSeconds",
        toleration.getTolerationSeconds(),
        "drop it, or say the effect NoExecute");
  }

  private void spread(TopologySpreadConstraint spread, Set<String> pairs) {
    String key = Given.text(spread.getTopologyKey());
    String when = Given.text(spread.getWhenUnsatisfiable());
    Integer skew = spread.getMaxSkew();
    refusals.unless(skew != null && skew > 0, "maxSkew", skew, "say 1 or more");
    refusals.qualified(TOPOLOGY, key);
    refusals.unless(SPREADING.contains(when), "whenUnsatisfiable", when, Refusals.say(SPREADING));
    refusals.unless(pairs.add(key + " " + when), TOPOLOGY, key, "keep one of the two");
    refusals.between(DOMAINS, spread.getMinDomains(), 1, Integer.MAX_VALUE);
    refusals.unless(
        spread.getMinDomains() == null || when.equals(STRICT),
        DOMAINS,
        spread.getMinDomains(),
        "drop it, or say DoNotSchedule");
    refusals.wordOf(COUNTED, "nodeAffinityPolicy", spread.getNodeAffinityPolicy());
    refusals.wordOf(COUNTED, "nodeTaintsPolicy", spread.getNodeTaintsPolicy());
    refusals.selector(spread.getLabelSelector());
  }

  private void affinity(Affinity affinity) {
    if (affinity.getNodeAffinity() != null) {
      nodes(affinity.getNodeAffinity());
    }
    if (affinity.getPodAffinity() != null) {
      pods(
          affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
          affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    if (affinity.getPodAntiAffinity() != null) {
      pods(
          affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
          affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    }
  }

  private void nodes(NodeAffinity affinity) {
    var required = affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
    if (required != null) {
      List<NodeSelectorTerm> terms = Given.list(required.getNodeSelectorTerms());
      refusals.unless(!terms.isEmpty(), "nodeSelectorTerms", "", "say one");
      for (NodeSelectorTerm term : terms) {
        term(term);
      }
    }
    for (PreferredSchedulingTerm term :
        Given.list(affinity.getPreferredDuringSchedulingIgnoredDuringExecution())) {
      weight(term.getWeight());
      if (term.getPreference() != null) {
        term(term.getPreference());
      }
    }
  }

  private void weight(@Nullable Integer weight) {
    refusals.between("weight", Given.number(weight), 1, MOST_WEIGHT);
  }

  private void term(NodeSelectorTerm term) {
    for (NodeSelectorRequirement each : Given.list(term.getMatchExpressions())) {
      String operator = Given.text(each.getOperator());
      int values = Given.list(each.getValues()).size();
      refusals.qualified(KEY, Given.text(each.getKey()));
      refusals.unless(OPERATORS.contains(operator), OPERATOR, operator, Refusals.say(OPERATORS));
      boolean isTaken =
          switch (operator) {
            case "In", "NotIn" -> values > 0;
            case EXISTS, "DoesNotExist" -> values == 0;
            case "Gt", "Lt" -> values == 1;
            default -> true;
          };
      refusals.unless(
          isTaken, "values", each.getValues(), "say as many values as " + operator + " has");
    }
    for (NodeSelectorRequirement each : Given.list(term.getMatchFields())) {
      field(each);
    }
  }

  /** A node by its name, which is all of its fields that can be asked for. */
  private void field(NodeSelectorRequirement each) {
    String key = Given.text(each.getKey());
    String operator = Given.text(each.getOperator());
    List<String> values = Given.list(each.getValues());
    refusals.unless(key.equals(NODE_NAME), KEY, key, "say " + NODE_NAME);
    refusals.unless(OF_FIELDS.contains(operator), OPERATOR, operator, Refusals.say(OF_FIELDS));
    refusals.unless(values.size() == 1, "values", values, "say one name");
    for (String value : values) {
      refusals.subdomain("values", value);
    }
  }

  private void pods(
      @Nullable List<PodAffinityTerm> required, @Nullable List<WeightedPodAffinityTerm> preferred) {
    for (PodAffinityTerm term : Given.list(required)) {
      near(term);
    }
    for (WeightedPodAffinityTerm term : Given.list(preferred)) {
      weight(term.getWeight());
      if (term.getPodAffinityTerm() != null) {
        near(term.getPodAffinityTerm());
      }
    }
  }

  private void near(PodAffinityTerm term) {
    refusals.qualified(TOPOLOGY, Given.text(term.getTopologyKey()));
    refusals.selector(term.getLabelSelector());
    refusals.selector(term.getNamespaceSelector());
    for (String namespace : Given.list(term.getNamespaces())) {
      refusals.label("namespaces", namespace);
    }
  }
}
