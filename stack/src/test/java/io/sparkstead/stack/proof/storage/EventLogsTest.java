package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.storage.GoogleStorage;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogsTest extends FamilyTest {

  private static final String EVENT_LOG = "spark.eventLog.dir";
  private static final String FOLDER = "s3a://lake/spark/events/";

  EventLogsTest() {
    super(EventLogs::new);
    on(
        EventLogs.HISTORY_READS_WHAT_IS_WRITTEN,
        "spark.eventLog.dir=s3a://lake/other/, but the History Server reads"
            + " s3a://lake/spark/events/; make both from one EventLog",
        good -> good.property(NOTEBOOK_CONF, EVENT_LOG, "s3a://lake/other/"));
    on(
        EventLogs.HISTORY_READS_WHAT_IS_WRITTEN,
        "spark.eventLog.dir is not set, but the History Server reads",
        good -> good.without(NOTEBOOK_CONF, EVENT_LOG));
    on(
        EventLogs.HISTORY_READS_WHAT_IS_WRITTEN,
        "Deployment history is told of no folder to read; set spark.history.fs.logDirectory",
        good -> good.without(HISTORY_CONF, Keys.HISTORY_LOG));
    on(
        EventLogs.EVENT_LOG_IS_A_FOLDER,
        "spark.eventLog.dir=s3a://lake/ is the root of a bucket; add a folder, as in event-logs/",
        good -> good.property(NOTEBOOK_CONF, EVENT_LOG, "s3a://lake/"));
    on(
        EventLogs.BUCKET_IS_MADE,
        "s3a://lake/spark/events/ is made by nobody before it is needed; make the bucket in the"
            + " store's bootstrap and wait in an init container",
        good -> good.pod(HISTORY, pod -> pod.setInitContainers(List.of())));
    on(
        EventLogs.BUCKET_IS_MADE,
        "gs://acme-lake/spark/events/ is made by nobody before it is needed; wait for it in an init"
            + " container, which makes it",
        good -> inGoogle().pod(HISTORY, pod -> pod.setInitContainers(List.of())));
  }

  private static Altered inGoogle() {
    return Altered.of(
        Samples.spark41()
            .storedIn(new GoogleStorage("acme-lake", GoogleStorage.Identity.direct()))
            .stack());
  }

  @Test
  void the_folder_is_waited_for_in_a_store_of_another_cloud() {
    assertThat(said(inGoogle())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://lake/, true",
    "s3a://lake, true",
    "s3a://lake/a, false",
    "s3a://lake/a/, false",
    "s3a://, false",
    "file:/tmp/, false",
  })
  void the_root_of_a_bucket_is_no_folder(String folder, boolean isRoot) {
    Altered altered = Altered.samples().property(HISTORY_CONF, Keys.HISTORY_LOG, folder);

    assertThat(!said(EventLogs.EVENT_LOG_IS_A_FOLDER, altered).isEmpty()).isEqualTo(isRoot);
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://lake/spark/events, true",
    "s3a://lake/spark/events/, true",
    "'s3a://old/a, s3a://lake/spark/events', true",
    "'s3a://old/a,s3a://old/b', false",
    "s3a://lake/spark, false",
  })
  void a_server_reads_one_folder_or_several(String read, boolean isRead) {
    Altered altered = Altered.samples().property(HISTORY_CONF, Keys.HISTORY_LOG, read);

    assertThat(said(EventLogs.HISTORY_READS_WHAT_IS_WRITTEN, altered).isEmpty()).isEqualTo(isRead);
  }

  @ParameterizedTest
  @CsvSource({
    "a.conf, 'spark.eventLog.enabled=true', true",
    "a.conf, 'spark.eventLog.enabled=false', false",
    "a.conf, 'spark.app.name=a', false",
    "a.sh, 'spark-submit --conf spark.eventLog.enabled=true a.py', false",
    "a.sh, 'spark-submit --conf spark.eventLog.dir=/tmp/x a.py', true",
  })
  void what_is_turned_on_is_written_to_a_folder_of_the_pod(
      String file, String text, boolean isElsewhere) {
    Altered altered = Altered.samples().newFile(file, text + "\n");

    assertThat(!said(altered).isEmpty()).isEqualTo(isElsewhere);
  }

  @Test
  void a_server_may_read_the_folder_that_spark_takes_by_itself() {
    Altered altered =
        Altered.samples()
            .property(HISTORY_CONF, Keys.HISTORY_LOG, FOLDER + ",file:/tmp/spark-events")
            .newFile("a.conf", "spark.eventLog.enabled=true\n");

    assertThat(said(EventLogs.HISTORY_READS_WHAT_IS_WRITTEN, altered)).isEmpty();
  }

  @Test
  void a_server_is_told_by_the_properties_that_it_reads_itself() {
    Altered altered =
        Altered.samples()
            .without(HISTORY_CONF, Keys.HISTORY_LOG)
            .property(NOTEBOOK_CONF, Keys.HISTORY_LOG, FOLDER);

    assertThat(said(altered))
        .extracting(Finding::message, Finding::mark)
        .containsExactly(
            tuple(
                "Deployment history is told of no folder to read; set " + Keys.HISTORY_LOG,
                "HistoryServer"));
  }

  @Test
  void who_waits_in_an_argument_waits_too() {
    Altered altered =
        Altered.samples()
            .pod(
                HISTORY,
                pod ->
                    pod.getInitContainers()
                        .forEach(
                            init -> {
                              init.setArgs(init.getCommand());
                              init.setCommand(List.of());
                            }));

    assertThat(said(altered)).isEmpty();
  }

  /** Whose pod reads properties of a file is not known: any may wait. */
  @ParameterizedTest
  @CsvSource({"s3a://lake/spark/events/, true", "s3a://lake/else/, false"})
  void somebody_waits_for_a_folder_that_a_file_names(String folder, boolean isWaitedFor) {
    Altered altered = Altered.samples().newFile("a.conf", "spark.eventLog.dir=" + folder + "\n");

    assertThat(said(EventLogs.BUCKET_IS_MADE, altered).isEmpty()).isEqualTo(isWaitedFor);
  }

  @ParameterizedTest
  @CsvSource({
    "mb store/lake, true",
    "mb lake, true",
    "mb store/pond && mb store/lake, true",
    "mb --ignore-existing lake-2 lake, true",
    "mb store/lake-2, false",
    "mb store/my-lake, false",
    "mb store/pond, false",
    "ls store/lake, false",
  })
  void a_bucket_is_made_by_its_whole_name(String command, boolean isMade) {
    Altered altered =
        Altered.samples().data("store-bootstrap", "bootstrap.sh", script -> "mc " + command + "\n");

    assertThat(said(EventLogs.BUCKET_IS_MADE, altered).isEmpty()).isEqualTo(isMade);
  }

  @Test
  void seaweedfs_that_makes_another_bucket_makes_none_for_the_event_log() {
    Altered altered =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data("seaweed-scripts", "bucket.sh", script -> script.replace("lake", "pond"));

    assertThat(said(EventLogs.BUCKET_IS_MADE, altered)).isNotEmpty();
    assertThat(said(Altered.of(Samples.spark41().onSeaweedFs()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://s3.example.org", "http://s3.storage.svc:9000"})
  void a_store_that_is_not_ours_is_filled_by_others(String endpoint) {
    Altered altered =
        Altered.samples().data("store-bootstrap", "bootstrap.sh", script -> "mc ls store\n");
    for (String conf : List.of(HISTORY_CONF, NOTEBOOK_CONF, "check-spark-conf")) {
      altered.property(conf, S3.ENDPOINT, endpoint);
    }
    altered.file(PI_CONF, text -> Altered.withProperty(text, S3.ENDPOINT, Optional.empty()));

    assertThat(said(altered)).isEmpty();
  }
}
