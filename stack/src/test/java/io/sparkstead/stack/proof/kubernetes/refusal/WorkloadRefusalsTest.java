package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadRefusalsTest {

  private static final String PODS =
      ", selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec:"
          + " {containers: [{name: a, image: b}]}}}";
  private static final String ENDING =
      "{template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}, ";

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + PODS,
        DeploymentSpec.class,
        (refusals, spec) -> new WorkloadRefusals(refusals).ofDeployment(spec));
  }

  private static List<String> toldOfSet(String fields) {
    return Told.of(
        "{" + fields + PODS,
        StatefulSetSpec.class,
        (refusals, spec) -> new WorkloadRefusals(refusals).ofStatefulSet(spec));
  }

  private static List<String> toldOfDaemon(String fields) {
    return Told.of(
        "{" + fields + PODS,
        DaemonSetSpec.class,
        (refusals, spec) -> new WorkloadRefusals(refusals).ofDaemonSet(spec));
  }

  private static List<String> toldOfJob(String fields) {
    return Told.of(
        ENDING + fields + "}",
        JobSpec.class,
        (refusals, spec) -> new WorkloadRefusals(refusals).ofJob("Job", spec));
  }

  private static List<String> toldOfCronJob(String fields) {
    return Told.of(
        "{jobTemplate: {spec: " + ENDING + "parallelism: 1}}, " + fields + "}",
        CronJobSpec.class,
        (refusals, spec) -> new WorkloadRefusals(refusals).ofCronJob(spec));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: -1 | replicas '-1': say 0 or more",
        "strategy: {type: Rolling} | type 'Rolling': say Recreate or RollingUpdate",
        "strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}} | rollingUpdate '':"
            + " drop it or Recreate",
        "strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0}} | maxUnavailable"
            + " '0': say 1, or a maxSurge of 1",
        "minReadySeconds: 60, progressDeadlineSeconds: 60 | progressDeadlineSeconds"
            + " '60': say more than minReadySeconds",
        "revisionHistoryLimit: -1 | revisionHistoryLimit '-1': say 0 or more",
      })
  void a_deployment_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas: 0, revisionHistoryLimit: 0, strategy: {type: Recreate}",
        "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}",
      })
  void a_deployment_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "podManagementPolicy: Ordered | podManagementPolicy 'Ordered': say OrderedReady"
            + " or Parallel",
        "updateStrategy: {type: Recreate} | type 'Recreate': say OnDelete or RollingUpdate",
        "updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}} | rollingUpdate"
            + " '': drop it or OnDelete",
        "updateStrategy: {rollingUpdate: {partition: -1}} | partition '-1': say 0 or more",
        "persistentVolumeClaimRetentionPolicy: {whenDeleted: Keep} | whenDeleted 'Keep':"
            + " say Retain or Delete",
        "ordinals: {start: -1} | start '-1': say 0 or more",
        "serviceName: a.b | serviceName 'a.b': use 1-63 of a-z 0-9 -",
      })
  void a_stateful_set_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfSet(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}, ordinals: {start: 5}",
        "serviceName: a-b, revisionHistoryLimit: -1, podManagementPolicy: Parallel,"
            + " updateStrategy: {type: OnDelete}",
      })
  void a_stateful_set_is_taken_with_another(String yaml) {
    assertThat(toldOfSet(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "updateStrategy: {type: Recreate} | type 'Recreate': say OnDelete or RollingUpdate",
      })
  void a_daemon_set_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfDaemon(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minReadySeconds: 0",
      })
  void a_daemon_set_is_taken_with_another(String yaml) {
    assertThat(toldOfDaemon(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelism: -1 | parallelism '-1': say 0 or more",
        "ttlSecondsAfterFinished: -1 | ttlSecondsAfterFinished '-1': say 0 or more",
        "completionMode: Index | completionMode 'Index': say NonIndexed or Indexed",
        "backoffLimitPerIndex: 1 | backoffLimitPerIndex '1': drop it, or say the"
            + " completionMode Indexed",
        "podReplacementPolicy: Always | podReplacementPolicy 'Always': say"
            + " TerminatingOrFailed or Failed",
        "selector: {matchLabels: {a: b}} | selector '': drop it: Kubernetes makes one",
        "maxFailedIndexes: 1 | maxFailedIndexes '1': drop it, or say backoffLimitPerIndex",
        "successPolicy: {rules: []} | successPolicy '': drop it, or say the"
            + " completionMode Indexed",
        "managedBy: a | managedBy 'a': write it as example.org/name",
        "podFailurePolicy: {rules: [{action: Fail, onExitCodes: {operator: In, values: [1]}}]} |"
            + " action 'Fail': say FailJob, FailIndex, Ignore or Count",
        "podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [1]}}]}"
            + " | action 'FailIndex': say another, or backoffLimitPerIndex",
        "podFailurePolicy: {rules: [{action: Count}]} | rules 'Count': say onExitCodes or"
            + " onPodConditions, and one of them",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {operator: Exists, values: [1]}}]}"
            + " | operator 'Exists': say In or NotIn",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {operator: In, values: [2, 1]}}]} |"
            + " values '[2, 1]': say some, each once, the least first",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {operator: In, values: []}}]} |"
            + " values '[]': say some, each once, the least first",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {operator: In, values: [0, 1]}}]} |"
            + " values '[0, 1]': drop 0, which is no failure",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {containerName: z, operator: In,"
            + " values: [1]}}]} | containerName 'z': name a container of the pod",
        "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget,"
            + " status: yes}]}]} | status 'yes': say True, False or Unknown",
        "podFailurePolicy: {rules: []}, podReplacementPolicy: TerminatingOrFailed |"
            + " podReplacementPolicy 'TerminatingOrFailed': say Failed beside podFailurePolicy",
        "template: {spec: {restartPolicy: OnFailure, containers: [{name: a, image:"
            + " b}]}}, podFailurePolicy: {rules: []} | podFailurePolicy '': drop it, or say"
            + " restartPolicy: Never",
      })
  void a_job_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfJob(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backoffLimit: 0, activeDeadlineSeconds: 0",
        "completionMode: Indexed, maxFailedIndexes: 1, successPolicy: {}, managedBy:"
            + " a.org/b, backoffLimitPerIndex: 0",
        "podFailurePolicy: {rules: []}",
        "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget,"
            + " status: 'True'}]}, {action: FailJob, onExitCodes: {operator: NotIn, values: [0,"
            + " 42]}}]}, podReplacementPolicy: Failed",
      })
  void a_job_is_taken_with_another(String yaml) {
    assertThat(toldOfJob(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "concurrencyPolicy: Forbid | schedule '': say one",
        "schedule: '@daily', concurrencyPolicy: Skip | concurrencyPolicy 'Skip': say"
            + " Allow, Forbid or Replace",
        "schedule: '@daily', failedJobsHistoryLimit: -1 | failedJobsHistoryLimit '-1':"
            + " say 0 or more",
        "schedule: '@daily', timeZone: Mars/Phobos | timeZone 'Mars/Phobos': say one"
            + " such as Europe/Berlin",
        "schedule: '@daily', timeZone: Europe/Berln | timeZone 'Europe/Berln': say one"
            + " such as Europe/Berlin",
        "schedule: '@daily', timeZone: '' | timeZone '': say one such as Europe/Berlin",
      })
  void a_cron_job_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfCronJob(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule: '@daily', timeZone: Etc/UTC, startingDeadlineSeconds: 0",
        "schedule: '0 2 * * *', timeZone: America/Nuevo_Lugar_Del_Futuro",
      })
  void a_cron_job_is_taken_with_another(String yaml) {
    assertThat(toldOfCronJob(yaml)).isEmpty();
  }
}
