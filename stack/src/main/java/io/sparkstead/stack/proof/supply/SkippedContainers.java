package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/** Whether a cloud's webhook gives its role to each container that asks for it. */
public record SkippedContainers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule WHO_ASKS_HAS_THE_ROLE =
      Rule.error("SEC-16", "A container that takes a role is not left out by its webhook")
          .why("It has neither token nor role, and the store refuses it.")
          .fix("Drop the container's name from the annotation.");

  /** Each with names, and what stands between them. */
  private static final List<String> ANNOTATIONS =
      List.of("eks.amazonaws.com/skip-containers", "azure.workload.identity/skip-containers");

  private static final List<String> BY_ROLE = List.of("WebIdentity", "WorkloadIdentity");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (String annotation : ANNOTATIONS) {
        List<String> skipped =
            List.of(
                workload.annotations().getOrDefault(annotation, "").strip().split("[,;\\s]+", -1));
        for (ContainerView container : workload.containers()) {
          if (skipped.contains(container.name()) && asksByRole(workload, container)) {
            at(WHO_ASKS_HAS_THE_ROLE, workload, annotation)
                .say(
                    "{it} leaves container {} without its role, by {}, and it asks the store by that;"
                        + " drop it",
                    container.name(),
                    annotation);
          }
        }
      }
    }
  }

  private boolean asksByRole(Workload workload, ContainerView container) {
    if (isByRole(container.commandLine())) {
      return true;
    }
    for (Conf conf : stack.confs()) {
      boolean isRead = workload.mounts(container, conf.configMap()) && !conf.configMap().isEmpty();
      Optional<String> provider = conf.get(S3.PROVIDER);
      // Who submits in cluster mode leaves the store to others.
      if (isRead && !conf.isCluster() && provider.isPresent() && isByRole(provider.get())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isByRole(String text) {
    for (String role : BY_ROLE) {
      if (text.contains(role)) {
        return true;
      }
    }
    return false;
  }
}
