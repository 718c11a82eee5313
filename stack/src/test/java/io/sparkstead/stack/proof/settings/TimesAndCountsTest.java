package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesAndCountsTest extends FamilyTest {

  private static final String UPDATE = "spark.history.fs.update.interval";
  private static final String CONNECTIONS = "spark.hadoop.fs.s3a.connection.maximum";
  private static final String THREADS = "spark.hadoop.fs.s3a.threads.max";

  TimesAndCountsTest() {
    super(TimesAndCounts::new);
    on(
        TimesAndCounts.AMOUNT_LETS_IT_START,
        UPDATE + "=0s is below 1s: the timer of the History Server refuses it",
        good -> good.property(HISTORY_CONF, UPDATE, "0s"));
    on(
        TimesAndCounts.AMOUNT_LETS_IT_START,
        UPDATE + "=1h lists a run that has ended after that time, and Job check",
        good -> good.property(HISTORY_CONF, UPDATE, "1h"));
    on(
        TimesAndCounts.AMOUNT_LETS_IT_START,
        UPDATE + "=1h lists",
        good ->
            good.container(
                HISTORY,
                c ->
                    c.getEnv()
                        .add(
                            new EnvVar(
                                "SPARK_HISTORY_OPTS", "-Dx=1 -D" + UPDATE + "=1h -Xss1m", null))));
    on(
        TimesAndCounts.AMOUNT_SERVES_ITS_END,
        "spark.history.fs.cleaner.maxAge=6m is below 1d",
        good -> good.property(HISTORY_CONF, "spark.history.fs.cleaner.maxAge", "6m"));
    on(
        TimesAndCounts.AMOUNT_SERVES_ITS_END,
        "spark.locality.wait=600000 is above 1min: tasks wait that long",
        good -> good.property(NOTEBOOK_CONF, "spark.locality.wait", "600000"));
    on(
        TimesAndCounts.AMOUNT_SERVES_ITS_END,
        CONNECTIONS + "=20 is below " + THREADS + "=64: uploads leave no connection",
        good ->
            good.property(NOTEBOOK_CONF, CONNECTIONS, "20").property(NOTEBOOK_CONF, THREADS, "64"));
    on(
        TimesAndCounts.AMOUNT_SERVES_ITS_END,
        "spark.hadoop.fs.s3a.bucket.a.b.connection.maximum=1 is below 10",
        good ->
            good.property(NOTEBOOK_CONF, "spark.hadoop.fs.s3a.bucket.a.b.connection.maximum", "1"));
    on(
        TimesAndCounts.AMOUNT_SERVES_ITS_END,
        "spark.kubernetes.allocation.batch.size=1 and spark.kubernetes.allocation.batch.delay=60s ask"
            + " for one executor in 60 s",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.allocation.batch.size", "1")
                .property(NOTEBOOK_CONF, "spark.kubernetes.allocation.batch.delay", "60s"));
    on(
        TimesAndCounts.SWITCH_IS_MEANT,
        "spark.log.level=DEBUG: every header of S3 and of the API server goes into logs",
        good -> good.property(NOTEBOOK_CONF, "spark.log.level", "DEBUG"));
    on(
        TimesAndCounts.SWITCH_IS_MEANT,
        "spark.kubernetes.trust.certificates=true: whoever stands between",
        good -> good.property(NOTEBOOK_CONF, "spark.kubernetes.trust.certificates", "true"));
    on(
        TimesAndCounts.SWITCH_IS_MEANT,
        "spark.shuffle.compress=FALSE: shuffle data takes several times its room",
        good -> good.property(NOTEBOOK_CONF, "spark.shuffle.compress", "FALSE"));
    on(
        TimesAndCounts.SWITCH_IS_MEANT,
        "spark.kubernetes.executor.podNamePrefix=lab: executors of a second session",
        good -> good.property(NOTEBOOK_CONF, "spark.kubernetes.executor.podNamePrefix", "lab"));
  }

  @Test
  void without_a_smoke_test_runs_may_be_listed_late() {
    Altered altered = Altered.samples().property(HISTORY_CONF, UPDATE, "1h");
    String smoke =
        altered.evidence().workloads().stream()
            .map(workload -> workload.manifest().name())
            .filter(name -> name.startsWith("check-"))
            .findFirst()
            .orElseThrow();

    assertThat(said(TimesAndCounts.AMOUNT_LETS_IT_START, altered.delete(Job.class, smoke)))
        .isEmpty();
    assertThat(said(TimesAndCounts.AMOUNT_SERVES_ITS_END, altered))
        .containsExactly(
            UPDATE
                + "=1h is above 5min: an application that has ended is not listed for that long;"
                + " leave it out, or stay within that");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.network.timeout, 300s",
    "spark.task.maxFailures, 2",
    "spark.task.maxFailures, ${x}",
    "spark.task.maxFailures, many",
    "spark.dynamicAllocation.executorIdleTimeout, 10s",
    "spark.dynamicAllocation.executorIdleTimeout, 1h",
    "spark.driver.maxResultSize, 0",
    "spark.driver.maxResultSize, 4g",
    "spark.sql.autoBroadcastJoinThreshold, -1",
    "spark.kubernetes.driver.requestTimeout, 0",
    "spark.kubernetes.driver.requestTimeout, 30000",
    "spark.hadoop.fs.s3a.connection.timeout, 200000",
    "spark.hadoop.fs.s3a.bucket.a.b.endpoint, http://x.example.org",
    "spark.shuffle.compress, true",
    "spark.log.level, INFO",
    "spark.kubernetes.trust.certificates, false",
    "spark.kubernetes.allocation.batch.size, 1",
    "spark.kubernetes.allocation.batch.delay, 30s",
    "spark.app.id, ${x}",
    "spark.history.fs.update.interval, 30s",
  })
  void what_serves_is_not_told(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }

  @Test
  void as_many_connections_as_threads_are_enough() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, CONNECTIONS, "64")
            .property(NOTEBOOK_CONF, THREADS, "64");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_variable_may_hold_what_is_no_property() {
    Altered altered =
        Altered.samples()
            .container(
                HISTORY,
                c ->
                    c.getEnv()
                        .add(
                            new EnvVar("SPARK_HISTORY_OPTS", "-Dspark.x -Dspark.ui.port=1", null)));

    assertThat(said(altered)).isEmpty();
  }
}
