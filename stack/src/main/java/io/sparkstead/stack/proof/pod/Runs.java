package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether Jobs may come to their end, and keep the driver that they submit. */
public record Runs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule JOB_MAY_END =
      Rule.warning("UPD-32", "A Job is given the time that it takes")
          .why("Kubernetes ends it with its pods in the middle, each time.")
          .fix("Raise activeDeadlineSeconds, or drop it.");

  static final Rule OWNER_IS_THE_POD =
      Rule.error("UPD-33", "A driver's owner is named by what the pod is called and its uid")
          .why("Kubernetes deletes at once what belongs to an owner that it does not find.")
          .fix("Take the variables from metadata.name and metadata.uid by fieldRef.");

  /** To start a JVM, a driver and an executor, before any work is done. */
  private static final long SECONDS_OF_SPARK = 120;

  /** Until an image is there and a container runs. */
  private static final long SECONDS_OF_OTHERS = 30;

  private static final String DEADLINE = "activeDeadlineSeconds: ";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      if (workload.object() instanceof Job job) {
        mayEnd(workload, job.getSpec());
      } else if (workload.object() instanceof CronJob job && job.getSpec() != null) {
        var template = job.getSpec().getJobTemplate();
        mayEnd(workload, template == null ? null : template.getSpec());
      }
      ownerIsThePod(workload);
    }
  }

  private void mayEnd(Workload workload, @Nullable JobSpec spec) {
    Long ofJob = spec == null ? null : spec.getActiveDeadlineSeconds();
    Long ofPod = workload.pod().getActiveDeadlineSeconds();
    Long deadline = ofJob == null || (ofPod != null && ofPod < ofJob) ? ofPod : ofJob;
    long wanted = runsOurs(workload) ? SECONDS_OF_SPARK : SECONDS_OF_OTHERS;
    if (deadline != null && deadline < wanted) {
      at(JOB_MAY_END, workload, DEADLINE + deadline)
          .say(
              "{it} is ended {} seconds after its start, and takes {} to begin with; raise"
                  + " activeDeadlineSeconds",
              deadline,
              wanted);
    }
  }

  private boolean runsOurs(Workload workload) {
    for (ContainerView container : workload.containers()) {
      if (stack.images().has(container.image())) {
        return true;
      }
    }
    return false;
  }

  private void ownerIsThePod(Workload workload) {
    String told = stack.allTold(workload);
    if (!told.contains("ownerReferences")) {
      return;
    }
    for (ContainerView container : workload.mainContainers()) {
      for (Variable variable : container.variables()) {
        isTakenFrom("metadata.uid", "uid: ", workload, variable, told);
        isTakenFrom("metadata.name", "kind: Pod, name: ", workload, variable, told);
      }
    }
  }

  private void isTakenFrom(
      String path, String field, Workload workload, Variable variable, String told) {
    boolean isNamed =
        told.contains(field + "${" + variable.name() + "}")
            || told.contains(field + "$" + variable.name() + ",")
            || told.contains(field + "$" + variable.name() + "}");
    String taken = taken(variable.source());
    if (isNamed && !taken.equals(path)) {
      at(OWNER_IS_THE_POD, workload, "name: " + variable.name())
          .say(
              "{it} names the driver's owner by {}, which is {} and not {}; take it from that by"
                  + " fieldRef",
              variable.name(),
              taken,
              path);
    }
  }

  private static String taken(Optional<EnvVarSource> source) {
    var field = source.isPresent() ? source.get().getFieldRef() : null;
    return field == null ? "a text" : Given.text(field.getFieldPath());
  }
}
