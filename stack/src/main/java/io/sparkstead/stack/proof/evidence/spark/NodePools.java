package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.schedule.Taint.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which nodes pods ask for: in a manifest, in a template that Spark reads, or by properties. */
public final class NodePools {

  private static final String SELECTOR = "(?m)^  nodeSelector:\\n((?:    \\S.*\\n)+)";
  private static final String TOLERATIONS = "(?m)^  tolerations:\\n((?:  [- ] .*\\n)+)";
  private static final String BY_PROPERTY = "node.selector.";
  private static final String LABEL = "(?m)^    (\\S+): [\"']?([^\"'\\n]*)";

  private NodePools() {}

  /** What {@code pod} asks for. */
  public static NodePool of(PodSpec pod) {
    List<Taint> taints = new ArrayList<>();
    for (Toleration toleration : Given.list(pod.getTolerations())) {
      add(
          taints,
          String.valueOf(toleration.getKey()),
          Given.text(toleration.getValue()),
          String.valueOf(toleration.getEffect()));
    }
    Map<String, String> labels = new LinkedHashMap<>(required(pod.getAffinity()));
    for (Map.Entry<String, String> label : Given.texts(pod.getNodeSelector()).entrySet()) {
      put(labels, label.getKey(), label.getValue());
    }
    return new NodePool(labels, taints);
  }

  /** What an affinity insists on that one value of a label satisfies. */
  private static Map<String, String> required(@Nullable Affinity affinity) {
    NodeAffinity ofNodes = affinity == null ? null : affinity.getNodeAffinity();
    NodeSelector required =
        ofNodes == null ? null : ofNodes.getRequiredDuringSchedulingIgnoredDuringExecution();
    List<NodeSelectorTerm> terms =
        required == null ? List.of() : Given.list(required.getNodeSelectorTerms());
    Map<String, String> labels = new LinkedHashMap<>();
    // Of several terms, any will do.
    for (NodeSelectorTerm term : terms.size() == 1 ? terms : List.<NodeSelectorTerm>of()) {
      for (NodeSelectorRequirement one : Given.list(term.getMatchExpressions())) {
        List<String> values = Given.list(one.getValues());
        if ("In".equals(one.getOperator()) && values.size() == 1) {
          put(labels, String.valueOf(one.getKey()), values.get(0));
        }
      }
    }
    return labels;
  }

  /**
   * What pods of {@code role} ask for that Spark makes by {@code conf}: in a template, if it is
   * found, and by properties.
   */
  public static NodePool of(Evidence stack, Conf conf, String role) {
    Optional<String> template = stack.podTemplate(conf, role);
    NodePool pool = template.isPresent() ? ofTemplate(template.get()) : NodePool.ANY;
    Map<String, String> labels = new LinkedHashMap<>(pool.labels());
    List<String> beginnings =
        List.of("spark.kubernetes." + BY_PROPERTY, "spark.kubernetes." + role + "." + BY_PROPERTY);
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String key = property.getKey();
      for (String beginning : beginnings) {
        if (key.startsWith(beginning)) {
          put(labels, key.substring(beginning.length()), property.getValue());
        }
      }
    }
    return labels.equals(pool.labels()) ? pool : new NodePool(labels, pool.taints());
  }

  /** Whether nodes are known, and none of them takes who asks for {@code pool}. */
  public static boolean isNowhere(Evidence stack, NodePool pool) {
    for (Node node : stack.nodes()) {
      if (node.pool().takes(pool)) {
        return false;
      }
    }
    return !stack.nodes().isEmpty();
  }

  private static NodePool ofTemplate(String template) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String selector : block(template, "nodeSelector:", SELECTOR)) {
      Matcher label = Pattern.compile(LABEL).matcher(selector);
      while (label.find()) {
        put(labels, label.group(1), label.group(2));
      }
    }
    List<Taint> taints = new ArrayList<>();
    for (String tolerations : block(template, "tolerations:", TOLERATIONS)) {
      for (String toleration : tolerations.split("(?m)^  - ", -1)) {
        String effect = field(toleration, "effect");
        add(taints, field(toleration, "key"), field(toleration, "value"), effect);
      }
    }
    return new NodePool(labels, taints);
  }

  /** The lines below {@code key}, if there are any. */
  private static List<String> block(String template, String key, String pattern) {
    if (!template.contains(key)) {
      return List.of();
    }
    Matcher block = Pattern.compile(pattern).matcher(template);
    return block.find() ? List.of(block.group(1)) : List.of();
  }

  private static String field(String toleration, String name) {
    Matcher field = Pattern.compile("(?m)^ *" + name + ": [\"']?([^\"'\\n]*)").matcher(toleration);
    return field.find() ? field.group(1) : "";
  }

  private static void add(List<Taint> taints, String key, String value, String effect) {
    for (Effect one : Effect.values()) {
      if (one.word().equals(effect) && isLabel(key, value)) {
        taints.add(new Taint(key, value, one));
      }
    }
  }

  /** What is no label is left out: no node has it, and OBJ-02 speaks of it. */
  private static void put(Map<String, String> labels, String key, String value) {
    if (isLabel(key, value)) {
      labels.put(key, value);
    }
  }

  private static boolean isLabel(String key, String value) {
    return Labels.isKey(key) && (value.isEmpty() || Labels.isValue(value));
  }
}
