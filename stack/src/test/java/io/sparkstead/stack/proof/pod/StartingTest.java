package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartingTest extends FamilyTest {

  StartingTest() {
    super(Starting::new);
    on(
        Starting.PATH_HAS_ITS_VARIABLES,
        "by subPathExpr a/$(OWNER), and has no variable OWNER; add it to env",
        good -> mounting(good, "a/$(OWNER)"));
    on(
        Starting.TRAFFIC_COMES_SOON,
        "of StatefulSet lab is not asked by its readinessProbe for 600 seconds",
        good -> waiting(good, 600));
    on(
        Starting.OWNER_IS_CHANGED_ONCE,
        "StatefulSet lab changes the owner of all files of lab-disk, 100Gi, with each start",
        good -> owned(good, "Always", "100Gi"));
  }

  private static Altered mounting(Altered good, String path) {
    return good.container(JUPYTER, c -> c.getVolumeMounts().get(0).setSubPathExpr(path));
  }

  private static Altered waiting(Altered good, int seconds) {
    return good.container(JUPYTER, c -> c.getReadinessProbe().setInitialDelaySeconds(seconds));
  }

  private static Altered owned(Altered good, String policy, String size) {
    return good.pod(JUPYTER, pod -> pod.getSecurityContext().setFsGroupChangePolicy(policy))
        .edit(
            PersistentVolumeClaim.class,
            "lab-disk",
            claim ->
                claim.getSpec().getResources().getRequests().put("storage", new Quantity(size)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "$$(OWNER)", "$(OWN)/x", "$(LAB_SERVICE_HOST)"})
  void a_path_of_variables_that_are_there_passes(String path) {
    Altered altered =
        Altered.samples().container(JUPYTER, c -> c.getEnv().add(new EnvVar("OWN", "me", null)));

    assertThat(said(mounting(altered, path))).isEmpty();
  }

  @Test
  void a_probe_that_waits_a_while_passes() {
    assertThat(said(waiting(Altered.samples(), 60))).isEmpty();
  }

  @Test
  void a_small_disk_may_be_gone_through_each_time() {
    assertThat(said(owned(Altered.samples(), "Always", "5Gi"))).isEmpty();
    assertThat(said(owned(Altered.samples(), "OnRootMismatch", "100Gi"))).isEmpty();
  }
}
