package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryServersTest extends FamilyTest {

  private static final String PATH = "spark.history.store.path";
  private static final String DISK = "spark.history.store.maxDiskUsage";
  private static final String HYBRID = "spark.history.store.hybridStore.enabled";
  private static final String MEMORY = "spark.history.store.hybridStore.maxMemoryUsage";
  private static final String STORE_PATH = "/var/lib/spark-history";

  HistoryServersTest() {
    super(HistoryServers::new);
    on(
        HistoryServers.HISTORY_STORE_IS_WRITABLE,
        "spark.history.store.path=/var/lib/history is on no disk that Deployment history may write"
            + " to; mount an emptyDir or a claim there",
        good -> good.property(HISTORY_CONF, PATH, "/var/lib/history"));
    on(
        HistoryServers.HISTORY_STORE_IS_WRITABLE,
        "is on no disk that Deployment history may write to",
        good -> good.container(HISTORY, store(mount -> mount.setReadOnly(true))));
    on(
        HistoryServers.HISTORY_STORE_IS_WRITABLE,
        PATH + "=/run/s3 is on no disk",
        good -> good.property(HISTORY_CONF, PATH, "/run/s3"));
    on(
        HistoryServers.HISTORY_STORE_HAS_ROOM,
        "spark.history.store.maxDiskUsage=5g, more than the 4Gi that Deployment history has at"
            + " /var/lib/spark-history; give it less",
        good -> good.property(HISTORY_CONF, DISK, "5g"));
    on(
        HistoryServers.HISTORY_STORE_HAS_ROOM,
        "spark.history.store.maxDiskUsage is not set, and so 10g, more than the 4Gi",
        good -> good.without(HISTORY_CONF, DISK));
    on(
        HistoryServers.HISTORY_STORE_HAS_ROOM,
        "spark.history.store.maxDiskUsage=21g, more than the 20Gi",
        good -> hybrid().property(HISTORY_CONF, DISK, "21g"));
    on(
        HistoryServers.HISTORY_MEMORY_IS_IN_THE_HEAP,
        "spark.history.store.hybridStore.maxMemoryUsage=2g is more than half of the heap of 1g that"
            + " SPARK_DAEMON_MEMORY gives Deployment history; make the server larger, or let the"
            + " store take less",
        good -> good.property(HISTORY_CONF, HYBRID, "true"));
  }

  private static Altered hybrid() {
    return Altered.of(Samples.spark41().observed());
  }

  private static Consumer<Container> store(Consumer<VolumeMount> change) {
    return server ->
        server.getVolumeMounts().stream()
            .filter(mount -> mount.getMountPath().equals(STORE_PATH))
            .forEach(change);
  }

  @ParameterizedTest
  @CsvSource({"4g, true", "4096m, true", "4097m, false", "much, true"})
  void a_store_may_fill_its_disk(String most, boolean fits) {
    Altered altered = Altered.samples().property(HISTORY_CONF, DISK, most);

    assertThat(said(altered).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"20g, true", "20481m, false"})
  void a_claim_is_as_large_as_it_asks(String most, boolean fits) {
    Altered altered = hybrid().property(HISTORY_CONF, DISK, most);

    assertThat(said(altered).isEmpty()).isEqualTo(fits);
  }

  @Test
  void a_claim_that_nobody_made_or_that_asks_for_nothing_is_not_reckoned_with() {
    String claim = "history-disk";
    Altered none = hybrid().delete(PersistentVolumeClaim.class, claim);
    Altered empty =
        hybrid().edit(PersistentVolumeClaim.class, claim, object -> object.setSpec(null));
    Altered vague =
        hybrid()
            .edit(
                PersistentVolumeClaim.class,
                claim,
                object -> object.getSpec().getResources().getRequests().remove("storage"));
    Altered unasked =
        hybrid()
            .edit(
                PersistentVolumeClaim.class, claim, object -> object.getSpec().setResources(null));

    for (Altered altered : new Altered[] {none, empty, vague, unasked}) {
      assertThat(said(altered.without(HISTORY_CONF, DISK))).isEmpty();
    }
  }

  @Test
  void an_empty_dir_without_a_limit_has_room() {
    Altered altered =
        Altered.samples()
            .pod(
                HISTORY,
                pod ->
                    pod.getVolumes()
                        .forEach(
                            volume -> {
                              if (volume.getEmptyDir() != null) {
                                volume.getEmptyDir().setSizeLimit(null);
                              }
                            }))
            .without(HISTORY_CONF, DISK);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_nearest_mount_above_is_where_it_is() {
    Altered above =
        Altered.samples().container(HISTORY, store(mount -> mount.setMountPath("/var/lib")));
    Altered nearer =
        Altered.samples()
            .container(
                HISTORY,
                server ->
                    server
                        .getVolumeMounts()
                        .add(
                            0,
                            new VolumeMountBuilder()
                                .withName("none")
                                .withMountPath("/var/lib")
                                .build()));
    Altered sibling =
        Altered.samples().container(HISTORY, store(mount -> mount.setMountPath("/var/lib/spark")));

    assertThat(said(above)).isEmpty();
    assertThat(said(nearer)).isEmpty();
    assertThat(said(sibling))
        .extracting(Finding::rule)
        .containsExactly(HistoryServers.HISTORY_STORE_IS_WRITABLE);
  }

  @Test
  void a_store_in_memory_alone_needs_no_disk() {
    assertThat(said(Altered.samples().without(HISTORY_CONF, PATH).without(HISTORY_CONF, DISK)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1g, true", "1024m, true", "1025m, false"})
  void a_hybrid_store_takes_half_of_the_heap(String most, boolean fits) {
    Altered altered =
        hybrid()
            .container(
                HISTORY,
                server ->
                    server.getEnv().stream()
                        .filter(variable -> variable.getName().equals("SPARK_DAEMON_MEMORY"))
                        .forEach(variable -> variable.setValue("2g")))
            .property(HISTORY_CONF, MEMORY, most);

    assertThat(said(altered).isEmpty()).isEqualTo(fits);
  }

  @Test
  void a_heap_that_is_not_said_is_one_gibibyte() {
    Altered altered =
        hybrid()
            .container(HISTORY, server -> server.getEnv().removeIf(HistoryServersTest::isHeap))
            .property(HISTORY_CONF, MEMORY, "513m");

    assertThat(said(altered))
        .extracting(Finding::message, Finding::mark)
        .containsExactly(
            tuple(
                "spark.history.store.hybridStore.maxMemoryUsage=513m is more than half of the heap"
                    + " of 1g that SPARK_DAEMON_MEMORY gives StatefulSet history; make the server"
                    + " larger, or let the store take less",
                MEMORY));
  }

  private static boolean isHeap(EnvVar variable) {
    return variable.getName().equals("SPARK_DAEMON_MEMORY");
  }

  @Test
  void what_is_not_set_is_marked_by_what_turns_it_on() {
    assertThat(said(Altered.samples().property(HISTORY_CONF, HYBRID, "true")))
        .extracting(Finding::mark)
        .containsExactly(HYBRID);
  }

  @Test
  void a_larger_disk_has_room() {
    Altered altered =
        hybrid()
            .edit(
                PersistentVolumeClaim.class,
                "history-disk",
                claim ->
                    claim
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .put("storage", new Quantity("30Gi")))
            .property(HISTORY_CONF, DISK, "25g");

    assertThat(said(altered)).isEmpty();
  }
}
