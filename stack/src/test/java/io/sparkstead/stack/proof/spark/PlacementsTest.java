package io.sparkstead.stack.proof.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.schedule.Taint.Effect;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementsTest extends FamilyTest {

  private static final String DRIVER = "spark.kubernetes.driver.";
  private static final String EXECUTOR = "spark.kubernetes.executor.";
  private static final String KUEUE_QUEUE = "label.kueue.x-k8s.io/queue-name";
  private static final String NAME_PREFIX = EXECUTOR + "podNamePrefix";
  private static final NodePool SPOT =
      NodePool.labelled("pool", "spot").tainted(new Taint("pool", "spot", Effect.NO_SCHEDULE));
  private static final Map<String, String> KARPENTER_SPOT =
      Map.of("karpenter.sh/capacity-type", "spot");
  private static final NodePool STAYING = NodePool.labelled("pool", "staying");

  PlacementsTest() {
    super(Placements::new);
    queues();
    pools();
    submissions();
  }

  private void queues() {
    on(
        Placements.QUEUE_HAS_ITS_SCHEDULER,
        "set spark.kubernetes.executor.scheduler.name=yunikorn",
        good -> inYuniKorn().without(NOTEBOOK_CONF, EXECUTOR + "scheduler.name"));
    on(
        Placements.QUEUE_HAS_ITS_SCHEDULER,
        "spark.kubernetes.driver.label.queue is for YuniKorn, which does not schedule these pods;"
            + " set spark.kubernetes.driver.scheduler.name=yunikorn",
        good -> inYuniKorn().file(PI_CONF, without(DRIVER + "scheduler.name")));
    on(
        Placements.EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE,
        "set spark.kubernetes.executor.annotation.kueue.x-k8s.io/pod-suspending-parent=pod",
        good ->
            inKueue()
                .without(
                    NOTEBOOK_CONF, EXECUTOR + "annotation.kueue.x-k8s.io/pod-suspending-parent"));
    on(
        Placements.DRIVER_IS_IN_THE_QUEUE,
        "executors are in queue data and the driver in none; give both the same",
        good -> inKueue().file(PI_CONF, without(DRIVER + KUEUE_QUEUE)));
    on(
        Placements.DRIVER_IS_IN_THE_QUEUE,
        "executors are in queue none and the driver in root.data; give both the same",
        good -> inYuniKorn().file(PI_CONF, without(EXECUTOR + "label.queue")));
  }

  private void pools() {
    on(
        Placements.NODES_ARE_THERE,
        "pods of StatefulSet lab are for nodes with disk=fast, and there is none",
        good ->
            good.pod(JUPYTER, pod -> pod.setNodeSelector(Map.of("disk", "fast")))
                .on(node(NodePool.ANY)));
    on(
        Placements.SPOT_EXECUTORS_HAND_ON,
        "run on nodes with karpenter.sh/capacity-type=spot and keep their shuffle data to"
            + " themselves; take Shuffle.Decommission or OnClaims",
        good -> placed(NodePool.ANY, NodePool.karpenterSpot()));
    on(
        Placements.DRIVER_STAYS,
        "the driver of examples/spark-pi.conf runs on nodes with cloud.google.com/gke-spot=true",
        good -> placed(NodePool.gkeSpot(), NodePool.ANY));
    on(
        Placements.DRIVER_STAYS,
        "the driver of ConfigMap lab-spark-conf key spark-defaults.conf runs on nodes with"
            + " kubernetes.azure.com/scalesetpriority=spot",
        good ->
            good.pod(
                JUPYTER,
                pod ->
                    pod.setNodeSelector(Map.of("kubernetes.azure.com/scalesetpriority", "spot"))));
    on(
        Placements.DRIVER_STAYS,
        "CronJob nightly runs on nodes with karpenter.sh/capacity-type=spot, which may go at any"
            + " time, and the driver that it submits goes with it",
        good -> submitting().pod("nightly", pod -> pod.setNodeSelector(KARPENTER_SPOT)));
    on(
        Placements.DRIVER_STAYS,
        "the driver of ConfigMap nightly-spark-conf key spark-defaults.conf runs on nodes with"
            + " karpenter.sh/capacity-type=spot",
        good ->
            submitting()
                .property(
                    "nightly-spark-conf",
                    DRIVER + "node.selector.karpenter.sh/capacity-type",
                    "spot"));
    on(
        Placements.STORE_STAYS,
        "StatefulSet store keeps its data on a claim and runs on nodes with"
            + " karpenter.sh/capacity-type=spot",
        good -> good.pod(STORE, pod -> pod.setNodeSelector(KARPENTER_SPOT)));
  }

  private void submissions() {
    on(
        Placements.SCHEDULE_COMES,
        "CronJob nightly: schedule '0 0 31 6 *' never comes",
        good ->
            submitting()
                .edit(CronJob.class, "nightly", job -> job.getSpec().setSchedule("0 0 31 6 *")));
    on(
        Placements.EXECUTORS_ARE_CALLED_APART,
        NAME_PREFIX + "=jobs is that of ConfigMap nightly-spark-conf",
        good ->
            submitting()
                .property("nightly-spark-conf", NAME_PREFIX, "jobs")
                .property("report-spark-conf", NAME_PREFIX, "jobs"));
  }

  private static Altered submitting() {
    Samples samples = Samples.spark35();
    return Altered.of(samples.stack().with(samples.nightly(), samples.submission()));
  }

  private static Altered inYuniKorn() {
    return queued(new Scheduler.YuniKorn("root.data"));
  }

  private static Altered inKueue() {
    return queued(new Scheduler.Kueue(DnsLabel.of("data")));
  }

  private static Altered queued(Scheduler scheduler) {
    return Altered.of(Tuned.by(Samples.spark35(), Placement.by(scheduler)).stack());
  }

  private static Altered placed(NodePool drivers, NodePool executors, Node... nodes) {
    Placement placement = new Placement(new Scheduler.Default(), drivers, executors);
    return Altered.of(Tuned.by(Samples.spark35(), placement).stack()).on(nodes);
  }

  private static Node node(NodePool pool) {
    return new Node(Cpu.cores(80), gibibytes(640), pool);
  }

  private static UnaryOperator<String> without(String key) {
    return text -> Altered.withProperty(text, key, Optional.empty());
  }

  @Test
  void each_way_to_place_keeps_every_rule() {
    assertThat(said(inYuniKorn())).isEmpty();
    assertThat(said(inKueue())).isEmpty();
    assertThat(said(submitting())).isEmpty();
    assertThat(said(placed(STAYING, SPOT, node(STAYING), node(SPOT)))).isEmpty();
  }

  @Test
  void a_pool_without_nodes_is_told_of_every_pod_that_asks_for_it() {
    assertThat(said(Placements.NODES_ARE_THERE, placed(STAYING, SPOT, node(NodePool.ANY))))
        .contains(
            "drivers of examples/spark-pi.conf are for nodes with pool=staying, and there is none;"
                + " add the nodes, or name others",
            "executors of ConfigMap lab-spark-conf key spark-defaults.conf are for nodes with"
                + " pool=spot, pool=spot:NoSchedule, and there is none; add the nodes, or name"
                + " others");
  }

  @Test
  void a_driver_that_runs_in_a_pod_of_the_stack_is_told_of_as_that() {
    Altered altered =
        Altered.samples()
            .pod(JUPYTER, pod -> pod.setNodeSelector(Map.of("disk", "fast")))
            .on(node(NodePool.ANY));

    assertThat(said(altered)).extracting(Finding::subject).containsExactly("StatefulSet lab");
  }

  @Test
  void services_stay_off_nodes_whose_taint_they_do_not_tolerate() {
    assertThat(said(Placements.NODES_ARE_THERE, placed(STAYING, SPOT, node(SPOT))))
        .contains(
            "pods of StatefulSet store tolerate no taint, and every node has one; name the pool they"
                + " are for");
  }

  @Test
  void a_scheduler_of_all_pods_is_that_of_each() {
    Altered altered =
        inYuniKorn()
            .without(NOTEBOOK_CONF, EXECUTOR + "scheduler.name")
            .property(NOTEBOOK_CONF, "spark.kubernetes.scheduler.name", "yunikorn");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"label.queue", "annotation.yunikorn.apache.org/app-id"})
  void each_mark_of_yunikorn_asks_for_it(String mark) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.kubernetes.scheduler.name", "yunikorn")
            .property(NOTEBOOK_CONF, EXECUTOR + "scheduler.name", "volcano")
            .property(NOTEBOOK_CONF, EXECUTOR + mark, "x");

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly(
            EXECUTOR
                + mark
                + " is for YuniKorn, which does not schedule these pods; set "
                + EXECUTOR
                + "scheduler.name=yunikorn");
  }

  @Test
  void a_driver_of_the_stack_is_in_no_queue() {
    Altered altered = inKueue().property(NOTEBOOK_CONF, DRIVER + KUEUE_QUEUE, "another");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "karpenter.sh/capacity-type, spot, true",
    "karpenter.sh/capacity-type, on-demand, false",
    "eks.amazonaws.com/capacityType, SPOT, true",
    "cloud.google.com/gke-spot, true, true",
    "kubernetes.azure.com/scalesetpriority, spot, true",
    "pool, spot, false",
  })
  void clouds_label_what_they_may_take_away(String label, String value, boolean mayGo) {
    Altered altered = placed(NodePool.ANY, NodePool.labelled(label, value));

    assertThat(!said(Placements.SPOT_EXECUTORS_HAND_ON, altered).isEmpty()).isEqualTo(mayGo);
  }

  @Test
  void shuffle_data_that_is_handed_on_may_be_on_spot_nodes() {
    assertThat(said(spot(new Shuffle.Decommission(gibibytes(40), "shuffle")))).isEmpty();
    assertThat(said(spot(new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50))))).isEmpty();
  }

  /** One claim that is there already is all executors' together, and goes to no other. */
  @Test
  void a_claim_of_a_name_is_handed_on_to_nobody() {
    Altered altered = spot(new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50)));
    String name =
        "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName";

    assertThat(said(altered.property(NOTEBOOK_CONF, name, "mine")))
        .extracting(Finding::rule)
        .containsExactly(Placements.SPOT_EXECUTORS_HAND_ON);
  }

  private static Altered spot(Shuffle shuffle) {
    Placement placement =
        new Placement(
            new Scheduler.Default(), NodePool.karpenterOnDemand(), NodePool.karpenterSpot());
    return Altered.of(Tuned.by(Samples.spark35(), shuffle).placed(placement).stack());
  }

  @Test
  void drivers_and_what_submits_them_stay_where_a_placement_says() {
    Placement placement =
        Placement.ANYWHERE
            .drivers(NodePool.karpenterOnDemand())
            .executors(NodePool.labelled("pool", "batch"));
    Samples samples = Samples.spark41();
    Stack stack = samples.stack().with(samples.nightly().placed(placement), samples.submission());

    assertThat(said(Altered.of(stack))).isEmpty();
    assertThat(selector(Altered.of(stack), "nightly"))
        .isEqualTo(Map.of("karpenter.sh/capacity-type", "on-demand"));
    assertThat(selector(placed(STAYING, SPOT), JUPYTER)).isEqualTo(Map.of("pool", "staying"));
    assertThat(selector(placed(STAYING, SPOT), "check")).isEqualTo(Map.of("pool", "staying"));
  }

  private static Map<String, String> selector(Altered altered, String name) {
    AtomicReference<Map<String, String>> selector = new AtomicReference<>();
    altered.pod(name, pod -> selector.set(pod.getNodeSelector()));
    return selector.get();
  }

  /** For pods that insist by an affinity, and those that do not mind a taint of such nodes. */
  @Test
  void spot_nodes_are_asked_for_in_other_ways_too() {
    Altered required = submitting().pod("nightly", pod -> pod.setAffinity(required("spot")));
    Altered either =
        submitting().pod("nightly", pod -> pod.setAffinity(required("spot", "on-demand")));
    Taint taint = new Taint("kubernetes.azure.com/scalesetpriority", "spot", Effect.NO_SCHEDULE);

    assertThat(said(Placements.DRIVER_STAYS, required)).hasSize(1);
    assertThat(said(either)).isEmpty();
    assertThat(said(Placements.DRIVER_STAYS, placed(NodePool.ANY.tainted(taint), NodePool.ANY)))
        .isNotEmpty();
    assertThat(said(placed(STAYING.tainted(taint), NodePool.ANY))).isEmpty();
  }

  private static Affinity required(String... values) {
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey("karpenter.sh/capacity-type")
        .withOperator("In")
        .withValues(values)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }

  /** Its pages are read from the log again: it may go. */
  @Test
  void a_history_server_without_a_claim_may_be_on_spot_nodes() {
    assertThat(said(Altered.samples().pod(HISTORY, pod -> pod.setNodeSelector(KARPENTER_SPOT))))
        .isEmpty();
  }

  @Test
  void a_selector_of_both_is_that_of_each() {
    Altered altered =
        submitting()
            .property(
                "nightly-spark-conf",
                "spark.kubernetes.node.selector.karpenter.sh/capacity-type",
                "spot");

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(Placements.DRIVER_STAYS, Placements.SPOT_EXECUTORS_HAND_ON);
  }

  @Test
  void a_job_without_a_schedule_never_comes() {
    Altered altered = submitting().edit(CronJob.class, "nightly", job -> job.setSpec(null));

    assertThat(said(Placements.SCHEDULE_COMES, altered)).hasSize(1);
  }

  @Test
  void applications_may_call_their_executors_each_by_its_own() {
    Altered altered =
        submitting()
            .property("nightly-spark-conf", NAME_PREFIX, "nightly")
            .property("report-spark-conf", NAME_PREFIX, "report");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_is_no_application_is_in_no_queue() {
    assertThat(said(Altered.samples().property(HISTORY_CONF, EXECUTOR + "label.queue", "x")))
        .isEmpty();
  }

  /** OBJ-02 speaks of it. */
  @Test
  void a_label_that_no_node_can_have_asks_for_no_node() {
    Altered altered =
        Altered.samples()
            .pod(JUPYTER, pod -> pod.setNodeSelector(Map.of("disk", "fast ", "-a", "b")))
            .on(node(NodePool.ANY));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void nodes_are_asked_for_only_where_they_are_known() {
    assertThat(said(placed(STAYING, SPOT))).isEmpty();
  }
}
