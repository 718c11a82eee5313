package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest extends FamilyTest {

  private static final String HADOOP = "spark.hadoop.fs.";
  private static final String S3A = HADOOP + "s3a.";
  private static final String WAREHOUSE = "spark.sql.warehouse.dir";
  private static final String OVERWRITE = "spark.sql.sources.partitionOverwriteMode";

  StoreSettingsTest() {
    super(StoreSettings::new);
    on(
        StoreSettings.S3A_TAKES_IT,
        S3A + "committer.name=magick, and S3A takes one of file, directory, partitioned, magic",
        good -> good.property(NOTEBOOK_CONF, S3A + "committer.name", "magick"));
    on(
        StoreSettings.S3A_IS_HADOOPS,
        S3A + "impl=com.example.Fast, and only org.apache.hadoop.fs.s3a.S3AFileSystem reads s3a://",
        good -> good.property(NOTEBOOK_CONF, S3A + "impl", "com.example.Fast"));
    on(
        StoreSettings.BUCKET_IS_THE_STORES,
        S3A + "bucket.lake.path.style.access=false, and " + S3A + "path.style.access=true of",
        good -> good.property(NOTEBOOK_CONF, S3A + "bucket.lake.path.style.access", "false"));
    on(
        StoreSettings.OTHER_BUCKET_IS_MADE,
        WAREHOUSE
            + " is in bucket pond, which nobody makes in the store; name a folder of s3a://lake/",
        good -> good.property(NOTEBOOK_CONF, WAREHOUSE, "s3a://pond/warehouse"));
    on(
        StoreSettings.OTHER_BUCKET_IS_MADE,
        "CronJob nightly submits s3a://pond/jobs/nightly.jar, in a bucket that nobody makes in the"
            + " store; put the file into s3a://lake/",
        good -> submitting("s3a://pond/jobs/nightly.jar"));
    on(
        StoreSettings.PARTITIONS_CAN_BE_REPLACED,
        OVERWRITE + "=dynamic, which S3A's committers cannot do",
        good -> good.property(NOTEBOOK_CONF, OVERWRITE, "dynamic"));
    on(
        StoreSettings.SCHEME_IS_READ,
        WAREHOUSE + "=s3://lake/warehouse, and nothing in the image reads s3://; write s3a://",
        good -> good.property(NOTEBOOK_CONF, WAREHOUSE, "s3://lake/warehouse"));
  }

  private static Altered submitting(String file) {
    Submission nightly = Samples.spark35().nightly();
    Program program = new Program.Jar(file, "org.example.Nightly", List.of());
    return Altered.of(
        Samples.spark35()
            .stack()
            .with(
                new Submission(
                    nightly.namespace(),
                    nightly.name(),
                    nightly.application(),
                    program,
                    nightly.trigger())));
  }

  @Test
  void a_program_in_the_stores_bucket_or_one_with_its_own_endpoint_is_there() {
    Altered other = submitting("s3a://pond/jobs/nightly.jar");
    String endpoint = S3A + "bucket.pond.endpoint";

    assertThat(said(submitting("s3a://lake/jobs/nightly.jar"))).isEmpty();
    assertThat(said(submitting("local:///opt/jobs/nightly.jar"))).isEmpty();
    assertThat(said(other)).hasSize(1);
    assertThat(said(other.property("nightly-spark-conf", endpoint, "https://s3.example.org")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "committer.name, magic, ''",
    "committer.name, Magic, committer.name",
    "committer.staging.conflict-mode, REPLACE, ''",
    "committer.staging.conflict-mode, overwrite, committer.staging.conflict-mode",
    "committer.threads, -4, ''",
    "fast.upload.buffer, ssd, fast.upload.buffer",
    "change.detection.mode, off, change.detection.mode",
    "change.detection.source, versionid, ''",
    "encryption.algorithm, SSE-KMS, ''",
    "encryption.algorithm, aws:kms, encryption.algorithm",
    "experimental.input.fadvise, Random, ''",
    "experimental.input.fadvise, randon, experimental.input.fadvise",
    "create.checksum.algorithm, CRC32C, ''",
    "create.checksum.algorithm, md5, create.checksum.algorithm",
    "directory.marker.retention, remove, directory.marker.retention",
    "list.version, 1, ''",
    "list.version, v1, list.version",
    "path.style.access, yes, path.style.access",
    "path.style.access, TRUE, ''",
    "multiobjectdelete.enable, off, multiobjectdelete.enable",
    "retry.limit, 0, ''",
    "retry.limit, -1, retry.limit",
    "retry.limit, many, retry.limit",
    "connection.maximum, 0, connection.maximum",
    "connection.maximum, 500, ''",
    "connection.maximum, 99999999999, connection.maximum",
    "multipart.size, 64M, ''",
    "multipart.size, 67108864, ''",
    "multipart.size, 64MB, multipart.size",
    "multipart.size, 1M, multipart.size",
    "retry.interval, 500ms, ''",
    "retry.interval, 5 minutes, retry.interval",
    "connection.timeout, 200000, ''",
    "connection.timeout, ${env.WAIT}, ''",
    "connection.ttl, -1, ''",
    "input.fadvise, 'parquet, vector', ''",
    "bucket.data.example.org.retry.limit, few, bucket.data.example.org.retry.limit",
    "bucket.probe, 3, bucket.probe",
    "bucket.pond.committer.name, magick, bucket.pond.committer.name",
    "no.such.setting, x, ''",
  })
  void a_value_is_held_against_what_s3a_takes(String name, String value, String told) {
    Altered good = Altered.samples().property(NOTEBOOK_CONF, S3A + name, value);
    if (told.isEmpty()) {
      assertThat(said(good)).isEmpty();
    } else {
      assertThat(said(good))
          .singleElement()
          .asString()
          .contains("KEY-19", S3A + told + "=" + value + ", and S3A takes ");
    }
  }

  /** Said of another place than the store, or of the same place in the same words. */
  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.s3a.impl, org.apache.hadoop.fs.s3a.S3AFileSystem",
    "spark.hadoop.fs.AbstractFileSystem.s3a.impl, org.apache.hadoop.fs.s3a.S3A",
    "spark.hadoop.fs.s3a.bucket.lake.path.style.access, true",
    "spark.hadoop.fs.s3a.bucket.pond.path.style.access, false",
    "spark.hadoop.fs.s3a.bucket.pond.aws.credentials.provider, org.example.Keys",
    "spark.sql.warehouse.dir, s3a://lake/warehouse",
    "spark.sql.warehouse.dir, /data/warehouse",
    "spark.sql.sources.partitionOverwriteMode, static",
    "spark.example.note, see https://example.org",
    "spark.driver.extraJavaOptions, -Dexample=s3://lake/x",
  })
  void what_is_right_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }

  @Test
  void a_bucket_elsewhere_has_its_own_endpoint() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, S3A + "bucket.pond.endpoint", "https://s3.example.org")
                    .property(NOTEBOOK_CONF, WAREHOUSE, "s3a://pond/warehouse")))
        .isEmpty();
  }

  @Test
  void tables_replace_partitions_by_themselves() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, OVERWRITE, "dynamic")
                    .property(
                        NOTEBOOK_CONF,
                        "spark.sql.catalog.spark_catalog",
                        "org.apache.spark.sql.delta.catalog.DeltaCatalog")))
        .isEmpty();
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, OVERWRITE, "dynamic")
                    .property(NOTEBOOK_CONF, S3A + "bucket.lake.committer.magic.enabled", "false")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://lake/x, write s3a://",
    "s3n://lake/x, write s3a://",
    "gs://lake/x, GoogleStorage",
    "abfss://lake@acme.dfs.core.windows.net/x, AzureStorage",
    "wasbs://lake@acme.blob.core.windows.net/x, write abfss://",
    "adl://acme.azuredatalakestore.net/x, write abfss://",
    "oss://lake/x, ExternalStore",
    "'s3a://lake/a.jar,s3n://lake/b.jar', write s3a://",
  })
  void a_scheme_that_nothing_reads_is_told_with_what_to_write(String address, String remedy) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, "spark.jars", address)))
        .singleElement()
        .asString()
        .contains("VER-21", "nothing in the image reads", remedy);
  }

  @Test
  void a_scheme_whose_class_is_named_or_whose_jar_is_there_passes() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, WAREHOUSE, "s3://lake/warehouse")
                    .property(
                        NOTEBOOK_CONF,
                        HADOOP + "s3.impl",
                        "org.apache.hadoop.fs.s3a.S3AFileSystem")))
        .isEmpty();
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, WAREHOUSE, "gs://lake/warehouse")
                    .property(
                        NOTEBOOK_CONF,
                        "spark.jars.packages",
                        "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26")))
        .isEmpty();
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, WAREHOUSE, "gs://lake/warehouse")
                    .file(
                        SPARK_IMAGE,
                        text ->
                            text.replace(
                                "registry.access.redhat.com/ubi9/ubi-minimal",
                                "example.org/base"))))
        .isEmpty();
  }
}
