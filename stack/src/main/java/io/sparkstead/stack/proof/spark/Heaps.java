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

  /** As Java reads them, to whom Spark hands what it is told. */
  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  private static final String UNSET = "1g";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (reader.isPresent() && conf.isClient()) {
        heap(reader.get(), "SPARK_DRIVER_MEMORY", conf.get("spark.driver.memory").orElse(UNSET));
      } else if (reader.isPresent() && conf.isHistory()) {
        heap(reader.get(), "SPARK_DAEMON_MEMORY", UNSET);
      }
    }
  }

  /** A variable of the container is handed to Java as it is. */
  private void heap(Workload workload, String variable, String otherwise) {
    for (ContainerView container : workload.mainContainers()) {
      String heap = container.variable(variable).orElse(otherwise);
      Quantity limit = container.limits().get("memory");
      if (!heap.equals(otherwise) && !isJavas(heap)) {
        at(HEAP_FITS_ITS_CONTAINER, workload, variable)
            .say("{} of {it} is {}, which Java does not read; say 1g", variable, heap);
      } else if (limit != null && BYTES.amount(heap).orElse(0L) >= Quantities.parts(limit, 1)) {
        at(HEAP_FITS_ITS_CONTAINER, workload, "memory: " + limit)
            .say("{it} has a heap of {} in {} of memory; give it less", heap, limit);
      }
    }
  }

  private static boolean isJavas(String heap) {
    int last = heap.length() - 1;
    boolean hasUnit = last > 0 && "kKmMgGtT".indexOf(heap.charAt(last)) >= 0;
    return Words.isNumber(hasUnit ? heap.substring(0, last) : heap);
  }
}
