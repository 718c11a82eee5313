package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Whether Jobs may come to their end, and keep the driver that they submit. */
public record Runs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule JOB_MAY_END =
      Rule.warning("UPD-32", "A Job, and a pod of Spark's, is given the time that it takes")
          .why("Kubernetes ends it with its pods in the middle, each time.")
          .fix("Raise activeDeadlineSeconds, or drop it.");

  static final Rule OWNER_IS_THE_POD =
      Rule.error("UPD-33", "A driver's owner is named by what the pod is called and its uid")
          .why("Kubernetes deletes at once what belongs to an owner that it does not find.")
          .fix("Take the variables from metadata.name and metadata.uid by fieldRef.");

  static final Rule RUNS_ALONE =
      Rule.warning("UPD-35", "A Job of Spark's runs one pod, and each pod once")
          .why(
              "Two drivers share one name, or a second try in the same pod finds the driver of the"
                  + " first.")
          .fix("Drop parallelism and completions, and say restartPolicy: Never.");

  static final Rule FAILURES_CAN_BE_READ =
      Rule.warning("UPD-36", "A Job that failed is there to be looked at")
          .why("It goes with its pods and their logs before anybody knows that it failed.")
          .fix("Drop ttlSecondsAfterFinished, and keep one of failedJobsHistoryLimit.");

  /** To start a JVM, a driver and an executor, before any work is done. */
  private static final long SECONDS_OF_SPARK = 120;

  /** That drivers and executors are there for at least. */
  private static final int SECONDS_OF_PODS = 600;

  /** Until an image is there and a container runs. */
  private static final long SECONDS_OF_OTHERS = 30;

  /** As long as a person takes to look. */
  private static final int LEAST_KEPT = 60;

  /** A count of tries, which a script takes one from each time. */
  private static final Hinted TRIES =
      Hinted.anywhere(
          "(?m)^\\s*(\\w+)=(\\d{1,5})\\n(?=[\\s\\S]{0,600}?\\1=\\$\\(\\(\\s*\\1 - 1)", "=$((");

  private static final String OWNED = "ownerReferences";
  private static final String DEADLINE = "activeDeadlineSeconds: ";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      if (workload.object() instanceof Job job) {
        ofJob(workload, job.getSpec());
      } else if (workload.object() instanceof CronJob job && job.getSpec() != null) {
        var template = job.getSpec().getJobTemplate();
        ofJob(workload, template == null ? null : template.getSpec());
        if (Integer.valueOf(0).equals(job.getSpec().getFailedJobsHistoryLimit())) {
          at(FAILURES_CAN_BE_READ, workload, "failedJobsHistoryLimit: 0")
              .say("{it} keeps no Job that failed; say failedJobsHistoryLimit: 1");
        }
      }
      ownerIsThePod(workload);
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (String deadline : template.all(DEADLINE)) {
        if (Words.isPort(deadline) && Integer.parseInt(deadline) < SECONDS_OF_PODS) {
          at(JOB_MAY_END, template, DEADLINE)
              .say(
                  "the pods of {it} are ended {} seconds after their start; drop"
                      + " activeDeadlineSeconds",
                  deadline);
        }
      }
    }
  }

  private void ofJob(Workload workload, @Nullable JobSpec spec) {
    mayEnd(workload, spec);
    if (spec != null) {
      Integer kept = spec.getTtlSecondsAfterFinished();
      if (kept != null && kept < LEAST_KEPT) {
        at(FAILURES_CAN_BE_READ, workload, "ttlSecondsAfterFinished: " + kept)
            .say(
                "{it} is deleted with its logs {} seconds after its end; say 3600 in"
                    + " ttlSecondsAfterFinished",
                kept);
      }
      if (isOfSpark(workload)) {
        runsAlone(workload, spec);
      }
    }
  }

  private void runsAlone(Workload workload, JobSpec spec) {
    if (Given.number(spec.getParallelism()) > 1 || Given.number(spec.getCompletions()) > 1) {
      at(RUNS_ALONE, workload, "spec:")
          .say("{it} runs its application more than once; drop parallelism and completions");
    }
    boolean isTriedAgain = "OnFailure".equals(workload.pod().getRestartPolicy());
    if (isTriedAgain && stack.allTold(workload).contains(OWNED)) {
      at(RUNS_ALONE, workload, "restartPolicy:")
          .say(
              "{it} tries again in the same pod, where the first driver has its name; say"
                  + " restartPolicy: Never");
    }
  }

  /** Whether a driver of it is in the pod, or submitted by it. */
  private boolean isOfSpark(Workload workload) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && stack.reads(workload, conf)) {
        return true;
      }
    }
    return false;
  }

  private void mayEnd(Workload workload, @Nullable JobSpec spec) {
    Long ofJob = spec == null ? null : spec.getActiveDeadlineSeconds();
    Long ofPod = workload.pod().getActiveDeadlineSeconds();
    Long deadline = ofJob == null || (ofPod != null && ofPod < ofJob) ? ofPod : ofJob;
    long wanted =
        Math.max(runsOurs(workload) ? SECONDS_OF_SPARK : SECONDS_OF_OTHERS, waited(workload));
    if (deadline != null && deadline < wanted) {
      at(JOB_MAY_END, workload, DEADLINE + deadline)
          .say(
              "{it} is ended {} seconds after its start, and takes or waits {} to begin with; raise"
                  + " activeDeadlineSeconds",
              deadline,
              wanted);
    }
  }

  /** As long as its own script says that it waits for others before it gives up. */
  private long waited(Workload workload) {
    String told = stack.allTold(workload);
    long waited = 0;
    for (MatchResult counted : TRIES.results(told)) {
      String pause = Words.numberAfter(told.substring(counted.end()), "sleep").orElse("");
      if (Words.isPort(pause)) {
        waited = Math.max(waited, Long.parseLong(counted.group(2)) * Long.parseLong(pause));
      }
    }
    return waited;
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
    if (!told.contains(OWNED)) {
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
