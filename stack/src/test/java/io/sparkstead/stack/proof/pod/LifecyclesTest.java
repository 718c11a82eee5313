package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetOrdinals;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecyclesTest extends FamilyTest {

  LifecyclesTest() {
    super(Lifecycles::new);
    on(
        Lifecycles.FIRST_POD_IS_THERE,
        "StatefulSet lab makes no pod lab-0, which ConfigMap lab-spark-conf key spark-defaults.conf"
            + " names, but lab-1; drop ordinals",
        good -> numberedFrom(good, JUPYTER, 1));
    on(
        Lifecycles.CHANGES_REACH_THE_PODS,
        "StatefulSet lab keeps its pods until somebody deletes them",
        good -> updated(good, byHand()));
    on(
        Lifecycles.CHANGES_REACH_THE_PODS,
        "StatefulSet lab keeps pods below 1 as they are; drop partition",
        good -> updated(good, from(1)));
    on(
        Lifecycles.WRITERS_MAY_FINISH,
        "StatefulSet store writes to a claim and is killed 0 seconds after it is told to end",
        good -> good.pod(STORE, pod -> pod.setTerminationGracePeriodSeconds(0L)));
    on(
        Lifecycles.SIGNAL_COMES_IN_TIME,
        "container minio of StatefulSet store sleeps for 3600 seconds before it is told to end, and"
            + " is killed after 30; sleep less",
        good -> good.container(STORE, c -> sleepsByCommand(c, "sleep", "3600")));
    on(
        Lifecycles.SIGNAL_COMES_IN_TIME,
        "sleeps for 30 seconds",
        good -> good.container(STORE, c -> sleeps(c, 30)));
    on(
        Lifecycles.SIGNAL_COMES_IN_TIME,
        "is not ready before its postStart has slept for 3600 seconds",
        good ->
            good.container(
                STORE,
                c -> {
                  sleepsByCommand(c, "sleep", "3600");
                  c.getLifecycle().setPostStart(c.getLifecycle().getPreStop());
                  c.getLifecycle().setPreStop(null);
                }));
    on(
        Lifecycles.GATES_ARE_OPENED,
        "StatefulSet store is not ready before a controller says example.org/ready; drop",
        good -> gated(good, "example.org/ready"));
    on(
        Lifecycles.SIGNAL_COMES_IN_TIME,
        "container event-log-ready of Deployment history sleeps for 2147483647 seconds before the"
            + " others start",
        good ->
            good.pod(
                HISTORY,
                pod -> pod.getInitContainers().get(0).setCommand(List.of("sleep", "infinity"))));
    on(
        Lifecycles.ROLLOUT_IS_WAITED_FOR,
        "Deployment history is reported as failed after 1 seconds, and container history takes up"
            + " to 30; raise progressDeadlineSeconds",
        good ->
            good.edit(
                Deployment.class, HISTORY, made -> made.getSpec().setProgressDeadlineSeconds(1)));
    on(
        Lifecycles.SERVER_MAY_START,
        "container history of Deployment history is killed unless it is up 5 seconds after its"
            + " start, and takes up to 30; raise failureThreshold of its startupProbe",
        good -> good.container(HISTORY, c -> c.getStartupProbe().setFailureThreshold(1)));
    on(
        Lifecycles.SERVER_MAY_START,
        "is up 15 seconds after",
        good -> good.container(HISTORY, c -> c.getStartupProbe().setFailureThreshold(0)));
    on(
        Lifecycles.SERVER_MAY_START,
        "container minio of StatefulSet store is killed unless it is up 5 seconds",
        good -> good.container(STORE, c -> c.getStartupProbe().setFailureThreshold(1)));
    on(
        Lifecycles.SERVER_MAY_START,
        "raise failureThreshold of its livenessProbe",
        good ->
            good.container(
                HISTORY,
                c -> {
                  c.setStartupProbe(null);
                  c.getLivenessProbe().setFailureThreshold(1);
                }));
  }

  private static Altered numberedFrom(Altered good, String name, int start) {
    return good.edit(
        StatefulSet.class, name, set -> set.getSpec().setOrdinals(new StatefulSetOrdinals(start)));
  }

  private static Altered updated(Altered good, StatefulSetUpdateStrategy strategy) {
    return good.edit(StatefulSet.class, JUPYTER, set -> set.getSpec().setUpdateStrategy(strategy));
  }

  private static Altered gated(Altered good, String type) {
    return good.pod(STORE, pod -> pod.setReadinessGates(List.of(new PodReadinessGate(type))));
  }

  private static StatefulSetUpdateStrategy byHand() {
    return new StatefulSetUpdateStrategyBuilder().withType("OnDelete").build();
  }

  private static StatefulSetUpdateStrategy from(int partition) {
    return new StatefulSetUpdateStrategyBuilder()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withPartition(partition)
        .endRollingUpdate()
        .build();
  }

  private static void sleepsByCommand(Container container, String... command) {
    container.setLifecycle(
        new LifecycleBuilder()
            .withNewPreStop()
            .withNewExec()
            .withCommand(command)
            .endExec()
            .endPreStop()
            .build());
  }

  private static void sleeps(Container container, long seconds) {
    container.setLifecycle(
        new LifecycleBuilder().withNewPreStop().withNewSleep(seconds).endPreStop().build());
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sleep 29, false",
    "sleep 30s, true",
    "sleep 1m, true",
    "sleep infinity, true",
    "/opt/stop.sh --asleep, false",
    "nginx -s quit, false",
  })
  void a_command_sleeps_as_long_as_it_says(String line, boolean isTooLong) {
    Altered altered = Altered.samples().container(STORE, c -> sleepsByCommand(c, "sh", "-c", line));

    assertThat(said(altered)).hasSize(isTooLong ? 1 : 0);
  }

  @Test
  void a_load_balancer_opens_its_gates() {
    isGood(gated(Altered.samples(), "cloud.google.com/load-balancer-neg-ready"));
  }

  @Test
  void a_longer_grace_lets_it_sleep() {
    isGood(
        Altered.samples()
            .container(STORE, c -> sleeps(c, 30))
            .pod(STORE, pod -> pod.setTerminationGracePeriodSeconds(90L)));
  }

  @Test
  void what_writes_no_disk_may_end_at_once() {
    isGood(Altered.samples().pod(HISTORY, pod -> pod.setTerminationGracePeriodSeconds(1L)));
  }

  @Test
  void a_first_pod_that_nobody_names_may_have_any_number() {
    isGood(numberedFrom(Altered.samples(), STORE, 5));
    isGood(numberedFrom(Altered.samples(), JUPYTER, 0));
  }

  @Test
  void a_partition_below_all_pods_holds_none_back() {
    isGood(updated(Altered.samples(), from(0)));
  }

  @Test
  void a_delay_and_a_longer_period_are_time_too() {
    Consumer<Container> few =
        c -> {
          c.getStartupProbe().setFailureThreshold(1);
          c.getStartupProbe().setInitialDelaySeconds(20);
          c.getStartupProbe().setPeriodSeconds(10);
        };

    isGood(Altered.samples().container(HISTORY, few));
  }
}
