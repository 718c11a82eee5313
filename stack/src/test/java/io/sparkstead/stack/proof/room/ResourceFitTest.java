package io.sparkstead.stack.proof.room;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
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
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceFitTest extends FamilyTest {

  private static final String PYTHON = "spark.executor.pyspark.memory";
  private static final String NIGHTLY_CONF = "nightly-spark-conf";
  private static final String MAX = "spark.dynamicAllocation.maxExecutors";
  private static final String HEAP = "spark.executor.memory";
  private static final String FACTOR = "spark.executor.memoryOverheadFactor";
  private static final NodePool SPOT =
      NodePool.labelled("pool", "spot").tainted(new Taint("pool", "spot", Effect.NO_SCHEDULE));
  private static final NodePool STAYING = NodePool.labelled("pool", "staying");

  ResourceFitTest() {
    super(ResourceFit::new);
    Node node = new Node(Cpu.cores(8), gibibytes(32));
    on(
        ResourceFit.EXECUTORS_FIT_ON_THE_NODES,
        "10 executors of 4 cores and 11468Mi do not fit on 2 nodes of 8 cores and 32Gi beside the"
            + " services; at most 3 do, for want of cores: lower the last number of allocation(…), make"
            + " services smaller by notebookSize(…) or historySize(…), or add nodes",
        good -> good.on(node, node));
    on(
        ResourceFit.RUNS_FIT_BESIDE_SERVICES,
        "a run of ConfigMap check-spark-conf key spark-defaults.conf asks for pods of [0.25 cores and"
            + " 2048Mi, 4 cores and 11468Mi], and they do not fit on 1 node of 64 cores and 21357Mi"
            + " beside the services and 0.5 cores and 674Mi for the system, for want of 1Mi of memory:"
            + " make services smaller by notebookSize(…) or historySize(…), executors by executors(…)",
        good ->
            BesideServicesTest.fewest(good)
                .on(new Node(Cpu.cores(64), mebibytes(BesideServicesTest.FULL - 1))));
    on(
        ResourceFit.RUNS_FIT_BESIDE_SERVICES,
        "StatefulSet lab asks for 0.5 cores and 3072Mi, and does not fit on 3 nodes of 64 cores and"
            + " 3Gi beside the other services and 0.5 cores and 674Mi for the system, for want of"
            + " 674Mi of memory",
        good -> {
          Node small = new Node(Cpu.cores(64), gibibytes(3));
          return good.property(NOTEBOOK_CONF, MAX, "0")
              .property("check-spark-conf", MAX, "0")
              .on(small, small, small);
        });
    on(
        ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA,
        "lower the last number of allocation(…) of " + NOTEBOOK,
        good ->
            good.replace(
                NOTEBOOK,
                "SparkSession.builder.",
                "SparkSession.builder.config('" + MAX + "', '500')."));
    on(
        ResourceFit.APPLICATIONS_FIT_TOGETHER,
        "at most 2 do, for want of cores: lower the last number of allocation(…), make services smaller"
            + " by notebookSize(…) or historySize(…), or add nodes",
        good -> Altered.of(withConnect()).on(new Node(Cpu.cores(50), gibibytes(512))));
    on(
        ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA,
        "ResourceQuota quota allows requests.cpu of 20; raise it, or lower"
            + " the last number of allocation(…) of ConfigMap lab-spark-conf key",
        good -> good.add(quota("requests.cpu", "20")));
    on(
        ResourceFit.EXECUTOR_FITS_THE_LIMITS,
        "an executor asks for 4 cores and 11468Mi, more than LimitRange limits lets one Container"
            + " have; raise it, or make executors smaller in ConfigMap lab-spark-conf key",
        good -> good.add(limits("Container", "memory", "8Gi")));
    on(
        ResourceFit.PYTHON_FITS_BESIDE_THE_HEAP,
        "spark.executor.pyspark.memory=4g, but executors of ConfigMap lab-spark-conf key"
            + " spark-defaults.conf have 3276Mi beside their heap; leave it out",
        good -> good.property(NOTEBOOK_CONF, PYTHON, "4g"));
  }

  /** In the pods of a submitted program alone: a notebook's have it beside the heap. */
  @Test
  void what_python_is_given_counts_where_spark_counts_it() {
    Altered altered =
        Altered.of(withNightly())
            .add(limits("Container", "memory", "1Gi"))
            .property(NOTEBOOK_CONF, PYTHON, "1g")
            .property(NIGHTLY_CONF, PYTHON, "1g");

    assertThat(needed(NOTEBOOK_CONF, altered))
        .startsWith("an executor asks for 4 cores and 11468Mi,");
    assertThat(needed(NIGHTLY_CONF, altered))
        .startsWith("an executor asks for 4 cores and 12492Mi,");
  }

  @Test
  void what_lies_outside_the_heap_counts_once_it_is_switched_on() {
    Altered altered =
        Altered.samples().property(NOTEBOOK_CONF, "spark.memory.offHeap.size", "2147483648");

    assertThat(needed(altered)).startsWith("an executor asks for 4 cores and 11468Mi,");
    assertThat(needed(altered.property(NOTEBOOK_CONF, "spark.memory.offHeap.enabled", "true")))
        .startsWith("an executor asks for 4 cores and 13516Mi,");
  }

  private static Stack withNightly() {
    return Tuned.by(Samples.spark35(), Placement.ANYWHERE).stack(Samples.spark35().nightly());
  }

  private static Stack withConnect() {
    Samples samples = Samples.spark41();
    return Tuned.by(samples, Placement.ANYWHERE).stack(samples.connect());
  }

  /** A notebook's 10 executors of 4 cores fit, and Spark Connect's do; both together do not. */
  @Test
  void applications_find_room_together() {
    Node node = new Node(Cpu.cores(50), gibibytes(512));

    assertThat(said(Altered.samples().on(node))).isEmpty();
    assertThat(said(Altered.of(withConnect()).on(node)))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith(
            "10 executors of 4 cores and 11468Mi do not fit on 1 node of 50 cores and 512Gi")
        .contains(
            "beside the services and all that ConfigMap ",
            " may ask for; at most 2 do, for want of");
    assertThat(said(Altered.of(withConnect()).on(new Node(Cpu.cores(90), gibibytes(512)))))
        .isEmpty();
  }

  @Test
  void what_is_too_large_alone_is_told_alone() {
    assertThat(said(Altered.of(withConnect()).on(new Node(Cpu.cores(12), gibibytes(512)))))
        .extracting(Finding::message)
        .isNotEmpty()
        .allMatch(message -> message.contains("beside the services; at most 2 do"));
  }

  @Test
  void where_not_one_fits_fewer_are_no_remedy() {
    Cpu little = Cpu.millis(BesideServicesTest.millisOfServices() + 3_999);

    assertThat(said(Altered.samples().on(new Node(little, gibibytes(512)))))
        .extracting(Finding::message)
        .isNotEmpty()
        .allMatch(
            message -> message.contains("for want of cores: make it smaller by executors(…)"));
  }

  @Test
  void what_the_clock_starts_counts_with_its_driver_and_what_submits_it() {
    int services = BesideServicesTest.millisOfServices();
    Altered altered = Altered.of(withNightly());
    // 20 executors of 4 cores, a driver of one, and 0.1 for the pod that submits it.
    Cpu enough = Cpu.millis(80_000 + 1_100 + services);

    assertThat(said(altered.on(new Node(enough, gibibytes(512))))).isEmpty();
    assertThat(said(altered.on(new Node(Cpu.millis(enough.millis() - 1), gibibytes(512)))))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("at most 9 do");
  }

  @Test
  void a_driver_that_finds_no_room_is_told() {
    Altered altered =
        Altered.of(withNightly())
            .property(NIGHTLY_CONF, "spark.driver.memory", "400g")
            .on(new Node(Cpu.cores(200), gibibytes(512)));

    assertThat(said(ResourceFit.EXECUTORS_FIT_ON_THE_NODES, altered))
        .anyMatch(
            message ->
                message.startsWith(
                    "a driver or the pod that submits it, of 1 core and 573440Mi, does not fit"));
  }

  @Test
  void a_quota_holds_applications_together() {
    assertThat(
            said(
                ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA,
                Altered.of(withNightly()).add(quota("requests.cpu", "50"))))
        .singleElement()
        .asString()
        .startsWith("with 20 executors the stack asks for ")
        .contains("nightly-spark-conf", "lab-spark-conf", " or ");
  }

  @Test
  void a_limit_of_the_quota_holds_the_requests_at_least() {
    assertThat(
            said(
                ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA,
                Altered.samples().add(quota("limits.cpu", "20"))))
        .anyMatch(message -> message.contains("allows limits.cpu of 20"));
  }

  @Test
  void limits_of_processors_are_counted_as_quotas_count_them() {
    assertThat(
            said(
                ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA,
                Altered.samples()
                    .container(
                        HISTORY,
                        server ->
                            server.getResources().setLimits(Map.of("cpu", new Quantity("100"))))
                    .add(quota("limits.cpu", "120"))))
        .anyMatch(
            message ->
                message.contains("asks for limits of 143 cores, but ResourceQuota quota allows"));
  }

  private static ResourceQuota quota(String name, String amount) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("quota")
        .endMetadata()
        .withNewSpec()
        .addToHard(name, new Quantity(amount))
        .endSpec()
        .build();
  }

  private static LimitRange limits(String type, String name, String amount) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName("limits")
        .endMetadata()
        .withNewSpec()
        .addNewLimit()
        .withType(type)
        .addToMax(name, new Quantity(amount))
        .endLimit()
        .endSpec()
        .build();
  }

  private static Altered pooled(Node... nodes) {
    Stack stack =
        Tuned.by(Samples.spark35(), new Placement(new Scheduler.Default(), STAYING, SPOT)).stack();
    return Altered.of(stack).on(nodes);
  }

  private static Node node(int cores, NodePool pool) {
    return new Node(Cpu.cores(cores), gibibytes(cores * 4L), pool);
  }

  @Test
  void executors_find_room_on_their_own_nodes() {
    assertThat(said(pooled(node(8, STAYING), node(40, SPOT)))).isEmpty();
  }

  @Test
  void room_of_other_nodes_is_none() {
    assertThat(said(pooled(node(80, STAYING), node(12, SPOT))))
        .isNotEmpty()
        .allMatch(finding -> finding.message().contains("beside the services; at most 3 do"));
  }

  @Test
  void nodes_that_differ_are_told_each() {
    Node small = new Node(Cpu.cores(4), gibibytes(8));
    Node large = new Node(Cpu.cores(8), gibibytes(32));

    assertThat(said(Altered.samples().on(small, large)))
        .anyMatch(
            finding ->
                finding
                    .message()
                    .contains("fit on nodes of [4 cores and 8Gi, 8 cores and 32Gi] beside"));
  }

  /** 10 executors of 4 cores, beside what services ask for. */
  @Test
  void executors_may_take_all_that_services_leave() {
    int services = BesideServicesTest.millisOfServices();

    assertThat(said(onOne(Cpu.millis(40_000 + services), gibibytes(512)))).isEmpty();
    assertThat(said(onOne(Cpu.millis(39_999 + services), gibibytes(512))))
        .extracting(Finding::message)
        .isNotEmpty()
        .allMatch(message -> message.contains("at most 9 do"));
  }

  private static Altered onOne(Cpu cpu, ByteSize memory) {
    return Altered.samples().on(new Node(cpu, memory));
  }

  @Test
  void a_job_takes_no_room_for_long() {
    Altered altered =
        Altered.samples().container("check", job -> setRequests(job, Map.of("cpu", "99")));

    altered.on(new Node(Cpu.cores(64), gibibytes(512)));
    assertThat(said(ResourceFit.EXECUTORS_FIT_ON_THE_NODES, altered)).isEmpty();
    assertThat(said(ResourceFit.RUNS_FIT_BESIDE_SERVICES, altered)).hasSize(1);
  }

  private static void setRequests(Container container, Map<String, String> amounts) {
    amounts.forEach(
        (name, amount) -> container.getResources().getRequests().put(name, new Quantity(amount)));
  }

  @ParameterizedTest
  @CsvSource({
    "requests.cpu, 40",
    "cpu, 40",
    "requests.memory, 114680Mi",
    "memory, 114680Mi",
    "limits.memory, 114680Mi",
    "pods, 12",
    "count/pods, 12",
  })
  void a_quota_is_for_services_too(String name, String executorsAlone) {
    Altered altered = Altered.samples().add(quota(name, executorsAlone));

    assertThat(said(ResourceFit.EXECUTORS_FIT_IN_THE_QUOTA, altered))
        .hasSize(1)
        .allMatch(message -> message.contains("allows " + name + " of " + executorsAlone));
  }

  @ParameterizedTest
  @CsvSource({
    "requests.cpu, 41",
    "cpu, 41",
    "requests.memory, 121848Mi",
    "memory, 121848Mi",
    "limits.memory, 121848Mi",
    "pods, 13",
    "count/pods, 13",
    "persistentvolumeclaims, 0",
  })
  void a_quota_that_is_large_enough_keeps_the_rule(String name, String amount) {
    assertThat(said(Altered.samples().add(quota(name, amount)))).isEmpty();
  }

  @Test
  void pods_are_told_by_their_number() {
    assertThat(said(Altered.samples().add(quota("pods", "12"))))
        .extracting(Finding::message)
        .isNotEmpty()
        .allMatch(
            message ->
                message.startsWith(
                    "with 10 executors the stack asks for 13 pods, but ResourceQuota quota"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8Ei", "10Ei", "9999999Ti"})
  void a_quota_beyond_all_counting_has_room(String memory) {
    assertThat(said(Altered.samples().add(quota("requests.memory", memory)))).isEmpty();
  }

  @Test
  void a_quota_or_range_that_says_nothing_forbids_nothing() {
    ResourceQuota quota = new ResourceQuota();
    quota.setMetadata(new ObjectMetaBuilder().withName("quota").build());
    LimitRange range = new LimitRange();
    range.setMetadata(new ObjectMetaBuilder().withName("range").build());

    assertThat(said(Altered.samples().add(quota).add(range))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Container, memory, 11468Mi, true",
    "Container, memory, 11467Mi, false",
    "Pod, cpu, 4, true",
    "Pod, cpu, 3999m, false",
    "PersistentVolumeClaim, memory, 1Gi, true",
    "PersistentVolumeClaim, storage, 1Gi, true",
  })
  void an_executor_is_within_a_range_up_to_its_end(
      String type, String name, String amount, boolean isWithin) {
    assertThat(said(Altered.samples().add(limits(type, name, amount))).isEmpty())
        .isEqualTo(isWithin);
  }

  @Test
  void a_range_without_a_maximum_has_none() {
    LimitRange range = limits("Container", "memory", "1Gi");
    range.getSpec().getLimits().get(0).setMax(null);

    assertThat(said(Altered.samples().add(range))).isEmpty();
  }

  /** What one asks for, as a range too small for it has it told. */
  @ParameterizedTest
  @CsvSource({
    "8g, 0.4, 11468",
    "8g, 0.1, 9011",
    "1g, 0.1, 1408",
    "1g, much, 1408",
    "3840m, 0.1, 4224",
    "3850m, 0.1, 4235",
    "512, 2, 1536",
  })
  void spark_reckons_in_whole_mebibytes(String heap, String factor, String mebibytes) {
    assertThat(
            needed(
                Altered.samples()
                    .property(NOTEBOOK_CONF, HEAP, heap)
                    .property(NOTEBOOK_CONF, FACTOR, factor)))
        .startsWith("an executor asks for 4 cores and " + mebibytes + "Mi,");
  }

  @Test
  void spark_reckons_by_its_defaults_where_nothing_is_set() {
    assertThat(
            needed(
                Altered.samples()
                    .without(NOTEBOOK_CONF, HEAP)
                    .without(NOTEBOOK_CONF, FACTOR)
                    .without(NOTEBOOK_CONF, "spark.executor.cores")))
        .startsWith("an executor asks for 1 core and 1408Mi,");
  }

  @Test
  void what_is_set_beside_the_heap_is_taken_as_it_is() {
    assertThat(
            needed(
                Altered.samples().property(NOTEBOOK_CONF, "spark.executor.memoryOverhead", "100m")))
        .startsWith("an executor asks for 4 cores and 8292Mi,");
    assertThat(
            needed(
                Altered.samples()
                    .without(NOTEBOOK_CONF, FACTOR)
                    .property(NOTEBOOK_CONF, "spark.kubernetes.memoryOverheadFactor", "0.5")))
        .startsWith("an executor asks for 4 cores and 12288Mi,");
  }

  /** What is said of the notebook's executors, and not of the smoke test's. */
  private String needed(Altered altered) {
    return needed(NOTEBOOK_CONF, altered.add(limits("Container", "memory", "1Mi")));
  }

  private String needed(String conf, Altered altered) {
    return said(altered).stream()
        .map(Finding::message)
        .filter(message -> message.startsWith("an executor asks") && message.contains(conf))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void executors_without_a_bound_are_another_rules() {
    Altered altered =
        Altered.samples().add(quota("pods", "1")).add(limits("Container", "memory", "1Mi"));

    altered.file(PI_CONF, text -> Altered.withProperty(text, MAX, Optional.empty()));
    assertThat(said(altered.without(NOTEBOOK_CONF, MAX).without("check-spark-conf", MAX)))
        .isEmpty();
  }
}
