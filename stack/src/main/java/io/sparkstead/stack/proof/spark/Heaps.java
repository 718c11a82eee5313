package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.Optional;

/** Whether heaps fit into the containers that hold them. */
public record Heaps(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HEAP_FITS_ITS_CONTAINER =
      Rule.error("DYN-19", "The heap of a server or a driver is smaller than its container")
          .why("The node kills the process when the heap fills, or Java does not start.")
          .fix("Lower the heap, or raise the container's memory.");

  static final Rule HEAP_LEAVES_ROOM =
      Rule.warning("DYN-20", "The heap of a server or a driver leaves room for what goes beside it")
          .why(
              "Threads, classes, buffers and Python lie outside it; when the heap fills, the node"
                  + " kills the process.")
          .fix("Give the heap half of the container's memory, or raise that.");

  /** Spark itself gives no pod less beside its heap, and no less than a tenth. */
  private static final long ROOM = 384L << 20;

  /** As Java reads them, to whom Spark hands what it is told. */
  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  private static final String UNSET = "1g";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (reader.isPresent() && conf.isClient()) {
        String heap = conf.get("spark.driver.memory").orElse(UNSET);
        heap(conf, reader.get(), "SPARK_DRIVER_MEMORY", heap);
      } else if (reader.isPresent() && conf.isHistory()) {
        heap(conf, reader.get(), "SPARK_DAEMON_MEMORY", UNSET);
      }
    }
  }

  /** A variable of the container is handed to Java as it is. */
  private void heap(Conf conf, Workload workload, String variable, String otherwise) {
    for (ContainerView container : workload.mainContainers()) {
      // What stands beside it has no heap.
      if (workload.mounts(container, conf.configMap())) {
        heap(workload, container, variable, otherwise);
      }
    }
  }

  private void heap(Workload workload, ContainerView container, String variable, String otherwise) {
    String heap = container.variable(variable).orElse(otherwise);
    Quantity limit = container.limits().get("memory");
    if (!heap.equals(otherwise) && !isJavas(heap)) {
      at(HEAP_FITS_ITS_CONTAINER, workload, variable)
          .say("{} of {it} is {}, which Java does not read; say 1g", variable, heap);
    } else if (limit != null) {
      fits(workload, heap, BYTES.amount(heap).orElse(0L), limit);
    }
  }

  private void fits(Workload workload, String heap, long bytes, Quantity limit) {
    long memory = Quantities.parts(limit, 1);
    // Half is always enough: what is smaller than Spark's least was made so on purpose.
    long room = Math.max(bytes / 10, Math.min(ROOM, memory / 2));
    if (bytes >= memory) {
      at(HEAP_FITS_ITS_CONTAINER, workload, "memory: " + limit)
          .say("{it} has a heap of {} in {} of memory; give it less", heap, limit);
    } else if (memory - bytes < room) {
      at(HEAP_LEAVES_ROOM, workload, "memory: " + limit)
          .say(
              "{it} has a heap of {} in {} of memory, which leaves less than Java takes beside it;"
                  + " give it half",
              heap,
              limit);
    }
  }

  private static boolean isJavas(String heap) {
    int last = heap.length() - 1;
    boolean hasUnit = last > 0 && "kKmMgGtT".indexOf(heap.charAt(last)) >= 0;
    return Words.isNumber(hasUnit ? heap.substring(0, last) : heap);
  }
}
