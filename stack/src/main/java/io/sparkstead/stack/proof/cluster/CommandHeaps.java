package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;

/** Whether a heap that a command or a variable gives Java fits into the container it runs in. */
public record CommandHeaps(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HEAP_FITS =
      Rule.error("DYN-31", "A heap that a command gives Java is smaller than its container")
          .why("The node kills Java when the heap fills, each time.")
          .fix("Raise the container's memory, or lower -Xmx.");

  static final Rule HEAP_LEAVES_ROOM =
      Rule.warning("DYN-32", "A heap that a command gives Java leaves room for what goes beside it")
          .why("Classes, threads and buffers lie outside the heap, and the node kills Java.")
          .fix("Raise the container's memory, or lower -Xmx.");

  static final Rule JAVA_STARTS =
      Rule.error("KEY-34", "An amount of memory that Java is given is enough to start with")
          .why("A number without a unit is bytes: Too small maximum heap, and Java does not start.")
          .fix("Say the unit: 1g, or 1024m.");

  private static final String HEAP = "-Xmx";

  /** What Java does not start below, by its option. */
  private static final Map<String, Long> LEAST_OF_JAVA =
      Map.of(
          HEAP, 2L << 20, "-Xms", 1L << 20, "-Xss", 64L << 10, "-XX:MaxMetaspaceSize=", 4L << 20);

  /** What Spark's scripts put behind -Xmx, as it is. */
  private static final List<String> OF_SPARK =
      List.of("SPARK_DAEMON_MEMORY", "SPARK_DRIVER_MEMORY", "SPARK_MEM");

  /** No program of Spark's has its classes in less. */
  private static final long LEAST_OF_SPARK = 32L << 20;

  /** Classes and threads of a client of Hadoop take as much. */
  private static final long LEAST = 96L << 20;

  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        heaps(workload, container, container.commandLine());
        javaStarts(workload, container, container.commandLine());
        for (Variable variable : container.variables()) {
          String value = variable.value().orElse("");
          if (Keys.JAVA_VARIABLES.contains(variable.name())) {
            heaps(workload, container, value);
            javaStarts(workload, container, value);
          } else if (OF_SPARK.contains(variable.name())) {
            isEnough(workload, container, variable.name() + "=", value, LEAST_OF_SPARK);
          }
        }
      }
    }
  }

  private void javaStarts(Workload workload, ContainerView container, String text) {
    for (Map.Entry<String, Long> option : LEAST_OF_JAVA.entrySet()) {
      int start = text.indexOf(option.getKey()) + option.getKey().length();
      if (start >= option.getKey().length()) {
        String amount = text.substring(start, Words.endOfName(text, start));
        isEnough(workload, container, option.getKey(), amount, option.getValue());
      }
    }
  }

  /** Zero is what Java takes by itself. */
  private void isEnough(
      Workload workload, ContainerView container, String what, String amount, long least) {
    long bytes = BYTES.amount(amount).orElse(0L);
    if (bytes > 0 && bytes < least) {
      at(JAVA_STARTS, workload, amount)
          .say(
              "container {} of {it} says {}{}, which is {} bytes, and Java does not start with that;"
                  + " say {}",
              container.name(),
              what,
              amount,
              bytes,
              Words.isNumber(amount) ? "the unit, such as " + amount + "m" : "more");
    }
  }

  private void heaps(Workload workload, ContainerView container, String text) {
    Quantity limit = container.limits().get("memory");
    for (int at = text.indexOf(HEAP); limit != null && at >= 0; at = text.indexOf(HEAP, at + 1)) {
      int start = at + HEAP.length();
      String heap = text.substring(start, Words.endOfName(text, start));
      long bytes = BYTES.amount(heap).orElse(0L);
      long memory = Quantities.parts(limit, 1);
      boolean isLarger = bytes >= memory;
      if (isLarger || memory - bytes < Math.max(LEAST, bytes / 8)) {
        at(isLarger ? HEAP_FITS : HEAP_LEAVES_ROOM, workload, "memory: " + limit)
            .say(
                "container {} of {it} runs Java with a heap of {} in {} of memory; raise that, or"
                    + " lower -Xmx",
                container.name(),
                heap,
                limit);
      }
    }
  }
}
