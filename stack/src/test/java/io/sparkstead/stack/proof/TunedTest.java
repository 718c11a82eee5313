package io.sparkstead.stack.proof;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.schedule.Taint.Effect;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to tune a stack, right in every release, and room reckoned with it. */
class TunedTest {

  private static final Shuffle DECOMMISSION = new Shuffle.Decommission(gibibytes(40), "shuffle");
  private static final Shuffle ON_CLAIMS =
      new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50));
  private static final NodePool SPOT =
      NodePool.labelled("pool", "spot").tainted(new Taint("pool", "spot", Effect.NO_SCHEDULE));
  private static final NodePool STAYING = NodePool.labelled("pool", "staying");
  private static final Placement SPOT_EXECUTORS =
      new Placement(
          new Scheduler.Default(), NodePool.karpenterOnDemand(), NodePool.karpenterSpot());

  static Stream<Arguments> choices() {
    List<Arguments> choices = new ArrayList<>();
    for (String release : SparkReleases.versions()) {
      Samples samples = Samples.of(release);
      choices.add(choice(release, "decommission", Tuned.by(samples, DECOMMISSION)));
      choices.add(choice(release, "claims", Tuned.by(samples, ON_CLAIMS)));
      choices.add(choice(release, "spot", Tuned.by(samples, DECOMMISSION).placed(SPOT_EXECUTORS)));
      choices.add(
          choice(release, "spot on claims", Tuned.by(samples, ON_CLAIMS).placed(SPOT_EXECUTORS)));
      choices.add(
          choice(
              release,
              "YuniKorn",
              Tuned.by(samples, Placement.by(new Scheduler.YuniKorn("root.data")))));
      choices.add(
          choice(
              release,
              "Kueue",
              Tuned.by(samples, Placement.by(new Scheduler.Kueue(DnsLabel.of("data"))))));
      choices.add(
          Arguments.of(
              release,
              "submissions",
              Tuned.by(samples, ON_CLAIMS).stack(samples.submission(), samples.nightly())));
    }
    return choices.stream();
  }

  private static Arguments choice(String release, String name, Tuned tuned) {
    return Arguments.of(release, name, tuned.stack());
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("choices")
  void every_choice_keeps_every_rule(String release, String name, Stack stack) {
    assertThat(Proof.of(stack, List.of())).isEmpty();
  }

  private static List<Finding> on(Node... nodes) {
    Stack pooled =
        Tuned.by(Samples.spark35(), new Placement(new Scheduler.Default(), STAYING, SPOT)).stack();
    return Proof.of(
        Evidence.of(new Stack(Samples.DATA, pooled.components(), List.of(nodes))), List.of());
  }

  private static Node node(int cores, NodePool pool) {
    return new Node(Cpu.cores(cores), gibibytes(cores * 4L), pool);
  }

  @Test
  void executors_find_room_on_their_own_nodes() {
    assertThat(on(node(8, STAYING), node(40, SPOT))).isEmpty();
  }

  @Test
  void room_of_other_nodes_is_none() {
    assertThat(on(node(80, STAYING), node(12, SPOT)))
        .filteredOn(finding -> finding.rule() == Rule.EXECUTORS_FIT_ON_THE_NODES)
        .extracting(Finding::message)
        .isNotEmpty()
        .allMatch(message -> message.contains("beside the services; at most 3 do"));
  }

  @Test
  void a_pool_without_nodes_is_told_of_every_pod_that_asks_for_it() {
    assertThat(on(node(80, NodePool.ANY)))
        .filteredOn(finding -> finding.rule() == Rule.NODES_ARE_THERE)
        .extracting(Finding::message)
        .contains(
            "drivers of examples/spark-pi.conf are for nodes with pool=staying, and there is none;"
                + " add the nodes, or name others",
            "executors of ConfigMap lab-spark-conf key spark-defaults.conf are for nodes with"
                + " pool=spot, pool=spot:NoSchedule, and there is none; add the nodes, or name"
                + " others");
  }

  @Test
  void services_stay_off_nodes_whose_taint_they_do_not_tolerate() {
    assertThat(on(node(40, SPOT)))
        .filteredOn(finding -> finding.rule() == Rule.NODES_ARE_THERE)
        .extracting(Finding::message)
        .contains(
            "pods of Deployment store tolerate no taint, and every node has one; name the pool they"
                + " are for");
  }

  /** A number that the rule of room cannot reckon with is another rule's to refuse. */
  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999g", "٨g", "much"})
  void a_heap_that_is_no_amount_is_told_once(String heap) {
    assertThat(withHeap(heap))
        .extracting(Finding::rule)
        .contains(Rule.VALUE_FITS_ITS_KEY)
        .doesNotContain(Rule.EXECUTORS_FIT_ON_THE_NODES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807m", "1000p"})
  void a_heap_that_no_node_has_finds_no_room(String heap) {
    assertThat(withHeap(heap)).extracting(Finding::rule).contains(Rule.EXECUTORS_FIT_ON_THE_NODES);
  }

  /** Spark cuts what is finer than a mebibyte off. */
  @Test
  void a_bare_number_is_in_mebibytes_and_b_is_in_bytes() {
    assertThat(withHeap("64000000"))
        .extracting(Finding::rule)
        .contains(Rule.EXECUTORS_FIT_ON_THE_NODES);
    assertThat(withHeap("64000000b"))
        .extracting(Finding::rule)
        .doesNotContain(Rule.EXECUTORS_FIT_ON_THE_NODES);
  }

  private static List<Finding> withHeap(String heap) {
    return Altered.samples()
        .on(new Node(Cpu.cores(64), gibibytes(512)))
        .property("lab-spark-conf", "spark.executor.memory", heap)
        .findings();
  }
}
