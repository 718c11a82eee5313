package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.render.java.Code;
import io.sparkstead.stack.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node has for pods, and how much of that pods of others ask for.
 *
 * @param millis of a core
 */
record NodeRoom(String name, long millis, long mebibytes, long othersMillis, long othersMebibytes) {

  /** Fewer mebibytes than that are written as they are. */
  private static final long SMALL = 8192;

  /** That of {@code node}, where {@code pods} are all of the cluster but one's own. */
  static NodeRoom of(JsonNode node, List<JsonNode> pods) {
    String name = node.at("/metadata/name").asText();
    BigDecimal cpu = BigDecimal.ZERO;
    BigDecimal memory = BigDecimal.ZERO;
    for (JsonNode pod : pods) {
      if (pod.at("/spec/nodeName").asText().equals(name)) {
        cpu = cpu.add(asked(pod, "cpu"));
        memory = memory.add(asked(pod, "memory"));
      }
    }
    JsonNode allocatable = node.at("/status/allocatable");
    return new NodeRoom(
        name,
        millis(amount(allocatable.path("cpu"))),
        mebibytes(amount(allocatable.path("memory"))),
        millis(cpu),
        mebibytes(memory));
  }

  /**
   * As the scheduler reckons: what runs beside each other, or one that runs before, if it is more.
   */
  private static BigDecimal asked(JsonNode pod, String resource) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode container : pod.at("/spec/containers")) {
      sum = sum.add(requested(container, resource));
    }
    BigDecimal before = BigDecimal.ZERO;
    for (JsonNode container : pod.at("/spec/initContainers")) {
      if (container.path("restartPolicy").asText().equals("Always")) {
        sum = sum.add(requested(container, resource));
      } else {
        before = before.max(requested(container, resource));
      }
    }
    return sum.max(before).add(amount(pod.at("/spec/overhead").path(resource)));
  }

  private static BigDecimal requested(JsonNode container, String resource) {
    return amount(container.at("/resources/requests").path(resource));
  }

  private static BigDecimal amount(JsonNode quantity) {
    return quantity.isMissingNode()
        ? BigDecimal.ZERO
        : Quantity.getAmountInBytes(Quantity.parse(quantity.asText()));
  }

  private static long millis(BigDecimal cores) {
    return cores.movePointRight(3).longValue();
  }

  private static long mebibytes(BigDecimal bytes) {
    return bytes.longValue() >> 20;
  }

  /** Ready, and not cordoned. */
  static boolean isReady(JsonNode node) {
    for (JsonNode condition : node.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True")
            && !node.at("/spec/unschedulable").asBoolean();
      }
    }
    return false;
  }

  /** What keeps pods off it that do not tolerate it, as {@code kubectl} writes it. */
  static List<String> taints(JsonNode node) {
    List<String> taints = new ArrayList<>();
    for (JsonNode taint : node.at("/spec/taints")) {
      String effect = taint.path("effect").asText();
      if (!effect.equals("PreferNoSchedule")) {
        String value = taint.path("value").asText();
        taints.add(
            taint.path("key").asText() + (value.isEmpty() ? "" : "=" + value) + ":" + effect);
      }
    }
    return taints;
  }

  /** Those of {@code list} that ask for something now. */
  static List<JsonNode> running(List<JsonNode> list) {
    return list.stream()
        .filter(pod -> !List.of("Succeeded", "Failed").contains(pod.at("/status/phase").asText()))
        .toList();
  }

  long leftMillis() {
    return millis - othersMillis;
  }

  long leftMebibytes() {
    return mebibytes - othersMebibytes;
  }

  boolean isFull() {
    return leftMillis() < 1 || leftMebibytes() < 1;
  }

  /** As a person writes it: {@code new Node(Cpu.millis(3500), gibibytes(14))}, rounded down. */
  Code code() {
    Code cpu =
        leftMillis() % 1000 == 0
            ? Statement.ask(Cpu.class, "cores", Code.number(leftMillis() / 1000))
            : Statement.ask(Cpu.class, "millis", Code.number(leftMillis()));
    // To whole gibibytes, unless that takes too much of a small node.
    long mebibytes = leftMebibytes() < SMALL ? leftMebibytes() : leftMebibytes() / 1024 * 1024;
    return Statement.made(Node.class, cpu, Code.size(ByteSize.mebibytes(mebibytes)));
  }

  /** {@code Node a: 3900m and 15898Mi for pods, of which others ask for 400m and 1024Mi}. */
  String said() {
    String others =
        othersMillis == 0 && othersMebibytes == 0
            ? ""
            : ", of which others ask for " + othersMillis + "m and " + othersMebibytes + "Mi";
    return "Node " + name + ": " + millis + "m and " + mebibytes + "Mi for pods" + others;
  }
}
