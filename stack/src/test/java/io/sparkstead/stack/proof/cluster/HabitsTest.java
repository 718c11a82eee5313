package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HabitsTest extends FamilyTest {

  HabitsTest() {
    super(Habits::new);
    on(
        Habits.SECRET_STAYS,
        "ExternalSecret driver-secret deletes its Secret when the provider misses the entry",
        good -> fetched(good, "Delete"));
    on(
        Habits.ONE_SLOW_ANSWER_IS_LIVED_WITH,
        "is killed for one answer that takes more than",
        good ->
            good.container(
                HISTORY, container -> container.getLivenessProbe().setFailureThreshold(1)));
    on(
        Habits.ONE_LATE_ANSWER_IS_WAITED_FOR,
        "of StatefulSet store is left out for one answer that takes more than a second",
        good -> ready(good, 1, 1));
    on(
        Habits.SECRET_CAN_BE_CHANGED,
        "ExternalSecret driver-secret makes a Secret that nobody can change",
        good -> immutable(good, Map.of("refreshInterval", "1h")));
    on(
        Habits.RUN_MAY_LAST,
        "CronJob nightly kills a run that lasts when the next is due",
        good -> nightly("Replace"));
    on(
        Habits.LAST_ONE_IS_KEPT,
        "Deployment history keeps nothing of what it was before, by revisionHistoryLimit 0",
        good -> revisions(good, 0));
    on(
        Habits.SOMEBODY_SAYS_READY,
        "StatefulSet store is not ready until somebody sets condition example.org/ok",
        good ->
            good.pod(
                STORE,
                pod -> pod.setReadinessGates(List.of(new PodReadinessGate("example.org/ok")))));
    on(
        Habits.NEXT_BUILD_IS_PULLED,
        "of Deployment history runs spark:3.5.4 without pulling it anew, as others do",
        good -> good.container(HISTORY, container -> container.setImagePullPolicy("IfNotPresent")));
  }

  private static Altered ready(Altered good, int failures, Integer seconds) {
    return good.container(
        STORE,
        container -> {
          container.getReadinessProbe().setFailureThreshold(failures);
          container.getReadinessProbe().setTimeoutSeconds(seconds);
        });
  }

  private static Altered immutable(Altered good, Map<String, Object> more) {
    Map<String, Object> spec = new HashMap<>(more);
    spec.put("target", Map.of("immutable", true));
    return fetched(good, spec);
  }

  private static Altered nightly(String policy) {
    Samples samples = Samples.spark41();
    return Altered.of(
            Samples.stack(
                samples.rbac(), samples.minio(), samples.historyServer(), samples.nightly()))
        .edit(CronJob.class, "nightly", job -> job.getSpec().setConcurrencyPolicy(policy));
  }

  private static Altered revisions(Altered good, int kept) {
    return good.edit(
        Deployment.class, HISTORY, server -> server.getSpec().setRevisionHistoryLimit(kept));
  }

  @Test
  void a_deployment_that_keeps_one_revision_passes() {
    assertThat(said(revisions(Altered.samples(), 1))).isEmpty();
  }

  @Test
  void a_server_may_be_left_out_after_more_than_a_second_or_more_than_once() {
    assertThat(said(ready(Altered.samples(), 1, 5))).isEmpty();
    assertThat(said(ready(Altered.samples(), 3, 1))).isEmpty();
  }

  @Test
  void what_is_fetched_once_need_not_be_changed() {
    assertThat(said(immutable(Altered.samples(), Map.of("refreshInterval", "0")))).isEmpty();
    assertThat(said(immutable(Altered.samples(), Map.of("refreshPolicy", "CreatedOnce"))))
        .isEmpty();
  }

  @Test
  void runs_may_wait_for_one_another() {
    assertThat(said(nightly("Forbid"))).isEmpty();
  }

  private static Altered fetched(Altered good, String policy) {
    return fetched(good, Map.of("target", Map.of("deletionPolicy", policy)));
  }

  private static Altered fetched(Altered good, Map<String, Object> spec) {
    GenericKubernetesResource secret = new GenericKubernetesResource();
    secret.setKind("ExternalSecret");
    secret.setApiVersion("external-secrets.io/v1");
    secret.setMetadata(new ObjectMeta());
    secret.getMetadata().setName("driver-secret");
    secret.setAdditionalProperty("spec", spec);
    return good.add(secret);
  }

  @Test
  void a_secret_that_is_kept_passes() {
    assertThat(said(fetched(Altered.samples(), "Retain"))).isEmpty();
  }

  @Test
  void an_image_that_others_build_need_not_be_pulled() {
    Altered altered =
        Altered.samples()
            .container(STORE, container -> container.setImagePullPolicy("IfNotPresent"));

    assertThat(said(altered)).isEmpty();
  }
}
