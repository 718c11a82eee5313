package io.sparkstead.stack.proof.cluster;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SpreadsTest extends FamilyTest {

  private static final Node NODE = new Node(Cpu.cores(64), gibibytes(512));
  private static final String APART =
      """
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app.kubernetes.io/name: etl-executor
      """;

  SpreadsTest() {
    super(Spreads::new);
    on(
        Spreads.NODES_ARE_TOLD_APART,
        "is spread by the label topology.kubernetes.io/zone, which none of the nodes(…) has",
        good ->
            executors(good, spread("topology.kubernetes.io/zone", "DoNotSchedule")).on(NODE, NODE));
    on(
        Spreads.THERE_ARE_PLACES,
        "10 pods of ConfigMap lab-pod-templates key executor.yaml have to be apart by"
            + " kubernetes.io/hostname, and there are 2 such places",
        good -> executors(good, APART).on(NODE, NODE));
    on(
        Spreads.EXECUTORS_STAY,
        "are killed 3600 seconds after their start",
        good -> executors(good, "  activeDeadlineSeconds: 3600\n"));
    on(
        Spreads.SCHEDULER_IS_THERE,
        "is put onto nodes by volcano, which nothing else here names",
        good -> executors(good, "  schedulerName: volcano\n"));
    on(
        Spreads.NOTHING_HOLDS_BACK,
        "wait at schedulingGates, which nobody opens",
        good -> executors(good, "  schedulingGates:\n  - name: example.org/wait\n"));
    on(
        Spreads.DOMAINS_ARE_THERE,
        "wants 3 values of topology.kubernetes.io/zone or no more than 1 of its pods at each; no"
            + " nodes(…) say",
        good -> executors(good, domains("topology.kubernetes.io/zone", 3)));
    on(
        Spreads.DOMAINS_ARE_THERE,
        "the nodes(…) have 2; drop minDomains",
        good -> executors(good, domains("kubernetes.io/hostname", 3)).on(NODE, NODE));
  }

  private static String domains(String label, int least) {
    return spread(label, "DoNotSchedule")
        .replace("maxSkew: 1", "maxSkew: 1\n    minDomains: " + least);
  }

  @Test
  void as_many_domains_as_there_are_may_be_wanted() {
    Altered two = executors(Altered.samples(), domains("kubernetes.io/hostname", 2)).on(NODE, NODE);
    Altered one = executors(Altered.samples(), domains("topology.kubernetes.io/zone", 1));

    assertThat(said(two)).isEmpty();
    assertThat(said(one)).isEmpty();
  }

  private static Altered executors(Altered good, String lines) {
    return good.data(
        "lab-pod-templates",
        "executor.yaml",
        text -> text.replace("\nspec:\n", "\nspec:\n" + lines));
  }

  private static String spread(String label, String when) {
    return "  topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: "
        + label
        + "\n    whenUnsatisfiable: "
        + when
        + "\n    labelSelector:\n      matchLabels:\n        a: b\n";
  }

  @Test
  void what_is_only_preferred_passes() {
    Altered altered =
        executors(Altered.samples(), spread("topology.kubernetes.io/zone", "ScheduleAnyway"))
            .on(NODE, NODE);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_scheduler_that_properties_name_passes() {
    Altered altered =
        executors(Altered.samples(), "  schedulerName: yunikorn\n")
            .property(NOTEBOOK_CONF, "spark.kubernetes.scheduler.name", "yunikorn");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void every_node_has_its_name() {
    Altered altered =
        executors(Altered.samples(), spread("kubernetes.io/hostname", "DoNotSchedule"))
            .on(NODE, NODE);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void nodes_that_nobody_lists_may_have_any_label() {
    Altered altered =
        executors(Altered.samples(), spread("topology.kubernetes.io/zone", "DoNotSchedule"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void as_many_nodes_as_executors_are_enough() {
    Node[] nodes = Collections.nCopies(10, NODE).toArray(Node[]::new);

    assertThat(said(executors(Altered.samples(), APART).on(nodes))).isEmpty();
  }
}
