package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether pods that have to be near others are near some that are there before them. */
public record Circles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SOMEBODY_IS_FIRST =
      Rule.error("SCH-25", "Of pods that have to be near one another, one is placed first")
          .why("Each waits for the other, and the scheduler places neither.")
          .fix("Drop the podAffinity of one of them, or prefer it.");

  @Override
  public void check() {
    Set<Workload> placed = new LinkedHashSet<>();
    boolean isOneMore = true;
    // Each round places those whose neighbours are there.
    while (isOneMore) {
      isOneMore = placed.addAll(placedBeside(placed));
    }
    for (Workload workload : stack.workloads()) {
      if (!placed.contains(workload)) {
        at(SOMEBODY_IS_FIRST, workload, "podAffinity:")
            .say(
                "{it} has to be near {}, which waits for others itself; drop one podAffinity, or"
                    + " prefer it",
                waitedFor(workload, placed));
      }
    }
  }

  private List<Workload> placedBeside(Set<Workload> placed) {
    List<Workload> next = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (waitedFor(workload, placed).isEmpty()) {
        next.add(workload);
      }
    }
    return next;
  }

  /** Those near which it has to be, if none of them is there. */
  private List<Workload> waitedFor(Workload workload, Set<Workload> placed) {
    for (Selector near : required(workload)) {
      List<Workload> neighbours = new ArrayList<>();
      boolean isThere = near.matches(workload.labels()) || isSparks(near);
      for (Workload other : stack.workloads()) {
        if (near.matches(other.labels())) {
          neighbours.add(other);
          isThere |= placed.contains(other);
        }
      }
      // Of neighbours that nobody makes SCH-10 speaks.
      if (!isThere && !neighbours.isEmpty()) {
        return neighbours;
      }
    }
    return List.of();
  }

  private static List<Selector> required(Workload workload) {
    var affinity = workload.pod().getAffinity();
    var near = affinity == null ? null : affinity.getPodAffinity();
    List<Selector> required = new ArrayList<>();
    for (PodAffinityTerm term :
        Given.list(
            near == null ? null : near.getRequiredDuringSchedulingIgnoredDuringExecution())) {
      // Others' pods may be there in other namespaces.
      if (term.getNamespaceSelector() == null && Given.list(term.getNamespaces()).isEmpty()) {
        required.add(Selector.of(term.getLabelSelector()));
      }
    }
    return required;
  }

  /** Whether pods that Spark makes are meant too. */
  private boolean isSparks(Selector near) {
    for (PodsOfConf pods : PodsOfConf.allOf(stack)) {
      for (AlikePods made : pods.made()) {
        if (near.matches(made.labels())) {
          return true;
        }
      }
    }
    return false;
  }
}
