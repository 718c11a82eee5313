package io.sparkstead.stack.proof.room;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody asks for finds room beside what is up all day, or is told. */
class BesideServicesTest {

  /** Services of 7 GiB, the smoke test with an executor, and what is kept for the system. */
  static final int FULL = 7 * 1024 + 2048 + 11_468 + 674;

  private static final String ONCE_CONF = "report-spark-conf";
  private static final String MAX = "spark.dynamicAllocation.maxExecutors";

  private static List<String> said(Altered altered) {
    return altered.findings(ResourceFit::new).stream()
        .filter(finding -> finding.rule().equals(ResourceFit.RUNS_FIT_BESIDE_SERVICES))
        .map(Finding::message)
        .toList();
  }

  /** With one executor for each application. */
  static Altered fewest(Altered altered) {
    return altered.property("lab-spark-conf", MAX, "1").property("check-spark-conf", MAX, "1");
  }

  static int millisOfServices() {
    return Altered.samples().evidence().workloads().stream()
        .filter(workload -> !workload.isJob())
        .flatMap(workload -> workload.mainContainers().stream())
        .mapToInt(container -> millis(container.requests().get("cpu")))
        .sum();
  }

  private static int millis(Quantity cpu) {
    return cpu.getNumericalAmount().movePointRight(3).intValueExact();
  }

  @Test
  void a_service_that_asks_for_nothing_takes_no_room() {
    Altered altered = Altered.samples();
    for (String service : List.of("lab", "history", "store")) {
      altered.container(service, container -> container.setResources(null));
    }

    assertThat(
            altered.on(new Node(Cpu.cores(40), mebibytes(10 * 11_468))).findings(ResourceFit::new))
        .isEmpty();
  }

  @Test
  void fewer_replicas_than_none_are_another_rules() {
    Altered altered =
        fewest(Altered.samples())
            .on(new Node(Cpu.cores(64), mebibytes(FULL)))
            .edit(Deployment.class, "history", server -> server.getSpec().setReplicas(-1));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_run_that_somebody_asks_for_finds_room_beside_the_services() {
    assertThat(said(fewest(Altered.samples()).on(new Node(Cpu.cores(64), mebibytes(FULL)))))
        .isEmpty();
  }

  @Test
  void a_job_without_a_schedule_counts_with_its_driver_and_what_submits_it() {
    Stack stack =
        Tuned.by(Samples.spark35(), Placement.ANYWHERE).stack(Samples.spark35().submission());
    Altered altered = fewest(Altered.of(stack)).property(ONCE_CONF, "spark.driver.memory", "2g");
    // The pod that submits, and a driver with two fifths more than its heap.
    int more = 1536 + 2867 - 2048;

    assertThat(said(altered.on(new Node(Cpu.cores(64), mebibytes(FULL + more))))).isEmpty();
    assertThat(said(altered.on(new Node(Cpu.cores(64), mebibytes(FULL + more - 1)))))
        .singleElement()
        .asString()
        .startsWith("a run of ConfigMap " + ONCE_CONF)
        .contains("0.1 cores and 1536Mi, 1 core and 2867Mi, 4 cores and 11468Mi");
  }

  @Test
  void cores_of_the_system_count_too() {
    int services = millisOfServices();
    // The driver of the example with one executor, and what is kept for the system.
    Node full = new Node(Cpu.millis(services + 5_000 + 500), gibibytes(512));
    Altered altered = fewest(Altered.samples());

    assertThat(said(altered.on(full))).isEmpty();
    assertThat(said(altered.on(new Node(Cpu.millis(full.cpu().millis() - 1), gibibytes(512)))))
        .singleElement()
        .asString()
        .contains("for want of 1m cores: make services smaller");
  }

  @Test
  void what_no_node_is_for_is_told_elsewhere() {
    NodePool staying = NodePool.labelled("pool", "staying");
    NodePool spot = NodePool.labelled("pool", "spot");
    Placement apart = new Placement(new Scheduler.Default(), staying, spot);
    Altered altered = fewest(Altered.of(Tuned.by(Samples.spark35(), apart).stack()));
    Node ofDrivers = new Node(Cpu.cores(80), gibibytes(320), staying);

    assertThat(said(altered.on(ofDrivers, new Node(Cpu.cores(5), mebibytes(13_000), spot))))
        .isEmpty();
    assertThat(said(altered.on(ofDrivers))).isEmpty();
  }

  /** Somebody asks for it, and waits until there is room. */
  @Test
  void what_is_submitted_on_request_is_not_there_all_day() {
    Stack stack =
        Tuned.by(Samples.spark35(), Placement.ANYWHERE).stack(Samples.spark35().submission());

    assertThat(
            Altered.of(stack)
                .on(new Node(Cpu.cores(50), gibibytes(512)))
                .findings(ResourceFit::new))
        .isEmpty();
  }

  @Test
  void what_takes_most_is_placed_first() {
    Node node = new Node(Cpu.cores(64), mebibytes(11468 + 4096));
    Altered altered = fewest(Altered.samples()).on(node, node);

    assertThat(altered.findings(ResourceFit::new)).isEmpty();
  }

  @Test
  void devices_that_no_node_has_are_asked_of_the_nodes() {
    Altered altered =
        fewest(Altered.samples())
            .container(
                "lab", c -> c.getResources().getLimits().put("nvidia.com/gpu", new Quantity("1")))
            .on(new Node(Cpu.cores(64), gibibytes(512)));

    assertThat(said(altered))
        .singleElement()
        .asString()
        .endsWith(
            "for want of devices: say gpus(…) of the Node that has them, or drop them from its"
                + " limits");
  }
}
