package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what works today still does after a slow answer, a slip elsewhere, or the next build. */
public record Habits(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SECRET_STAYS =
      Rule.warning("UPD-38", "A Secret that is fetched stays when its entry is missing for once")
          .why("By deletionPolicy Delete a slip at the provider takes it from all pods.")
          .fix("Say Retain, which is the default.");

  static final Rule ONE_SLOW_ANSWER_IS_LIVED_WITH =
      Rule.warning("UPD-39", "A server is not killed for one slow answer")
          .why("Each collection of garbage and each large page ends it, with all that it does.")
          .fix("Say failureThreshold 3 or more, or drop the livenessProbe.");

  static final Rule NEXT_BUILD_IS_PULLED =
      Rule.warning("UPD-40", "An image that is built anew under one tag is pulled each time")
          .why("Nodes that have the tag run the old build on, and others the new one.")
          .fix("Say imagePullPolicy: Always, or pin it by digest.");

  static final Rule SOMEBODY_SAYS_READY =
      Rule.warning("UPD-41", "What pods wait for to be ready, a controller says")
          .why("Without it the pod is never ready: its Service has no endpoint.")
          .fix("Drop readinessGates, or say by an exception who sets the condition.");

  static final Rule ONE_LATE_ANSWER_IS_WAITED_FOR =
      Rule.warning("POD-45", "A server is not left out for one answer that takes a second")
          .why("Each collection of garbage and each slow disk takes it out of its Service.")
          .fix("Say failureThreshold 3, or give it timeoutSeconds 5.");

  static final Rule RUN_MAY_LAST =
      Rule.warning("SCH-26", "A run of Spark's is not ended by the next one")
          .why("A run that takes longer for once is killed in the middle, and the next may be too.")
          .fix("Say concurrencyPolicy: Forbid.");

  static final Rule SECRET_CAN_BE_CHANGED =
      Rule.warning("SEC-15", "A Secret that is fetched can be changed")
          .why("What is changed at the provider reaches no pod until somebody deletes the Secret.")
          .fix("Drop immutable.");

  static final Rule LAST_ONE_IS_KEPT =
      Rule.warning("UPD-44", "What a Deployment or a StatefulSet was before is kept")
          .why("kubectl rollout undo has nothing to go back to.")
          .fix("Drop revisionHistoryLimit, or say 1 or more.");

  /** Controllers of load balancers, which put the gates there themselves. */
  private static final List<String> SAY_READY =
      List.of("target-health.", "cloud.google.com/", "loadbalancer.");

  private static final String ALWAYS = "Always";

  @Override
  public void check() {
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      if (found.manifest().kind().equals("ExternalSecret")) {
        fetched(found, Fields.specOf(found.manifest()));
      }
    }
    for (Workload workload : stack.workloads()) {
      for (PodReadinessGate gate : Given.list(workload.pod().getReadinessGates())) {
        somebodySaysReady(workload, Given.text(gate.getConditionType()));
      }
      for (ContainerView container : workload.containers()) {
        slowAnswers(workload, container);
        nextBuild(workload, container);
      }
      mayLast(workload);
      lastOneIsKept(workload);
    }
  }

  private static boolean keepsNone(HasMetadata object) {
    if (object instanceof Deployment one) {
      return one.getSpec() != null && isZero(one.getSpec().getRevisionHistoryLimit());
    }
    if (object instanceof StatefulSet set) {
      return set.getSpec() != null && isZero(set.getSpec().getRevisionHistoryLimit());
    }
    return object instanceof DaemonSet each
        && each.getSpec() != null
        && isZero(each.getSpec().getRevisionHistoryLimit());
  }

  private void lastOneIsKept(Workload workload) {
    if (keepsNone(workload.object())) {
      at(LAST_ONE_IS_KEPT, workload, "revisionHistoryLimit:")
          .say(
              "{it} keeps nothing of what it was before, by revisionHistoryLimit 0: kubectl rollout"
                  + " undo cannot go back; say 1 or more, or drop it");
    }
  }

  private static boolean isZero(@Nullable Integer limit) {
    return Integer.valueOf(0).equals(limit);
  }

  private void fetched(Found<GenericKubernetesResource> secret, Fields spec) {
    Fields target = spec.at("target");
    if (target.text("deletionPolicy").equals("Delete")) {
      at(SECRET_STAYS, secret, "deletionPolicy:")
          .say(
              "{it} deletes its Secret when the provider misses the entry; say deletionPolicy:"
                  + " Retain");
    }
    // What is fetched once, and never again, may well be so.
    if (target.text("immutable").equals("true")
        && !spec.text("refreshPolicy").equals("CreatedOnce")
        && !spec.text("refreshInterval").matches("0[smh]?")) {
      at(SECRET_CAN_BE_CHANGED, secret, "immutable:")
          .say("{it} makes a Secret that nobody can change, and looks for changes; drop immutable");
    }
  }

  private void mayLast(Workload workload) {
    if (workload.object() instanceof CronJob job
        && job.getSpec() != null
        && "Replace".equals(job.getSpec().getConcurrencyPolicy())
        && isSparks(workload)) {
      at(RUN_MAY_LAST, workload, "concurrencyPolicy:")
          .say("{it} kills a run that lasts when the next is due; say concurrencyPolicy: Forbid");
    }
  }

  /** Whether it runs a driver, or submits one. */
  private boolean isSparks(Workload workload) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && stack.reads(workload, conf)) {
        return true;
      }
    }
    return false;
  }

  private void somebodySaysReady(Workload workload, String condition) {
    for (String known : SAY_READY) {
      if (condition.startsWith(known)) {
        return;
      }
    }
    at(SOMEBODY_SAYS_READY, workload, "readinessGates:")
        .say(
            "{it} is not ready until somebody sets condition {}, which nothing here does; drop it, or"
                + " say by an exception who does",
            condition);
  }

  private void slowAnswers(Workload workload, ContainerView container) {
    Probe probe = container.model().getLivenessProbe();
    if (probe != null && Integer.valueOf(1).equals(probe.getFailureThreshold())) {
      at(ONE_SLOW_ANSWER_IS_LIVED_WITH, workload, "livenessProbe:")
          .say(
              "container {} of {it} is killed for one answer that takes more than {} s; say"
                  + " failureThreshold 3",
              container.name(),
              Math.max(1, Given.number(probe.getTimeoutSeconds())));
    }
    Probe ready = container.model().getReadinessProbe();
    if (ready != null
        && Integer.valueOf(1).equals(ready.getFailureThreshold())
        && Given.number(ready.getTimeoutSeconds()) <= 1) {
      at(ONE_LATE_ANSWER_IS_WAITED_FOR, workload, "readinessProbe:")
          .say(
              "container {} of {it} is left out for one answer that takes more than a second; say"
                  + " failureThreshold 3",
              container.name());
    }
  }

  private void nextBuild(Workload workload, ContainerView container) {
    String image = container.image();
    if (!ALWAYS.equals(container.model().getImagePullPolicy())
        && isBuiltHere(image)
        && !image.contains("@")
        && others(container)) {
      at(NEXT_BUILD_IS_PULLED, workload, "imagePullPolicy:")
          .say(
              "container {} of {it} runs {} without pulling it anew, as others do; say"
                  + " imagePullPolicy: Always",
              container.name(),
              image);
    }
  }

  private boolean isBuiltHere(String image) {
    return !stack.images().files(image).isEmpty();
  }

  /** Whether another container pulls what is built here each time. */
  private boolean others(ContainerView than) {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (!container.equals(than)
            && isBuiltHere(container.image())
            && ALWAYS.equals(container.model().getImagePullPolicy())) {
          return true;
        }
      }
    }
    return false;
  }
}
