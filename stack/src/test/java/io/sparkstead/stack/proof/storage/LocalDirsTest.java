package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDirsTest extends FamilyTest {

  private static final String VARIABLE = "SPARK_LOCAL_DIRS";
  private static final String BUILDER = "SparkSession.builder.";
  private static final String CLAIMS = "spark.kubernetes.executor.volumes.persistentVolumeClaim.";

  LocalDirsTest() {
    super(LocalDirs::new);
    on(
        LocalDirs.DRIVER_WRITES_ITS_DIRS,
        VARIABLE + " of StatefulSet lab is /scratch, where the driver may not write",
        good -> named(good, "/tmp/a,/scratch"));
    on(
        LocalDirs.DRIVER_WRITES_ITS_DIRS,
        VARIABLE + " of images/notebook/Dockerfile is /scratch, where the driver of",
        good -> good.file(JUPYTER_IMAGE, text -> text + "ENV A=1 " + VARIABLE + "=\"/scratch\"\n"));
    on(
        LocalDirs.DRIVER_WRITES_ITS_DIRS,
        "spark.local.dir of " + NOTEBOOK + " is /scratch, where the driver may not write",
        good ->
            good.replace(NOTEBOOK, BUILDER, BUILDER + "config('spark.local.dir', '/scratch')."));
    on(
        LocalDirs.DIR_IS_FREE,
        "has /tmp as a local dir, and the template of its executors mounts",
        good -> good.property(NOTEBOOK_CONF, "spark.local.dir", "/scratch, /tmp/"));
    on(
        LocalDirs.DISK_IS_A_LOCAL_DIR,
        "gives executors the disk data-1 at /disk, and Spark does not take it for shuffle data;"
            + " call it spark-local-dir-1",
        good -> disk(good, "data-1"));
    on(
        LocalDirs.DISK_IS_A_LOCAL_DIR,
        "gives executors the disk local-dir-1 at /disk",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.volumes.emptyDir.local-dir-1.mount.path",
                "/disk"));
  }

  private static Altered named(Altered altered, String folders) {
    return altered.container(JUPYTER, c -> c.getEnv().add(new EnvVar(VARIABLE, folders, null)));
  }

  private static Altered disk(Altered altered, String name) {
    return altered
        .property(NOTEBOOK_CONF, CLAIMS + name + ".options.claimName", "OnDemand")
        .property(NOTEBOOK_CONF, CLAIMS + name + ".mount.path", "/disk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp", "/tmp/a, /tmp/b", "$HOME/x"})
  void a_folder_that_can_be_written_may_be_named(String folders) {
    assertThat(said(named(Altered.samples(), folders))).isEmpty();
  }

  @Test
  void a_disk_by_the_right_name_is_taken() {
    assertThat(said(disk(Altered.samples(), "spark-local-dir-1"))).isEmpty();
  }

  @Test
  void a_disk_may_be_for_something_else_that_is_named() {
    Altered altered =
        disk(Altered.samples(), "models")
            .property(NOTEBOOK_CONF, "spark.executorEnv.HF_HOME", "/disk/models");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void drivers_have_no_shuffle_data() {
    Altered altered =
        Altered.samples()
            .property(
                NOTEBOOK_CONF,
                "spark.kubernetes.driver.volumes.emptyDir.local-dir-1.mount.path",
                "/disk");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_local_dir_below_a_mount_or_on_its_own_disk_passes() {
    Altered below = Altered.samples().property(NOTEBOOK_CONF, "spark.local.dir", "/tmp/spark");
    Altered onDisk =
        disk(Altered.samples(), "spark-local-dir-1")
            .property(NOTEBOOK_CONF, "spark.local.dir", "/tmp");

    assertThat(said(LocalDirs.DIR_IS_FREE, below)).isEmpty();
    assertThat(said(LocalDirs.DIR_IS_FREE, onDisk)).isEmpty();
  }
}
