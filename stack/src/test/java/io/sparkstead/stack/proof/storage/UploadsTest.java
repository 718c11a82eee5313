package io.sparkstead.stack.proof.storage;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadsTest extends FamilyTest {

  private static final String S3A = "spark.hadoop.fs.s3a.";
  private static final String FOLDER = S3A + "buffer.dir";
  private static final String TEMPLATES = "lab-pod-templates";

  UploadsTest() {
    super(Uploads::new);
    on(
        Uploads.UPLOADS_ARE_WRITABLE,
        FOLDER + "=/var/buffers, where executors of ConfigMap lab-spark-conf key",
        good -> good.property(NOTEBOOK_CONF, FOLDER, "/var/buffers"));
    on(
        Uploads.UPLOADS_HAVE_ROOM,
        "keep up to 1280Mi until it is uploaded, 4 files of 5 blocks of 64Mi at once, and have 1Gi"
            + " for it; give them a larger disk, or lower spark.hadoop.fs.s3a.multipart.size",
        good -> good.without(NOTEBOOK_CONF, FOLDER));
    on(
        Uploads.UPLOADS_HAVE_ROOM,
        "keep up to 40960Mi until it is uploaded, 4 files of 5 blocks of 2048Mi at once, and have"
            + " 39Gi",
        good ->
            good.property(NOTEBOOK_CONF, S3A + "multipart.size", "2G")
                .data(TEMPLATES, "executor.yaml", text -> text.replace("40Gi", "39Gi")));
    on(
        Uploads.UPLOADS_HAVE_ROOM,
        "4 files of 5 blocks of 2048Mi at once, and have 39Gi",
        good ->
            good.property(NOTEBOOK_CONF, S3A + "multipart.size", "2G")
                .data(TEMPLATES, "executor.yaml", text -> text.replace("40Gi", "\"39Gi\"")));
    on(
        Uploads.UPLOADS_HAVE_ROOM,
        "4 files of 41 blocks of 256Mi at once, and have 40Gi",
        good ->
            good.property(NOTEBOOK_CONF, S3A + "bucket.lake.multipart.size", "256M")
                .property(NOTEBOOK_CONF, S3A + "fast.upload.active.blocks", "40"));
    on(Uploads.UPLOADS_HAVE_ROOM, "and have 1Gi for it", good -> onClaims("1Gi"));
  }

  private static Altered onClaims(String size) {
    Shuffle shuffle = new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50));
    return Altered.of(Tuned.by(Samples.spark35(), shuffle).stack())
        .property(
            NOTEBOOK_CONF,
            "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit",
            size);
  }

  @Test
  void each_shuffle_has_room() {
    assertThat(said(onClaims("2Gi"))).isEmpty();
    Shuffle handedOn = new Shuffle.Decommission(gibibytes(2), "shuffle");
    assertThat(said(Altered.of(Tuned.by(Samples.spark41(), handedOn).stack()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fast.upload.buffer, bytebuffer",
    "fast.upload.buffer, array",
    "multipart.size, 32M",
    "fast.upload.active.blocks, 2",
  })
  void a_small_folder_may_do(String key, String value) {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, FOLDER, "/tmp/s3a")
                    .property(NOTEBOOK_CONF, S3A + key, value)))
        .isEmpty();
  }

  @Test
  void tasks_of_more_processors_are_fewer() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, FOLDER, "/tmp/s3a")
                    .property(NOTEBOOK_CONF, "spark.task.cpus", "2")))
        .isEmpty();
  }

  @Test
  void a_folder_below_a_volume_of_a_property_may_be_written() {
    String path = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spill.mount.path";

    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, FOLDER, "/spill/s3a")
                    .property(NOTEBOOK_CONF, path, "/spill")))
        .isEmpty();
  }

  @Test
  void what_hadoop_puts_together_at_the_start_is_not_told() {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, FOLDER, "${user.home}/s3a")))
        .isEmpty();
  }

  @Test
  void without_a_template_nobody_knows_what_may_be_written() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, FOLDER, "/var/buffers")
                    .without(NOTEBOOK_CONF, "spark.kubernetes.executor.podTemplateFile")))
        .isEmpty();
  }
}
