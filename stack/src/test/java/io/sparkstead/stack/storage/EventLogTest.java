package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {

  private final Samples samples = Samples.spark35();
  private final EventLog log = samples.eventLog();

  @Test
  void is_read_where_it_is_written() {
    assertThat(log.writerConf(samples.release()).get("spark.eventLog.dir"))
        .hasValue("s3a://lake/spark/events/")
        .isEqualTo(log.readerConf(samples.release()).get("spark.history.fs.logDirectory"));
  }

  @Test
  void reader_and_writer_reach_the_same_store_the_same_way() {
    assertThat(log.writerConf(samples.release()).properties())
        .containsAllEntriesOf(log.store().conf(samples.release().awsSdk()).properties());
    assertThat(log.readerConf(samples.release()).properties())
        .containsAllEntriesOf(log.store().conf(samples.release().awsSdk()).properties());
  }

  /** S3 shows a file only once it is closed. */
  @Test
  void a_running_application_can_be_seen() {
    assertThat(log.writerConf(samples.release()).properties())
        .containsEntry("spark.eventLog.rolling.enabled", "true")
        .containsEntry("spark.eventLog.rolling.maxFileSize", "10m");
  }

  @Test
  void its_init_container_tries_until_the_folder_is_made(@TempDir Path root) {
    Sandbox sandbox =
        new Sandbox(root)
            .fake("sleep", "")
            .fake("java", "[ -e '%1$s/once' ] || { : > '%1$s/once'; exit 1; }".formatted(root));
    Mount scratch =
        new Mount.Scratch(DnsLabel.of("tmp"), MountPath.of(root.toString()), ByteSize.gibibytes(1));
    Container ready = new EventLogWait(log, samples.sparkImage(), scratch).container();
    String script = ready.getCommand().get(2);

    Sandbox.Outcome outcome = sandbox.run("#!/usr/bin/env bash\n" + script);

    assertThat(ready.getCommand()).startsWith("/bin/bash", "-c").hasSize(3);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stdout())
        .isEqualTo(
            """
            waiting for s3a://lake/spark/events/
            s3a://lake/spark/events/ is there
            """);
    String look =
        "java -Xmx256m -cp "
            + root
            + ":/opt/spark/jars/* org.apache.hadoop.fs.FsShell"
            + " -D fs.s3a.endpoint=http://store.data.svc:9000"
            + " -D fs.s3a.endpoint.region=external"
            + " -D fs.s3a.path.style.access=true"
            + " -D fs.s3a.aws.credentials.provider="
            + "com.amazonaws.auth.profile.ProfileCredentialsProvider"
            + " -D fs.s3a.attempts.maximum=1"
            + " -D fs.s3a.retry.limit=1"
            + " -mkdir -p s3a://lake/spark/events/";
    assertThat(sandbox.calls()).isEqualTo(List.of(look, "sleep 5", look));
    assertThat(root.resolve("core-site.xml")).hasContent("<configuration/>");
  }

  @Test
  void in_a_job_it_gives_up_after_a_quarter_of_an_hour(@TempDir Path root) {
    Sandbox sandbox = new Sandbox(root).fake("sleep", "exit 7").fake("java", "exit 1");
    Mount scratch =
        new Mount.Scratch(DnsLabel.of("tmp"), MountPath.of(root.toString()), ByteSize.gibibytes(1));
    EventLogWait wait = new EventLogWait(log, samples.sparkImage(), scratch);
    String script = "set -e\n" + wait.containerOfJob().getCommand().get(2);

    assertThat(sandbox.run("#!/usr/bin/env bash\nSECONDS=899\n" + script).exitCode()).isEqualTo(7);
    Sandbox.Outcome late = sandbox.run("#!/usr/bin/env bash\nSECONDS=900\n" + script);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.stderr())
        .isEqualTo(
            "gave up after 15 minutes: s3a://lake/spark/events/ can be neither made nor read from"
                + " here. The last error above says why: look at the store, its bucket, the keys or"
                + " role of this pod, and the network policies\n");
  }

  @Test
  void what_runs_all_day_never_gives_up() {
    Mount.Scratch tmp = Mount.Scratch.tmp(ByteSize.gibibytes(1));

    assertThat(new EventLogWait(log, samples.sparkImage(), tmp).container().getCommand().get(2))
        .doesNotContain("exit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/events", "events/", "a//b", "event logs", "$(id)", "../up"})
  void refuses_a_prefix_that_is_no_folder_name(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventLog(log.store(), prefix))
        .withMessage(
            "event log prefix '"
                + prefix
                + "' is not a folder name; use letters, digits, . _ - and single slashes between,"
                + " as in event-logs");
  }
}
