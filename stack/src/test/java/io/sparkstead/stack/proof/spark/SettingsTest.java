package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest extends FamilyTest {

  SettingsTest() {
    super(Settings::new);
    on(
        Settings.KEY_IS_KNOWN,
        "spark.executor.decommission.enabled is no property of this Spark; did you mean"
            + " spark.decommission.enabled?",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.decommission.enabled", "true"));
    on(
        Settings.KEY_IS_KNOWN,
        "spark.quite.another.program's is no property of this Spark; drop it, or name"
            + " the plugin that reads it, by plugin(…)",
        good -> good.property(NOTEBOOK_CONF, "spark.quite.another.program's", "true"));
    on(
        Settings.KEY_IS_KNOWN,
        "spark.rapids.sql.enabled is a property of rapids-4-spark, whose jar is neither in the image"
            + " nor in spark.jars.packages; add it by jars(…) of a Workbench, or with(…) of the"
            + " image",
        good -> good.property(NOTEBOOK_CONF, "spark.rapids.sql.enabled", "true"));
    on(
        Settings.VALUE_FITS_ITS_KEY,
        "thirty minutes",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.dynamicAllocation.shuffleTracking.timeout",
                "thirty minutes"));
    on(
        Settings.KEY_IS_CURRENT,
        "is an older name of",
        good -> good.property(NOTEBOOK_CONF, "spark.blacklist.enabled", "true"));
    on(
        Settings.VALUE_SAYS_SOMETHING,
        "spark.dynamicAllocation.executorIdleTimeout=1min is what Spark does anyway; drop it",
        good ->
            good.property(NOTEBOOK_CONF, "spark.dynamicAllocation.executorIdleTimeout", "1min"));
    on(
        Settings.AMOUNT_HAS_ITS_UNIT,
        "spark.driver.maxResultSize=512 is 512 bytes, where Spark's own is 1g; write the unit",
        good -> good.property(NOTEBOOK_CONF, "spark.driver.maxResultSize", "512"));
    on(
        Settings.AMOUNT_HAS_ITS_UNIT,
        "spark.executor.heartbeatInterval=10 is 10 milliseconds, where Spark's own is 10s",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.heartbeatInterval", "10"));
    on(
        Settings.PROPERTIES_GO_TOGETHER,
        "spark.task.cpus=5 is above spark.executor.cores=4; change it",
        good -> good.property(NOTEBOOK_CONF, "spark.task.cpus", "5"));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.driver.maxResultSize, 0",
    "spark.driver.maxResultSize, 2147483648",
    "spark.network.timeout, 300",
    "spark.sql.files.maxPartitionBytes, 1m",
    "spark.executor.memoryOverhead, 512",
  })
  void a_number_may_do_without_a_unit_where_it_is_likely(String key, String value) {
    assertThat(
            said(
                Settings.AMOUNT_HAS_ITS_UNIT,
                Altered.samples().property(NOTEBOOK_CONF, key, value)))
        .isEmpty();
  }

  @Test
  void numbers_of_the_history_server_bound_no_executor() {
    assertThat(
            said(
                Settings.PROPERTIES_GO_TOGETHER,
                Altered.samples().property(HISTORY_CONF, "spark.task.cpus", "5")))
        .isEmpty();
  }

  @Test
  void what_reads_a_property_of_its_own_may_be_in_the_image_or_fetched() {
    String key = "spark.databricks.delta.retentionDurationCheck.enabled";
    Altered altered = Altered.samples().property(NOTEBOOK_CONF, key, "false");

    assertThat(
            said(
                altered.property(
                    NOTEBOOK_CONF, "spark.jars.packages", "io.delta:delta-spark_2.12:3.3.2")))
        .isEmpty();
    assertThat(said(altered.property(NOTEBOOK_CONF, "spark.jars", "/opt/delta-spark_2.12.jar")))
        .isEmpty();
    assertThat(
            said(
                altered.file(
                    SPARK_IMAGE, text -> text + "# io.delta:delta-spark_2.12:3.3.2 is added\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.ui.port, 4040",
    "spark.executor.memory, 1g",
    "spark.driver.memory, 1g",
    "spark.executor.cores, 1",
    "spark.history.store.maxDiskUsage, 10g",
    "spark.kubernetes.container.image.pullPolicy, IfNotPresent",
  })
  void what_somebody_chose_is_said_though_spark_does_so_anyway(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.history.store.hybridStore.enabled, false",
    "spark.kubernetes.submission.waitAppCompletion, true",
  })
  void what_is_not_chosen_is_dropped(String key, String value) {
    assertThat(
            said(
                Settings.VALUE_SAYS_SOMETHING,
                Altered.samples().property(NOTEBOOK_CONF, key, value)))
        .containsExactly(key + "=" + value + " is what Spark does anyway; drop it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999g", "٨g", "much"})
  void a_heap_that_is_no_amount_is_told(String heap) {
    assertThat(
            said(
                Settings.VALUE_FITS_ITS_KEY,
                Altered.samples().property(NOTEBOOK_CONF, "spark.executor.memory", heap)))
        .singleElement()
        .asString()
        .contains(heap);
  }

  @Test
  void another_programs_properties_are_not_sparks() {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, "hive.exec.mode", "x"))).isEmpty();
  }

  @Test
  void nothing_is_said_of_a_spark_that_is_not_known() {
    assertThat(
            said(
                Altered.samples()
                    .replace(SPARK_IMAGE, "spark-3.5.4-bin", "spark-3.5.0-bin")
                    .property(NOTEBOOK_CONF, "spark.no.such.key", "x")))
        .isEmpty();
  }
}
