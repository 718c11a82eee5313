package io.sparkstead.stack.proof.device;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.proof.room.ResourceFit;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Gpus;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorDevicesTest extends FamilyTest {

  private static final String GPU = "spark.executor.resource.gpu.";
  private static final String SCRIPT = GPU + "discoveryScript";
  private static final String SHARE = "spark.task.resource.gpu.amount";
  private static final Gpus AMD = Gpus.of("amd.com", 1, "/opt/gpus/find.sh");
  private static final Map<String, String> FIND = Map.of("find.sh", "echo\n");

  ExecutorDevicesTest() {
    super(ExecutorDevices::new);
    on(
        ExecutorDevices.DEVICES_ARE_THERE,
        "executors of ConfigMap lab-spark-conf key spark-defaults.conf ask for 2 nvidia.com/gpu, and"
            + " no node that takes them has so many; say gpus(…) of the Node that has them",
        good -> of(new Gpus(2)).on(node(NodePool.ANY), node(NodePool.ANY).gpus(1)));
    on(
        ExecutorDevices.SCRIPT_IS_THERE,
        GPU + "amount=1 says nothing of how executors find them; set " + SCRIPT,
        good -> of(new Gpus(1)).without(NOTEBOOK_CONF, SCRIPT));
    on(
        ExecutorDevices.SCRIPT_IS_THERE,
        SCRIPT + "=/opt/gpus/find.sh is neither in the image nor below a mount of executors",
        good -> of(AMD));
    on(
        ExecutorDevices.SCRIPT_IS_THERE,
        SCRIPT + "=find.sh is neither in the image",
        good -> of(new Gpus(1)).property(NOTEBOOK_CONF, SCRIPT, "find.sh"));
    on(
        ExecutorDevices.SCRIPT_CAN_BE_RUN,
        SCRIPT + "=/opt/gpus/find.sh is in a volume whose files nobody may run",
        good ->
            Altered.of(
                stack(application(AMD).mount("/opt/gpus", ExistingObject.configMap("gpus")))));
    on(
        ExecutorDevices.TASKS_SHARE_EVENLY,
        SHARE + "=0.75 is neither a whole number nor 0.5 at most",
        good -> of(new Gpus(1)).property(NOTEBOOK_CONF, SHARE, "0.75"));
    on(
        ExecutorDevices.TASKS_SHARE_EVENLY,
        SHARE + "=2 is more than an executor has, and " + GPU + "amount=1",
        good -> of(new Gpus(1)).property(NOTEBOOK_CONF, SHARE, "2"));
    on(
        ExecutorDevices.TASKS_SHARE_EVENLY,
        SHARE + "=0.25 is more than an executor has, and " + GPU + "amount is not set",
        good -> good.property(NOTEBOOK_CONF, SHARE, "0.25"));
  }

  private static SparkApplication application(Gpus gpus) {
    SparkApplication plain = Samples.spark41().application();
    return plain.sized(
        new Executors(4, gibibytes(8), gibibytes(40)).gpus(gpus), plain.allocation());
  }

  private static Stack stack(SparkApplication application) {
    Samples samples = Samples.spark41();
    return Samples.stack(
        samples.rbac(),
        samples.minio(),
        samples.historyServer(),
        samples.jupyter(application),
        samples.jupyter(application).samples());
  }

  private static Altered of(Gpus gpus) {
    return Altered.of(stack(application(gpus)));
  }

  private static Node node(NodePool pool) {
    return new Node(Cpu.cores(80), gibibytes(320), pool);
  }

  /** Those that their pods are for, and that have what they ask for. */
  @Test
  void gpus_are_looked_for_on_the_pool_of_executors() {
    NodePool gpus = NodePool.labelled("pool", "gpus");
    Stack placed = stack(application(new Gpus(1)).placed(Placement.ANYWHERE.executors(gpus)));

    assertThat(said(Altered.of(placed).on(node(gpus).gpus(4), node(NodePool.ANY)))).isEmpty();
    assertThat(said(Altered.of(placed).on(node(gpus), node(NodePool.ANY).gpus(4)))).isNotEmpty();
    assertThat(said(Altered.of(placed).on(node(gpus).gpus("amd.com", 4)))).isNotEmpty();
    assertThat(said(Altered.of(placed).on(node(NodePool.ANY).gpus(4)))).isEmpty();
    assertThat(said(Altered.of(placed))).isEmpty();
  }

  @Test
  void room_for_executors_is_where_there_are_gpus_for_them() {
    assertThat(fit(of(new Gpus(1)).on(node(NodePool.ANY).gpus(8))))
        .containsExactly(
            "10 executors of 4 cores and 11468Mi and 1 nvidia.com/gpu do not fit on 1 node of 80"
                + " cores and 320Gi and 8 nvidia.com/gpu beside the services; at most 8 do, for want of"
                + " devices: lower the last number of allocation(…), make services smaller by"
                + " notebookSize(…) or historySize(…), or add nodes");
    assertThat(fit(of(new Gpus(1)).on(node(NodePool.ANY).gpus(10)))).isEmpty();
    // Of that, the rule above tells.
    assertThat(fit(of(new Gpus(1)).on(node(NodePool.ANY)))).isEmpty();
  }

  @Test
  void a_quota_counts_gpus() {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("quota")
            .endMetadata()
            .withNewSpec()
            .addToHard("requests.nvidia.com/gpu", new Quantity("9"))
            .endSpec()
            .build();

    assertThat(fit(of(new Gpus(1)).add(quota)))
        .anyMatch(
            message ->
                message.contains(
                    "10 nvidia.com/gpu, but ResourceQuota quota allows requests.nvidia.com/gpu of 9;"
                        + " raise it"));
  }

  private static List<String> fit(Altered altered) {
    return altered.findings(ResourceFit::new).stream().map(Finding::message).toList();
  }

  @Test
  void sparks_own_script_is_in_the_image() {
    assertThat(said(of(new Gpus(2)))).isEmpty();
  }

  @Test
  void a_script_may_be_mounted() {
    assertThat(
            said(
                Altered.of(
                    stack(application(AMD).mount("/opt/gpus", new OwnVolume.Files("gpus", FIND))))))
        .isEmpty();
    assertThat(
            said(
                Altered.of(
                    stack(application(AMD).mount("/opt/gpus", ExistingObject.claim("tools"))))))
        .isEmpty();
  }

  /** What is in a base that we do not know may be anywhere. */
  @Test
  void a_base_of_ones_own_may_have_it() {
    assertThat(
            said(
                of(AMD)
                    .file(
                        SPARK_IMAGE,
                        text ->
                            text.replaceAll(
                                "FROM registry.access.redhat.com/ubi9/ubi-minimal:\\S+",
                                "FROM registry.example.org/rocm:6.1"))))
        .isEmpty();
  }

  @Test
  void a_plugin_needs_no_script() {
    assertThat(
            said(
                of(new Gpus(1))
                    .without(NOTEBOOK_CONF, SCRIPT)
                    .property(
                        NOTEBOOK_CONF, "spark.resources.discoveryPlugin", "org.example.Find")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.5", "0.25", "0.001", "much"})
  void tasks_may_take_a_whole_or_a_small_part(String share) {
    assertThat(said(of(new Gpus(1)).property(NOTEBOOK_CONF, SHARE, share))).isEmpty();
  }
}
