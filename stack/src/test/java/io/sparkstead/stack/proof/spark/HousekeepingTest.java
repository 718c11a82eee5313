package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What piles up, and what says nothing. */
class HousekeepingTest extends FamilyTest {

  private static final String CLEANER = "spark.history.fs.cleaner.enabled";
  private static final String FILES = "spark.history.fs.eventLog.rolling.maxFilesToRetain";
  private static final String ACCOUNT = "spark.kubernetes.authenticate.driver.serviceAccountName";
  private static final String TLS = "spark.hadoop.fs.s3a.connection.ssl.enabled";

  HousekeepingTest() {
    super(Housekeeping::new);
    on(Housekeeping.HISTORY_IS_CLEANED, CLEANER, good -> good.without(HISTORY_CONF, CLEANER));
    on(
        Housekeeping.HISTORY_IS_CLEANED,
        CLEANER,
        good -> good.property(HISTORY_CONF, CLEANER, "false"));
    on(
        Housekeeping.DRIVER_SETTING_IS_READ,
        ACCOUNT,
        good -> good.property(NOTEBOOK_CONF, ACCOUNT, "etl"));
    on(Housekeeping.SETTING_SAYS_SOMETHING, TLS, good -> good.property(HISTORY_CONF, TLS, "false"));
    on(
        Housekeeping.SETTING_SAYS_SOMETHING,
        "spark.hadoop.fs.s3a.impl",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.hadoop.fs.s3a.impl",
                "org.apache.hadoop.fs.s3a.S3AFileSystem"));
    on(
        Housekeeping.HISTORY_KEEPS_ITS_INDEX,
        "spark.history.store.path",
        good -> good.without(HISTORY_CONF, "spark.history.store.path"));
    on(
        Housekeeping.HISTORY_BOUNDS_LOGS,
        "the log of a driver that runs for weeks grows without end; set " + FILES + "=50",
        good -> good.without(HISTORY_CONF, FILES));
  }

  @Test
  void where_jobs_alone_write_logs_none_grows_for_weeks() {
    Altered altered =
        Altered.samples().without(HISTORY_CONF, FILES).delete(StatefulSet.class, JUPYTER);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void where_no_history_is_read_none_is_cleaned() {
    Altered altered =
        Altered.samples()
            .without(HISTORY_CONF, CLEANER)
            .without(HISTORY_CONF, "spark.history.store.path")
            .without(HISTORY_CONF, "spark.history.fs.logDirectory");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_account_is_read_in_cluster_mode() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, ACCOUNT, "etl")
            .property(NOTEBOOK_CONF, "spark.submit.deployMode", "cluster");

    assertThat(said(altered)).isEmpty();
  }

  /** It may be what keeps a person from asking in the clear. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void tls_says_something_beside_an_endpoint_of_https(String value) {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.NEXT_DOOR).stack())
            .property(HISTORY_CONF, TLS, value);

    assertThat(said(altered)).isEmpty();
  }
}
