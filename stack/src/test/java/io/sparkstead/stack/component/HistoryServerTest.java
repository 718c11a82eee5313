package io.sparkstead.stack.component;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.storage.HistoryStore;
import io.sparkstead.stack.testing.Difference;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryServerTest {

  private final Samples samples = Samples.spark35();
  private final HistoryServer server = samples.historyServer();

  @Test
  void of_spark_3_5() {
    Manifests.approve(server);
  }

  @Test
  void from_spark_3_5_to_4_1() {
    Texts.approveDifference(
        Yaml.documents(server.resources()),
        Yaml.documents(Samples.spark41().historyServer().resources()));
  }

  /** Its account has the role, and nothing is mounted. */
  @Test
  void from_keys_to_a_role() {
    Texts.approveDifference(
        Yaml.documents(server.resources()),
        Yaml.documents(samples.storedIn(Samples.AWS).historyServer().resources()));
  }

  @Test
  void at_a_metallb_address_only_its_service_differs() {
    HistoryServer outside = samples.exposed(new Exposure.MetalLb("10.0.0.6")).historyServer();

    assertThat(
            Difference.between(
                Yaml.documents(server.resources()), Yaml.documents(outside.resources()), 0))
        .filteredOn(line -> !line.startsWith("@@"))
        .containsExactly(
            "--- before",
            "+++ after",
            "+  annotations:",
            "+    metallb.io/loadBalancerIPs: \"10.0.0.6\"",
            "-  type: ClusterIP",
            "+  type: LoadBalancer",
            "+  externalTrafficPolicy: Local");
  }

  @Test
  void with_a_hybrid_store_on_a_claim() {
    Texts.approveDifference(
        Yaml.documents(server.resources()),
        Yaml.documents(samples.hybridHistoryServer().resources()));
  }

  @Test
  void refuses_a_store_that_would_evict_its_pod() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HistoryServer(
                    server.namespace(),
                    server.name(),
                    server.image(),
                    server.eventLog(),
                    server.exposure(),
                    30,
                    new HistoryStore.OnDisk(new HistoryStore.NodeDisk(gibibytes(6))),
                    server.size()))
        .withMessage(
            "a history store of 6Gi and 1Gi of /tmp do not go into the 6Gi that the History Server"
                + " may put on its node; give it more, or put the store on a claim");
  }

  @Test
  void reads_the_directory_that_applications_write() {
    assertThat(conf(server))
        .containsEntry("spark.history.fs.logDirectory", "s3a://lake/spark/events/")
        .containsEntry(
            "spark.history.fs.logDirectory",
            samples.application().clusterConf().properties().get("spark.eventLog.dir"));
  }

  @Test
  void listens_where_its_service_points() {
    assertThat(conf(server))
        .containsEntry(
            "spark.history.ui.port",
            Inventory.of(server)
                .one(Service.class, "history")
                .getSpec()
                .getPorts()
                .get(0)
                .getPort()
                .toString());
  }

  @Test
  void a_changed_conf_rolls_its_pod() {
    assertThat(podAnnotations(kept(7))).isNotEqualTo(podAnnotations(kept(30)));
  }

  @Test
  void an_unchanged_conf_does_not() {
    HistoryServer larger =
        new HistoryServer(
            server.namespace(),
            server.name(),
            server.image(),
            server.eventLog(),
            new Exposure.MetalLb("10.0.0.6"),
            30,
            new Resources(Cpu.cores(1), Cpu.cores(2), gibibytes(8), gibibytes(8)));

    assertThat(podAnnotations(larger)).isEqualTo(podAnnotations(kept(30))).hasSize(1);
  }

  @Test
  void days_to_keep_are_sparks_days() {
    assertThat(conf(kept(7)))
        .containsEntry("spark.history.fs.cleaner.enabled", "true")
        .containsEntry("spark.history.fs.cleaner.maxAge", "7d");
  }

  @Test
  void refuses_to_keep_logs_for_no_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kept(0))
        .withMessage(
            "event logs kept for 0 days are gone before anyone looks; keep them 1 or more");
  }

  private HistoryServer kept(int days) {
    return new HistoryServer(
        server.namespace(),
        server.name(),
        server.image(),
        server.eventLog(),
        server.exposure(),
        days,
        server.size());
  }

  private static Map<String, String> conf(HistoryServer server) {
    return Inventory.properties(Inventory.of(server).file("spark-conf", "spark-defaults.conf"));
  }

  private static Map<String, String> podAnnotations(HistoryServer server) {
    return Inventory.of(server).pods().get("history").getMetadata().getAnnotations();
  }
}
