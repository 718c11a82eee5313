package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

  private static final Map<String, String> ROLL = Map.of("sparkstead.io/conf-sha256", "abc");

  @Test
  void a_deployment_stops_the_old_pod_before_the_new_one_starts() {
    assertShape(Workloads.deployment(MINIO, ROLL, pod()))
        .isEqualTo(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: minio
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            spec:
              replicas: 1
              revisionHistoryLimit: 3
              strategy:
                type: Recreate
              selector:
                matchLabels:
                  app.kubernetes.io/name: minio
              template:
                metadata:
                  labels:
                    app.kubernetes.io/component: object-store
                    app.kubernetes.io/managed-by: sparkstead
                    app.kubernetes.io/name: minio
                    app.kubernetes.io/part-of: sparkstead
                  annotations:
                    sparkstead.io/conf-sha256: abc
                spec:
                  restartPolicy: Always
            """);
  }

  @Test
  void a_stateful_set_names_the_service_that_knows_its_pod() {
    assertShape(Workloads.statefulSet(MINIO, DnsLabel.of("minio-headless"), Map.of(), pod()))
        .contains("\nkind: StatefulSet\n")
        .contains(
            """
            spec:
              replicas: 1
              revisionHistoryLimit: 3
              serviceName: minio-headless
              podManagementPolicy: Parallel
              selector:
            """)
        .doesNotContain("annotations");
    assertThat(Workloads.firstPod(DnsLabel.of("minio"))).hasToString("minio-0");
  }

  @Test
  void a_workload_selects_its_own_pods() {
    Deployment deployment = Workloads.deployment(MINIO, ROLL, pod());
    StatefulSet set = Workloads.statefulSet(MINIO, DnsLabel.of("service"), ROLL, pod());

    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
  }

  @Test
  void a_job_is_tried_ten_times_more_and_swept_up_after_a_week() {
    assertShape(Workloads.job(MINIO, pod()))
        .startsWith("apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: minio-")
        .contains(
            """
            spec:
              backoffLimit: 10
              ttlSecondsAfterFinished: 604800
              template:
            """)
        // A Job makes its own selector; one of ours would be refused.
        .doesNotContain("selector");
  }

  @Test
  void a_job_that_does_something_else_is_another_job() {
    ConfigFiles script = new ConfigFiles(DnsLabel.of("script"), Map.of("run.sh", "echo 1\n"));
    ConfigFiles changed = new ConfigFiles(DnsLabel.of("script"), Map.of("run.sh", "echo 2\n"));
    PodSpec patient = pod();
    patient.setTerminationGracePeriodSeconds(60L);

    assertThat(
            Stream.of(
                    Workloads.job(MINIO, pod()),
                    Workloads.job(MINIO, patient),
                    Workloads.job(MINIO, pod(), script),
                    Workloads.job(MINIO, pod(), changed))
                .map(job -> job.getMetadata().getName()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("minio-[0-9a-f]+"));
    assertThat(Workloads.job(MINIO, pod(), script)).isEqualTo(Workloads.job(MINIO, pod(), script));
  }

  @Test
  void a_node_asks_for_an_image_wherever_there_is_somebody_to_ask() {
    assertThat(Workloads.pullPolicy(ImageReference.of("quay.io/a/b:1"))).isEqualTo("Always");
    assertThat(Workloads.pullPolicy(ImageReference.of("localhost/b:1"))).isEqualTo("IfNotPresent");
    assertThat(Workloads.pullPolicy(ImageReference.of("quay.io/a/b:1@sha256:" + "a".repeat(64))))
        .isEqualTo("IfNotPresent");
  }

  private static PodSpec pod() {
    PodSpec pod = new PodSpec();
    pod.setRestartPolicy("Always");
    return pod;
  }

  @Test
  void a_stateful_set_is_called_as_its_component_is() {
    assertThat(Workloads.statefulSet(MINIO, DnsLabel.of("service"), Map.of(), pod()).getMetadata())
        .isEqualTo(MINIO.metadata());
  }

  @Test
  void a_job_tried_once_is_swept_up_soon_or_kept_for_a_week() {
    assertThat(Workloads.jobOnce(MINIO, pod()).getSpec())
        .extracting(JobSpec::getBackoffLimit, JobSpec::getTtlSecondsAfterFinished)
        .containsExactly(0, 600);
    assertThat(Workloads.jobKept(MINIO, pod()).getSpec())
        .extracting(JobSpec::getBackoffLimit, JobSpec::getTtlSecondsAfterFinished)
        .containsExactly(0, 604_800);
  }

  @Test
  void a_cron_job_is_tried_once_at_its_times() {
    assertShape(
            Workloads.cronJob(MINIO, "30 2 * * *", "Asia/Kolkata", Workloads.Overlap.FORBID, pod()))
        .isEqualTo(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata:
              name: minio
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            spec:
              schedule: "30 2 * * *"
              concurrencyPolicy: Forbid
              failedJobsHistoryLimit: 1
              jobTemplate:
                metadata:
                  labels:
                    app.kubernetes.io/component: object-store
                    app.kubernetes.io/managed-by: sparkstead
                    app.kubernetes.io/name: minio
                    app.kubernetes.io/part-of: sparkstead
                spec:
                  backoffLimit: 0
                  ttlSecondsAfterFinished: 604800
                  template:
                    metadata:
                      labels:
                        app.kubernetes.io/component: object-store
                        app.kubernetes.io/managed-by: sparkstead
                        app.kubernetes.io/name: minio
                        app.kubernetes.io/part-of: sparkstead
                    spec:
                      restartPolicy: Always
              startingDeadlineSeconds: 3600
              successfulJobsHistoryLimit: 3
              timeZone: Asia/Kolkata
            """);
  }

  @Test
  void a_node_may_be_drained_of_the_one_pod() {
    assertShape(Workloads.disruptionBudget(MINIO))
        .startsWith("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: minio\n")
        .contains("\n  maxUnavailable: 1\n")
        .contains("\n  unhealthyPodEvictionPolicy: AlwaysAllow\n")
        .contains("\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: minio\n");
  }
}
