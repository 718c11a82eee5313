package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class LeftShufflesTest extends FamilyTest {

  private static final String FALLBACK = "spark.storage.decommission.fallbackStorage.";
  private static final String REUSED = "spark.kubernetes.driver.reusePersistentVolumeClaim";
  private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";

  LeftShufflesTest() {
    super(LeftShuffles::new);
    on(
        LeftShuffles.FALLBACK_IS_CLEANED,
        "fallbackStorage.cleanUp is not set in",
        good -> good.property(NOTEBOOK_CONF, FALLBACK + "path", "s3a://lake/fallback/"));
    on(
        LeftShuffles.DISKS_ARE_LOOKED_AT,
        "LocalDiskShuffleDataIO in ConfigMap lab-spark-conf key spark-defaults.conf, which looks for"
            + " nothing",
        good -> onClaims(good, "org.apache.spark.shuffle.sort.io.LocalDiskShuffleDataIO"));
  }

  private static Altered onClaims(Altered good, String plugin) {
    return good.property(
            NOTEBOOK_CONF,
            "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path",
            "/data")
        .property(NOTEBOOK_CONF, REUSED, "true")
        .property(NOTEBOOK_CONF, PLUGIN, plugin);
  }

  @Test
  void what_is_deleted_and_what_looks_at_its_disk_pass() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, FALLBACK + "path", "s3a://lake/fallback/")
                    .property(NOTEBOOK_CONF, FALLBACK + "cleanUp", "true")))
        .isEmpty();
    assertThat(
            said(
                onClaims(
                    Altered.samples(),
                    "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO")))
        .isEmpty();
  }

  @Test
  void disks_that_are_not_taken_over_are_not_looked_at() {
    Altered altered =
        onClaims(Altered.samples(), "org.apache.spark.shuffle.sort.io.LocalDiskShuffleDataIO")
            .property(NOTEBOOK_CONF, REUSED, "false");

    assertThat(said(altered)).isEmpty();
  }
}
