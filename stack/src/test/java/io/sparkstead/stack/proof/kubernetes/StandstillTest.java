package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is applied, and comes to nothing. */
class StandstillTest extends FamilyTest {

  StandstillTest() {
    super(Standstill::new);
    on(
        Standstill.WORK_IS_BEGUN,
        "StatefulSet store makes no pod, for it has replicas: 0; drop that",
        good -> good.edit(StatefulSet.class, STORE, store -> store.getSpec().setReplicas(0)));
    on(
        Standstill.WORK_IS_BEGUN,
        "Deployment history makes no pod, for it has paused: true",
        good -> good.edit(Deployment.class, HISTORY, made -> made.getSpec().setPaused(true)));
    on(
        Standstill.WORK_IS_BEGUN,
        "StatefulSet store makes no pod, for it has schedulingGates",
        good ->
            good.pod(STORE, pod -> pod.setSchedulingGates(List.of(new PodSchedulingGate("wait")))));
    jobs();
    on(
        Standstill.WAIT_HAS_AN_END,
        "container wait of Job once tries for ever, by 'until nc -z store 9000', and the Job never"
            + " ends; let it give up after some minutes",
        good -> good.add(waiting("until nc -z store 9000; do echo waiting; sleep 2; done")));
    on(
        Standstill.WAIT_HAS_AN_END,
        "container wait of CronJob nightly tries for ever, by 'while ! nc -z store 9000'",
        good ->
            good.add(
                cronJob(
                    spec ->
                        spec.getJobTemplate()
                            .setSpec(
                                waiting("while ! nc -z store 9000\ndo\n  sleep 2\ndone")
                                    .getSpec()))));
  }

  private static Job waiting(String script) {
    return job(spec -> spec.setTemplate(template(script)));
  }

  private static PodTemplateSpec template(String script) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewInitContainer()
        .withName("wait")
        .withCommand("/bin/sh", "-ec", script)
        .endInitContainer()
        .endSpec()
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "until nc -z store 9000; do [ $((i += 1)) -lt 60 ] || exit 1; sleep 2; done",
        "until nc -z store 9000 || [ \"$SECONDS\" -gt 900 ]; do sleep 2; done",
        "i=0; until [ $i -ge 60 ]; do i=$((i + 1)); sleep 2; done",
        "while true; do nc -z store 9000 && break; sleep 2; done",
        "while read -r line; do echo \"$line\"; done < /etc/hosts",
        "while [ $# -gt 0 ]; do shift; done",
        "ready() { nc -z store 9000 || exit 1; }\nuntil ready; do sleep 2; done",
        "echo 'until it is there; do sleep'",
        "until nc -z store 9000",
        "until nc -z store 9000; do sleep 2",
      })
  void a_loop_that_may_end_is_left_alone(String script) {
    assertThat(said(Altered.samples().add(waiting(script)))).isEmpty();
  }

  @Test
  void a_job_with_a_deadline_ends_whatever_it_waits_for() {
    String script = "until nc -z store 9000; do sleep 2; done";
    Job ofJob = waiting(script);
    ofJob.getSpec().setActiveDeadlineSeconds(900L);
    Job ofPod = waiting(script);
    ofPod.getSpec().getTemplate().getSpec().setActiveDeadlineSeconds(900L);
    Job beside = waiting("while true; do sleep 60; done");
    beside.getSpec().getTemplate().getSpec().getInitContainers().get(0).setRestartPolicy("Always");

    assertThat(said(Altered.samples().add(ofJob))).isEmpty();
    assertThat(said(Altered.samples().add(ofPod))).isEmpty();
    assertThat(said(Altered.samples().add(beside))).isEmpty();
    assertThat(said(Altered.samples().add(waiting(script)))).hasSize(1);
  }

  private void jobs() {
    onJob("suspend: true", spec -> spec.setSuspend(true));
    onJob("completions: 0", spec -> spec.setCompletions(0));
    onJob("selector", spec -> spec.setSelector(new LabelSelector(null, Map.of("a", "b"))));
    onCronJob("suspend: true", spec -> spec.setSuspend(true));
    onCronJob("startingDeadlineSeconds: 3", spec -> spec.setStartingDeadlineSeconds(3L));
    onCronJob("parallelism: 0", spec -> spec.getJobTemplate().getSpec().setParallelism(0));
    onCronJob("completions: 0", spec -> spec.getJobTemplate().getSpec().setCompletions(0));
  }

  private void onJob(String by, Consumer<JobSpec> change) {
    on(
        Standstill.WORK_IS_BEGUN,
        "Job once makes no pod, for it has " + by,
        good -> good.add(job(change)));
  }

  private void onCronJob(String by, Consumer<CronJobSpec> change) {
    on(
        Standstill.WORK_IS_BEGUN,
        "CronJob nightly makes no pod, for it has " + by,
        good -> good.add(cronJob(change)));
  }

  private static Job job(Consumer<JobSpec> change) {
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName("once")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    change.accept(job.getSpec());
    return job;
  }

  private static CronJob cronJob(Consumer<CronJobSpec> change) {
    CronJob job =
        new CronJobBuilder()
            .withNewMetadata()
            .withName("nightly")
            .endMetadata()
            .withNewSpec()
            .withNewJobTemplate()
            .withNewSpec()
            .endSpec()
            .endJobTemplate()
            .endSpec()
            .build();
    change.accept(job.getSpec());
    return job;
  }

  @Test
  void a_job_that_kueue_lets_go_may_wait() {
    Job queued = job(spec -> spec.setSuspend(true));
    queued.getMetadata().setLabels(Map.of("kueue.x-k8s.io/queue-name", "data"));

    assertThat(said(Altered.samples().add(queued))).isEmpty();
  }

  @Test
  void a_job_that_chooses_its_pods_by_hand_may() {
    Job chosen = job(spec -> spec.setManualSelector(true));
    chosen.getSpec().setSelector(new LabelSelector(null, Map.of("a", "b")));

    assertThat(said(Altered.samples().add(chosen))).isEmpty();
  }

  @Test
  void what_says_nothing_of_itself_is_begun() {
    Job empty = job(spec -> {});
    empty.setSpec(null);
    CronJob bare = cronJob(spec -> spec.setStartingDeadlineSeconds(10L));
    bare.getSpec().setJobTemplate(null);

    assertThat(said(Altered.samples().add(empty).add(bare))).isEmpty();
  }
}
