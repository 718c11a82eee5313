package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.room.Demand;
import io.sparkstead.stack.proof.room.ResourceFit;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Taint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether services, drivers and each executor find room: on nodes as they are, beside the pods of
 * others, and in quotas of the namespace that the tree does not make.
 */
public record RoomOnNodes() implements Question {

  private static final String SUBJECT = "room on nodes";

  @Override
  public String about() {
    return "room on nodes";
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return List.of("describe nodes", "describe resourcequota,limitrange -n " + wanted.namespace());
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    Reply nodes = site.list("v1", "Node", "");
    TreeObjects tree = wanted.tree().with(limits(wanted, site, told));
    if (!(nodes instanceof Reply.Found found)) {
      told.unchecked(SUBJECT, nodes);
      judge(tree, List.of(), told);
      return;
    }
    Reply pods = site.list("v1", "Pod", "");
    Map<String, JsonNode[]> others = new HashMap<>();
    if (pods instanceof Reply.Found all) {
      others(Site.items(all), wanted, others);
    } else {
      told.unchecked("pods of others on nodes", pods);
    }
    List<Node> free = new ArrayList<>();
    for (JsonNode node : Site.items(found)) {
      if (isReady(node)) {
        node(node, others.getOrDefault(node.at("/metadata/name").asText(), new JsonNode[0]))
            .forEach(free::add);
      }
    }
    if (free.isEmpty()) {
      told.lack(
          SUBJECT,
          "of " + Site.items(found).size() + " nodes none is ready with anything left",
          "add a node, or uncordon one");
    }
    judge(tree, free, told);
  }

  private static void judge(TreeObjects tree, List<Node> nodes, Told told) {
    var evidence = tree.evidence(nodes);
    Findings findings = new Findings();
    new ResourceFit(evidence, findings).check();
    for (Finding finding : findings.all()) {
      told.lack(finding.subject(), "does not fit: " + finding.message(), "");
    }
    if (findings.all().isEmpty()) {
      Demand demand = Demand.of(evidence);
      told.ok(
          nodes.isEmpty() ? "quotas" : SUBJECT,
          demand.atMost() + " with " + demand.executors() + " executors fits");
    }
  }

  /** Quotas and limits that others made in the namespace. */
  private static Map<String, TreeObject> limits(Wanted wanted, Site site, Told told)
      throws Unanswered {
    Map<String, TreeObject> limits = new LinkedHashMap<>();
    for (String kind : List.of("ResourceQuota", "LimitRange")) {
      Reply reply = site.list("v1", kind, wanted.namespace());
      if (reply instanceof Reply.Found found) {
        for (JsonNode each : Site.items(found)) {
          ObjectName name =
              new ObjectName("v1", kind, wanted.namespace(), each.at("/metadata/name").asText());
          com.fasterxml.jackson.databind.node.ObjectNode document = each.deepCopy();
          document.put("apiVersion", "v1").put("kind", kind).remove("status");
          limits.put(name.identity(), new TreeObject(name, "", document));
        }
      } else if (!(reply instanceof Reply.Absent)) {
        told.unchecked(kind + "s of namespace " + wanted.namespace(), reply);
      }
    }
    return limits;
  }

  private static boolean isReady(JsonNode node) {
    for (JsonNode condition : node.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True")
            && !node.at("/spec/unschedulable").asBoolean();
      }
    }
    return false;
  }

  /** By node, what containers ask for that are not of the tree. */
  private static void others(List<JsonNode> pods, Wanted wanted, Map<String, JsonNode[]> others) {
    Map<String, List<JsonNode>> byNode = new HashMap<>();
    for (JsonNode pod : pods) {
      String phase = pod.at("/status/phase").asText();
      boolean isOver = phase.equals("Succeeded") || phase.equals("Failed");
      boolean isOurs = pod.at("/metadata/namespace").asText().equals(wanted.namespace());
      if (!isOver && !isOurs) {
        byNode
            .computeIfAbsent(pod.at("/spec/nodeName").asText(), name -> new ArrayList<>())
            .add(pod);
      }
    }
    byNode.forEach((name, all) -> others.put(name, all.toArray(JsonNode[]::new)));
  }

  /** What {@code node} has left, if that is anything. */
  private static List<Node> node(JsonNode node, JsonNode... others) {
    BigDecimal cpu = amount(node.at("/status/allocatable/cpu"));
    BigDecimal memory = amount(node.at("/status/allocatable/memory"));
    for (JsonNode pod : others) {
      for (JsonNode container : pod.at("/spec/containers")) {
        cpu = cpu.subtract(amount(container.at("/resources/requests/cpu")));
        memory = memory.subtract(amount(container.at("/resources/requests/memory")));
      }
    }
    long millis = cpu.movePointRight(3).longValue();
    long mebibytes = memory.longValue() >> 20;
    if (millis < 1 || mebibytes < 1) {
      return List.of();
    }
    Map<String, Integer> devices = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : node.at("/status/allocatable").properties()) {
      int count = each.getKey().contains("/") ? each.getValue().asInt() : 0;
      if (count > 0 && !each.getKey().startsWith("hugepages")) {
        devices.put(each.getKey(), count);
      }
    }
    return List.of(
        new Node(Cpu.millis(millis), ByteSize.mebibytes(mebibytes), pool(node), devices));
  }

  private static BigDecimal amount(JsonNode text) {
    try {
      return text.isMissingNode()
          ? BigDecimal.ZERO
          : Quantity.getAmountInBytes(Quantity.parse(text.asText()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return BigDecimal.ZERO;
    }
  }

  private static NodePool pool(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.at("/metadata/labels")
        .properties()
        .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
    List<Taint> taints = new ArrayList<>();
    for (JsonNode taint : node.at("/spec/taints")) {
      for (Taint.Effect effect : Taint.Effect.values()) {
        if (effect.toString().equals(taint.path("effect").asText())) {
          taints.add(new Taint(taint.path("key").asText(), taint.path("value").asText(), effect));
        }
      }
    }
    return new NodePool(labels, taints);
  }
}
