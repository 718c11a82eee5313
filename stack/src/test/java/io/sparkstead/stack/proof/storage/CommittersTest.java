package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommittersTest extends FamilyTest {

  private static final String NAME = "spark.hadoop.fs.s3a.committer.name";
  private static final String BUILDER = "SparkSession.builder.";

  CommittersTest() {
    super(Committers::new);
    on(
        Committers.PENDING_SETS_ARE_SHARED,
        NAME + "=directory keeps what is to be committed on the disk of each pod; leave it out",
        good -> good.property(NOTEBOOK_CONF, NAME, "directory"));
    on(
        Committers.PENDING_SETS_ARE_SHARED,
        "spark.hadoop.fs.s3a.bucket.lake.committer.name=partitioned keeps",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.hadoop.fs.s3a.bucket.lake.committer.name", "partitioned"));
    on(
        Committers.PENDING_SETS_ARE_SHARED,
        NAME + "=directory keeps",
        good -> good.replace(NOTEBOOK, BUILDER, BUILDER + "config('" + NAME + "', 'directory')."));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.defaultFS, hdfs://names.example.org:8020",
    "spark.hadoop.fs.s3a.committer.staging.tmp.path, /shared/staging",
    "spark.hadoop.fs.s3a.committer.staging.tmp.path, hdfs://names.example.org/tmp",
  })
  void a_file_system_of_all_pods_will_do(String key, String value) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, NAME, "directory")
            .property(NOTEBOOK_CONF, key, value);

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"magic", "file"})
  void other_committers_keep_no_notes_on_disks(String name) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, NAME, name))).isEmpty();
  }
}
