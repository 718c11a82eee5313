package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
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

/** Which nodes pods ask for, in a manifest or in a template that Spark reads. */
public final class NodePools {

  private static final String SELECTOR = "(?m)^  nodeSelector:\\n((?:    \\S.*\\n)+)";
  private static final String TOLERATIONS = "(?m)^  tolerations:\\n((?:  [- ] .*\\n)+)";
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
    return new NodePool(Given.texts(pod.getNodeSelector()), taints);
  }

  /** What a template of {@code conf} asks for; without one, or where it is not found, nothing. */
  public static NodePool ofTemplate(Evidence stack, Conf conf, String role) {
    Optional<String> template = stack.podTemplate(conf, role);
    return template.isPresent() ? ofTemplate(template.get()) : NodePool.ANY;
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
        labels.put(label.group(1), label.group(2));
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
      if (one.word().equals(effect)) {
        taints.add(new Taint(key, value, one));
      }
    }
  }
}
