package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.ShellText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what is applied comes to run. */
public record Standstill(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule WORK_IS_BEGUN =
      Rule.error("UPD-21", "What is applied makes its pods")
          .why("The object is taken, and nothing comes of it; whoever needs it waits.")
          .fix("Leave the field out, or say by an exception what it is there for.");

  static final Rule WAIT_HAS_AN_END =
      Rule.warning("UPD-26", "A Job's wait comes to an end")
          .why(
              "It neither succeeds nor fails. By concurrencyPolicy Forbid no later run of its CronJob"
                  + " starts, and nobody is told.")
          .fix(
              "Let the loop give up after some minutes, or set activeDeadlineSeconds, which takes the"
                  + " log along.");

  /** Whoever has this label is held back and let go by Kueue. */
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";

  /** The controller of CronJobs looks no more often. */
  private static final int SECONDS_BETWEEN_LOOKS = 10;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      stands(!workload.isJob() && workload.replicas() == 0, workload, "replicas: 0");
      stands(
          !Given.list(workload.pod().getSchedulingGates()).isEmpty(), workload, "schedulingGates");
      if (workload.object() instanceof Deployment made && made.getSpec() != null) {
        stands(Given.isTrue(made.getSpec().getPaused()), workload, "paused: true");
      } else if (workload.object() instanceof Job job) {
        job(workload, job.getSpec());
      } else if (workload.object() instanceof CronJob job && job.getSpec() != null) {
        var spec = job.getSpec();
        Long deadline = spec.getStartingDeadlineSeconds();
        stands(Given.isTrue(spec.getSuspend()), workload, "suspend: true");
        boolean isOver = deadline != null && deadline < SECONDS_BETWEEN_LOOKS;
        stands(isOver, workload, "startingDeadlineSeconds: " + deadline);
        job(workload, spec.getJobTemplate() == null ? null : spec.getJobTemplate().getSpec());
      }
    }
  }

  private void job(Workload workload, @Nullable JobSpec spec) {
    if (spec != null) {
      boolean isQueued =
          workload.labels().containsKey(QUEUE) || workload.manifest().labels().containsKey(QUEUE);
      boolean isChosen = spec.getSelector() != null && !Given.isTrue(spec.getManualSelector());
      stands(!isQueued && Given.isTrue(spec.getSuspend()), workload, "suspend: true");
      stands(Integer.valueOf(0).equals(spec.getCompletions()), workload, "completions: 0");
      stands(Integer.valueOf(0).equals(spec.getParallelism()), workload, "parallelism: 0");
      stands(isChosen, workload, "selector");
      if (spec.getActiveDeadlineSeconds() == null
          && workload.pod().getActiveDeadlineSeconds() == null) {
        waits(workload);
      }
    }
  }

  private void waits(Workload workload) {
    for (ContainerView container : workload.containers()) {
      List<String> words = container.words();
      // What stays beside the others ends with them.
      if (container.model().getRestartPolicy() == null
          && words.size() == 3
          && words.get(0).endsWith("sh")
          && words.get(1).startsWith("-")
          && words.get(1).endsWith("c")) {
        Optional<String> loop = ShellText.endless(words.get(2));
        if (loop.isPresent()) {
          at(WAIT_HAS_AN_END, workload, loop.get())
              .say(
                  "container {} of {it} tries for ever, by '{}', and the Job never ends; let it give up"
                      + " after some minutes",
                  container.name(),
                  loop.get());
        }
      }
    }
  }

  private void stands(boolean isSo, Workload workload, String by) {
    if (isSo) {
      at(WORK_IS_BEGUN, workload, by).say("{it} makes no pod, for it has {}; drop that", by);
    }
  }
}
