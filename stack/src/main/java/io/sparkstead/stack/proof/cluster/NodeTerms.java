package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether one node can have all that a pod asks of nodes at once, and is where it is asked for. */
public record NodeTerms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule BOTH_CAN_HOLD =
      Rule.error("SCH-28", "What a pod requires by affinity, its node selector does not rule out")
          .why("Both have to hold, and no node has two values of one label: it stays Pending.")
          .fix("Say the same in both, or leave one out.");

  static final Rule ZONE_IS_NO_REGION =
      Rule.error("SCH-29", "A zone is asked for by a zone's name, and a region by a region's")
          .why("No node has the one as the other: the pod stays Pending.")
          .fix("Name a zone such as eu-central-1a, or ask by topology.kubernetes.io/region.");

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String SELECTOR = "node.selector.";

  /** As Amazon and Google call them; others call zones what they like. */
  private static final String CALLED =
      "(?:(?:us|eu|ap|ca|sa|me|af|il|mx|cn)-(?:gov-)?(?:(?:north|south)?(?:east|west)|north|south|central)-\\d"
          + "|(?:us|europe|asia|northamerica|southamerica|australia|me|africa)-(?:(?:north|south)?(?:east|west)|north|south|central)\\d{1,2})";

  private static final Pattern REGION_NAME = Pattern.compile(CALLED);
  private static final Pattern ZONE_NAME = Pattern.compile(CALLED + "-?[a-f]");

  @Override
  public void check() {
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      ofPods(pods.what(), Given.texts(pods.spec().getNodeSelector()), pods.spec());
    }
    for (Conf conf : stack.confs()) {
      for (String role : List.of("driver", "executor")) {
        for (Map.Entry<String, String> label : selected(conf, role).entrySet()) {
          zoneIsNoRegion(conf, label.getKey(), List.of(label.getValue()));
        }
      }
    }
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      for (String role : List.of("driver", "executor")) {
        for (Conf conf : template.confs(stack, role)) {
          bothCanHold(template.template(), selected(conf, role), template.spec());
        }
      }
    }
  }

  /** What Spark adds to the pods that it makes. */
  private static Map<String, String> selected(Conf conf, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String prefix : List.of("spark.kubernetes.", "spark.kubernetes." + role + ".")) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        if (property.getKey().startsWith(prefix + SELECTOR)) {
          labels.put(
              property.getKey().substring(prefix.length() + SELECTOR.length()),
              property.getValue());
        }
      }
    }
    return labels;
  }

  private void ofPods(Written what, Map<String, String> selector, PodSpec pod) {
    for (Map.Entry<String, String> label : selector.entrySet()) {
      zoneIsNoRegion(what, label.getKey(), List.of(label.getValue()));
    }
    for (NodeSelectorTerm term : required(pod)) {
      for (NodeSelectorRequirement asked : Given.list(term.getMatchExpressions())) {
        if ("In".equals(asked.getOperator())) {
          zoneIsNoRegion(what, Given.text(asked.getKey()), Given.list(asked.getValues()));
        }
      }
    }
    bothCanHold(what, selector, pod);
  }

  private static List<NodeSelectorTerm> required(PodSpec pod) {
    NodeAffinity affinity = pod.getAffinity() == null ? null : pod.getAffinity().getNodeAffinity();
    var required =
        affinity == null ? null : affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
    return required == null ? List.of() : Given.list(required.getNodeSelectorTerms());
  }

  private void zoneIsNoRegion(Written what, String label, List<String> values) {
    Pattern wrong = label.equals(ZONE) ? REGION_NAME : ZONE_NAME;
    boolean areWrong = !values.isEmpty() && (label.equals(ZONE) || label.equals(REGION));
    for (String value : values) {
      areWrong &= wrong.matcher(value).matches();
    }
    if (areWrong) {
      boolean isZone = label.equals(ZONE);
      at(ZONE_IS_NO_REGION, what, values.get(0))
          .say(
              "{it} asks for nodes of {} {}, and that is a {}; {}",
              label,
              String.join(", ", values),
              isZone ? "region" : "zone",
              isZone
                  ? "name a zone, such as " + values.get(0) + (isGoogle(values) ? "-b" : "a")
                  : "ask by " + ZONE);
    }
  }

  private static boolean isGoogle(List<String> values) {
    return values.get(0).matches(".*[a-z]\\d+");
  }

  /** Of several terms, one that can hold will do. */
  private void bothCanHold(Written what, Map<String, String> selector, PodSpec pod) {
    Optional<NodeSelectorRequirement> broken = Optional.empty();
    for (NodeSelectorTerm term : required(pod)) {
      broken = ruledOut(term, selector);
      if (broken.isEmpty()) {
        return;
      }
    }
    if (broken.isPresent()) {
      String label = Given.text(broken.get().getKey());
      at(BOTH_CAN_HOLD, what, label)
          .say(
              "{it} has nodeSelector {}={}, and its affinity requires {} {} {}; say the same in both",
              label,
              selector.getOrDefault(label, ""),
              label,
              Given.text(broken.get().getOperator()),
              Given.list(broken.get().getValues()));
    }
  }

  private static Optional<NodeSelectorRequirement> ruledOut(
      NodeSelectorTerm term, Map<String, String> selector) {
    for (NodeSelectorRequirement asked : Given.list(term.getMatchExpressions())) {
      boolean isSelected = selector.containsKey(Given.text(asked.getKey()));
      String value = selector.getOrDefault(Given.text(asked.getKey()), "");
      boolean isNamed = Given.list(asked.getValues()).contains(value);
      boolean isOut =
          switch (Given.text(asked.getOperator())) {
            case "In" -> !isNamed;
            case "NotIn" -> isNamed;
            case "DoesNotExist" -> true;
            default -> false;
          };
      if (isSelected && isOut) {
        return Optional.of(asked);
      }
    }
    return Optional.empty();
  }
}
