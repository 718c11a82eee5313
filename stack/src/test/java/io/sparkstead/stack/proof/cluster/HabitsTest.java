package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
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

  private static Altered fetched(Altered good, String policy) {
    GenericKubernetesResource secret = new GenericKubernetesResource();
    secret.setKind("ExternalSecret");
    secret.setApiVersion("external-secrets.io/v1");
    secret.setMetadata(new ObjectMeta());
    secret.getMetadata().setName("driver-secret");
    secret.setAdditionalProperty("spec", Map.of("target", Map.of("deletionPolicy", policy)));
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
