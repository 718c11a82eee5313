package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.kube.Workloads.Overlap;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {

  private final Samples samples = Samples.spark35();
  private final Submission once = samples.submission();
  private final Submission nightly = samples.nightly();

  @Test
  void the_pod_that_submits_comes_to_the_store_as_its_driver_does() {
    Submission submission = Samples.spark41().storedIn(Samples.AWS_BY_AGENT).submission();
    Peer self = new Peer.Pods(submission.labels());
    Peer driver = new Peer.Pods(submission.application().accounts().driver());

    assertThat(targets(submission, self)).containsAll(storesOf(submission, driver));
    assertThat(storesOf(submission, driver)).hasSize(2);
  }

  private static List<Peer> targets(Submission submission, Peer from) {
    return submission.flows().stream().filter(f -> f.from().equals(from)).map(Flow::to).toList();
  }

  private static List<Peer> storesOf(Submission submission, Peer driver) {
    return targets(submission, driver).stream()
        .filter(to -> !(to instanceof Peer.Pods || to instanceof Peer.ApiServer))
        .toList();
  }

  @Test
  void it_asks_for_the_image_and_the_secrets_of_its_application() {
    assertThat(once.builds()).containsExactly(Samples.spark35().sparkImage());
    assertThat(once.secrets())
        .extracting(secret -> secret.name().text())
        .containsExactlyInAnyOrder("lake-keys", "driver-secret");
  }

  @Test
  void a_job_submits_once() {
    Manifests.approve(once);
  }

  @Test
  void a_cron_job_submits_by_the_clock() {
    Manifests.approve(Inventory.of(nightly).all(CronJob.class));
  }

  @Test
  void only_what_the_clock_starts_goes_up_with_the_stack() {
    assertThat(once.applied()).isEqualTo(Component.Applied.ON_REQUEST);
    assertThat(once.applications()).isEmpty();
    assertThat(nightly.applied()).isEqualTo(Component.Applied.WITH_THE_STACK);
    assertThat(nightly.applications()).isEqualTo(nightly.submissions());
  }

  @Test
  void its_driver_has_a_size() {
    Submission large = nightly.driver(2, ByteSize.gibibytes(4));

    assertThat(large.submissions().get(0).clusterConf().properties())
        .containsEntry("spark.driver.cores", "2")
        .containsEntry("spark.driver.memory", "4g");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> large.driver(1, ByteSize.gibibytes(1)))
        .withMessage(
            "the driver of nightly is given twice, of 2 cores and 4Gi and of 1 and 1Gi; give it"
                + " once");
  }

  @Test
  void a_name_leaves_room_for_those_that_are_made_of_it() {
    DnsLabel longest = DnsLabel.of("j".repeat(49));

    assertThat(named(longest).resources()).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(longest.dash("x")))
        .withMessageEndingWith(
            "has a name of 51 characters, and others are made of it; use 49 at most");
  }

  private Submission named(DnsLabel name) {
    return new Submission(
        nightly.namespace(), name, nightly.application(), nightly.program(), nightly.trigger());
  }

  @Test
  void a_run_may_take_the_place_of_the_one_before() {
    Submission replacing =
        new Submission(
            nightly.namespace(),
            nightly.name(),
            nightly.application(),
            nightly.program(),
            new Trigger.Cron(new CronSchedule("0 * * * *", "Etc/UTC"), Overlap.REPLACE));

    assertThat(Inventory.of(replacing).all(CronJob.class).get(0).getSpec().getConcurrencyPolicy())
        .isEqualTo("Replace");
  }

  /** A pod template of a Job cannot be changed. */
  @Test
  void another_argument_makes_another_job() {
    Submission other =
        new Submission(
            once.namespace(),
            once.name(),
            once.application(),
            new Program.Python(once.program().file(), List.of("43")),
            once.trigger());

    assertThat(Inventory.of(other).names(Job.class))
        .isNotEqualTo(Inventory.of(once).names(Job.class));
  }

  /** Names that Spark makes up itself differ from run to run. */
  @Test
  void no_run_meets_another() {
    assertThat(nightly.application().clusterConf().properties())
        .doesNotContainKeys(
            "spark.kubernetes.executor.podNamePrefix", "spark.kubernetes.driver.pod.name");
  }

  @Test
  void the_driver_belongs_to_the_pod_that_submits_it(@TempDir Path root) throws IOException {
    Sandbox sandbox = sandbox(root, "Succeeded");

    assertThat(sandbox.run(script(root)).exitCode()).isZero();

    assertThat(root.resolve("owned.yaml"))
        .content()
        .contains(
            """
            metadata:
              ownerReferences:
              - {apiVersion: v1, kind: Pod, name: report-5f3a1c20-x7k2p, \
            uid: 0d6f2c3e-0000-4000-8000-000000000001}
              labels:
            """);
    assertThat(sandbox.calls())
        .containsExactly(
            "spark-submit --conf spark.kubernetes.driver.podTemplateFile="
                + root
                + "/owned.yaml --conf"
                + " spark.kubernetes.driver.pod.name=report-5f3a1c20-x7k2p-driver"
                + " local:///opt/jobs/report.py 42 it's",
            "spark-submit --status data:report-5f3a1c20-x7k2p-driver");
  }

  /** spark-submit itself ends well whatever becomes of the driver. */
  @ParameterizedTest
  @CsvSource({"Failed", "Running", "unknown"})
  void fails_unless_the_driver_succeeded(String phase, @TempDir Path root) throws IOException {
    assertThat(sandbox(root, phase).run(script(root)).exitCode()).isEqualTo(1);
  }

  private Sandbox sandbox(Path root, String phase) throws IOException {
    Files.writeString(root.resolve("driver.yaml"), file(once, "driver.yaml"));
    return new Sandbox(root)
        .real("sed", "tee", "grep")
        .fake("spark-submit", "echo 'phase: %s' >&2".formatted(phase))
        .variable("POD_NAME", "report-5f3a1c20-x7k2p")
        .variable("POD_UID", "0d6f2c3e-0000-4000-8000-000000000001");
  }

  /** With {@code root} in place of the pod's folders. */
  private String script(Path root) {
    return file(once, "submit.sh")
        .replace("/opt/spark/bin", root.resolve("programs").toString())
        .replace("/opt/spark/pod-templates/driver.yaml", root.resolve("driver.yaml").toString())
        .replace("/tmp/driver.yaml", root.resolve("owned.yaml").toString())
        .replace("/tmp/status", root.resolve("status").toString());
  }

  private static String file(Submission submission, String name) {
    return Inventory.of(submission).all(ConfigMap.class).stream()
        .map(map -> map.getData().get(name))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "report.py",
    "/opt/jobs/report.py",
    "local://opt/report.py",
    "https://example.org/report.py",
    "s3a://lake",
    "s3a://Lake/report.py",
    "local:///opt/report.jar",
    "local:///opt/a report.py"
  })
  void refuses_a_file_that_no_driver_finds(String file) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Program.Python(file, List.of()))
        .withMessage(
            "application file '"
                + file
                + "' is not one that a driver finds; name a .py of the image, local:///opt/…, or of"
                + " the store, s3a://bucket/…");
  }

  @ParameterizedTest
  @CsvSource({"''", "org.example.", "org example.Main", "org/example/Main"})
  void refuses_what_is_no_class(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Program.Jar("s3a://lake/jobs/report.jar", name, List.of()))
        .withMessage(
            "main class '"
                + name
                + "' is not the name of one; write it in full, as in"
                + " org.apache.spark.examples.SparkPi");
  }

  @Test
  void the_class_of_a_jar_is_named_before_it() {
    Submission jar =
        new Submission(
            Samples.DATA,
            DnsLabel.of("report"),
            samples.application(),
            new Program.Jar("s3a://lake/jobs/report.jar", "org.example.Report", List.of()),
            new Trigger.Once());

    assertThat(file(jar, "submit.sh"))
        .contains(
            """
              '--class' \\
              'org.example.Report' \\
              's3a://lake/jobs/report.jar'

            """);
  }

  @Test
  void is_changed_by_arguments_of_its_own() {
    Submission report =
        Samples.spark35()
            .submission()
            .cron("30 2 * * *", "Europe/Berlin")
            .allocation(1, 1, 3)
            .placed(Placement.ANYWHERE.drivers(NodePool.karpenterOnDemand()));

    assertThat(report.trigger())
        .isEqualTo(new Trigger.Cron(new CronSchedule("30 2 * * *", "Europe/Berlin")));
    assertThat(report.application().allocation()).isEqualTo(new DynamicAllocation(1, 1, 3));
    assertThat(report.application().placement().drivers()).isEqualTo(NodePool.karpenterOnDemand());
    assertThat(report.name()).isEqualTo(Samples.spark35().submission().name());
  }
}
