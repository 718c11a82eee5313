package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest extends FamilyTest {

  private static final String NIGHTLY = "nightly";

  RunsTest() {
    super(Runs::new);
    on(
        Runs.JOB_MAY_END,
        "CronJob nightly is ended 30 seconds after its start, and takes or waits 120 to begin"
            + " with; raise activeDeadlineSeconds",
        good -> endedAfter(30));
    on(
        Runs.JOB_MAY_END,
        "is ended 45 seconds after its start, and takes or waits 300 to begin with",
        good -> good.pod("store-bootstrap", pod -> pod.setActiveDeadlineSeconds(45L)));
    on(
        Runs.JOB_MAY_END,
        "the pods of ConfigMap lab-pod-templates key executor.yaml are ended 60 seconds after",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text + "  activeDeadlineSeconds: 60\n"));
    on(
        Runs.RUNS_ALONE,
        "CronJob nightly runs its application more than once; drop parallelism and completions",
        good -> job(spec -> spec.setParallelism(2)));
    on(Runs.RUNS_ALONE, "more than once", good -> job(spec -> spec.setCompletions(3)));
    on(
        Runs.RUNS_ALONE,
        "tries again in the same pod",
        good -> withNightly().pod(NIGHTLY, pod -> pod.setRestartPolicy("OnFailure")));
    on(
        Runs.FAILURES_CAN_BE_READ,
        "CronJob nightly is deleted with its logs 0 seconds after its end",
        good -> job(spec -> spec.setTtlSecondsAfterFinished(0)));
    on(
        Runs.FAILURES_CAN_BE_READ,
        "CronJob nightly keeps no Job that failed; say failedJobsHistoryLimit: 1",
        good -> cronJob(spec -> spec.setFailedJobsHistoryLimit(0)));
    on(
        Runs.OWNER_IS_THE_POD,
        "CronJob nightly names the driver's owner by POD_UID, which is metadata.name and not"
            + " metadata.uid; take it from that by fieldRef",
        good -> variable("POD_UID", v -> field(v, "metadata.name")));
    on(
        Runs.OWNER_IS_THE_POD,
        "by POD_NAME, which is spec.nodeName and not metadata.name",
        good -> variable("POD_NAME", v -> field(v, "spec.nodeName")));
    on(
        Runs.OWNER_IS_THE_POD,
        "by POD_UID, which is a text and not metadata.uid",
        good -> variable("POD_UID", v -> v.setValueFrom(null)));
  }

  private static Altered withNightly() {
    Samples samples = Samples.spark41();
    return Altered.of(
        Samples.stack(samples.rbac(), samples.minio(), samples.historyServer(), samples.nightly()));
  }

  private static Altered cronJob(Consumer<CronJobSpec> change) {
    return withNightly().edit(CronJob.class, NIGHTLY, job -> change.accept(job.getSpec()));
  }

  private static Altered job(Consumer<JobSpec> change) {
    return cronJob(spec -> change.accept(spec.getJobTemplate().getSpec()));
  }

  private static Altered endedAfter(long seconds) {
    return job(spec -> spec.setActiveDeadlineSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/5 * * * *", "0 * * * *", "@hourly", "@every 1h", "* * * * *"})
  void how_often_is_a_persons_to_say(String schedule) {
    assertThat(said(cronJob(spec -> spec.setSchedule(schedule)))).isEmpty();
  }

  @Test
  void a_job_of_others_may_run_often_and_at_once() {
    Altered altered =
        Altered.samples().pod("store-bootstrap", pod -> pod.setRestartPolicy("OnFailure"));

    assertThat(said(altered)).isEmpty();
    assertThat(said(job(spec -> spec.setTtlSecondsAfterFinished(3600)))).isEmpty();
  }

  private static Altered variable(String name, Consumer<EnvVar> change) {
    Consumer<Container> container =
        c -> c.getEnv().stream().filter(v -> v.getName().equals(name)).forEach(change);
    return withNightly().container(NIGHTLY, container);
  }

  private static void field(EnvVar variable, String path) {
    variable.getValueFrom().getFieldRef().setFieldPath(path);
  }

  @ParameterizedTest
  @ValueSource(longs = {120, 3600})
  void a_job_with_time_may_end(long seconds) {
    assertThat(said(endedAfter(seconds))).isEmpty();
  }

  @Test
  void a_job_that_gives_up_before_its_deadline_passes() {
    Altered altered =
        Altered.samples().pod("store-bootstrap", pod -> pod.setActiveDeadlineSeconds(300L));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_name_that_owns_nothing_may_be_anything() {
    Altered altered =
        withNightly()
            .container(NIGHTLY, c -> c.getEnv().add(new EnvVar("NODE_UID", "a text", null)));

    assertThat(said(altered)).isEmpty();
  }
}
