package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether what a variable lets a runtime take is less than its container has. */
public record GoMemory(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RUNTIME_KNOWS_ITS_ROOM =
      Rule.warning("DYN-36", "A runtime is told of less memory than its container has")
          .why("It collects garbage too late, and the kernel kills it instead.")
          .fix("Say nine tenths of the container's memory, or raise that.");

  private static final String GO = "GOMEMLIMIT";
  private static final String NODE = "--max-old-space-size";

  /** Each a thousand and twenty-four of the one before. */
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Optional<Long> go = bytes(container.variable(GO).orElse(""));
        knowsItsRoom(workload, container, GO, go);
        String node = container.variable("NODE_OPTIONS").orElse("");
        Optional<String> mebis = Words.numberAfter(node, NODE);
        knowsItsRoom(workload, container, NODE, bytes(mebis.orElse("") + "MiB"));
      }
    }
  }

  private void knowsItsRoom(
      Workload workload, ContainerView container, String by, Optional<Long> bytes) {
    Quantity limit = container.limits().get("memory");
    if (limit != null && bytes.isPresent() && bytes.get() >= Quantities.parts(limit, 1)) {
      at(RUNTIME_KNOWS_ITS_ROOM, workload, by)
          .say(
              "container {} of {it} may take {}Mi by {}, and has {}; say less, or raise that",
              container.name(),
              bytes.get() >> 20,
              by,
              limit);
    }
  }

  /** As Go reads it: a whole number, in bytes unless it says otherwise. */
  private static Optional<Long> bytes(String text) {
    Optional<String> number = Words.number(text.strip());
    String digits = number.orElse("");
    String unit = text.strip().substring(digits.length());
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit);
    return digits.isEmpty()
            || digits.length() > 15
            || power < 0
            || (power > 3 && digits.length() > 4)
        ? Optional.empty()
        : Optional.of(Long.parseLong(digits) << (10 * power));
  }
}
