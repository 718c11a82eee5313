package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyFilesTest extends FamilyTest {

  private static final String FILE = "spark-defaults.conf";

  PropertyFilesTest() {
    super(PropertyFiles::new);
    on(
        PropertyFiles.KEY_STANDS_ONCE,
        "spark.ui.port is 4040 and again 4041 in ConfigMap lab-spark-conf key spark-defaults.conf",
        good -> good.data(NOTEBOOK_CONF, FILE, text -> text + "spark.ui.port = 4041\n"));
    on(
        PropertyFiles.SOMEBODY_READS_IT,
        "spark.memory.offHeap.size is read where spark.memory.offHeap.enabled is true alone, and"
            + " that is false",
        good -> good.property(NOTEBOOK_CONF, "spark.memory.offHeap.size", "2g"));
    on(
        PropertyFiles.SOMEBODY_READS_IT,
        "spark.ui.port is read where spark.ui.enabled is true alone",
        good -> good.property(NOTEBOOK_CONF, "spark.ui.enabled", "false"));
    on(
        PropertyFiles.SOMEBODY_READS_IT,
        "spark.dynamicAllocation.shuffleTracking.timeout is read where"
            + " spark.dynamicAllocation.shuffleTracking.enabled is true alone",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.dynamicAllocation.shuffleTracking.enabled", "false"));
    on(
        PropertyFiles.S3A_KNOWS_IT,
        "did you mean spark.hadoop.fs.s3a.endpoint?",
        good -> good.property(NOTEBOOK_CONF, "spark.hadoop.fs.s3a.endpont", "http://x"));
    on(
        PropertyFiles.S3A_KNOWS_IT,
        "did you mean spark.hadoop.fs.s3a.bucket.data.connection.maximum?",
        good ->
            good.property(NOTEBOOK_CONF, "spark.hadoop.fs.s3a.bucket.data.conection.maximum", "9"));
  }

  @Test
  void the_same_said_twice_is_the_same() {
    assertThat(
            said(
                Altered.samples()
                    .data(
                        NOTEBOOK_CONF,
                        FILE,
                        text -> text + "spark.ui.port=4040\n#spark.ui.port=1")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.s3a.multipart.size, 128M",
    "spark.hadoop.fs.s3a.bucket.a.b.c.endpoint, http://x.example.org",
    "spark.hadoop.fs.s3a.something.quite.new, 1",
    "spark.kryoserializer.buffer.max, 512m",
    "spark.speculation, true",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes, 128m",
  })
  void what_is_read_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }
}
