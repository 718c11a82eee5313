package io.sparkstead.stack.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkConnect;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import io.sparkstead.stack.testing.Tuned;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person adds to the pods of drivers and executors. */
class OwnPodsTest {

  private static final SecretSpec WAREHOUSE =
      SecretSpec.named("warehouse", "the warehouse").key("token", Recipe.random(40));

  private final Samples samples = Samples.spark41();
  private final SparkApplication plain = samples.application();
  private final SparkApplication own = withAll(plain);

  private static SparkApplication withAll(SparkApplication application) {
    return application
        .label("team", "data")
        .annotation("example.org/owner", "data@example.org")
        .env("TZ", "Europe/Berlin")
        .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
        .env("WAREHOUSE_TOKEN", new OwnVariable.OfSecret(WAREHOUSE, "token"))
        .mount("/data", ExistingObject.claim("datasets"))
        .mount("/etc/app", new OwnVolume.Files("app", Map.of("app.yaml", "retries: 3\n")))
        .mount("/etc/shared", ExistingObject.configMap("shared-conf"))
        .mount("/etc/warehouse", new OwnVolume.Keys(WAREHOUSE))
        .mount("/etc/db", ExistingObject.secret("warehouse-db"));
  }

  @Test
  void stand_in_a_notebook_and_in_what_its_executors_are_made_by() {
    Texts.approveDifference(
        Yaml.documents(samples.jupyter(plain).resources()),
        Yaml.documents(samples.jupyter(own).resources()));
  }

  @Test
  void stand_in_what_a_submitted_driver_and_its_executors_are_made_by() {
    Texts.approveDifference(
        Yaml.documents(nightly(plain).resources()), Yaml.documents(nightly(own).resources()));
  }

  private Submission nightly(SparkApplication application) {
    Submission nightly = samples.nightly();
    return new Submission(
        nightly.namespace(), nightly.name(), application, nightly.program(), nightly.trigger());
  }

  private SparkConnect connect() {
    SparkConnect connect = samples.connect();
    return new SparkConnect(connect.namespace(), connect.name(), own, connect.exposure());
  }

  private SmokeTest check() {
    SmokeTest check = samples.smokeTest();
    return new SmokeTest(check.namespace(), check.name(), own, check.history());
  }

  @Test
  void stand_in_spark_connect_and_in_the_smoke_test() {
    for (Component component : List.of(connect(), check())) {
      String name = component.labels().name().text();
      // Once in the driver's pod, once in the template of executors.
      assertThat(Yaml.documents(component.resources()).split("name: TZ", -1)).hasSize(3);
      assertThat(Yaml.documents(component.resources()).split("team: data", -1)).hasSize(3);
      assertThat(component.resources())
          .extracting(object -> object.getMetadata().getName())
          .contains(name + "-app");
      assertThat(component.secrets()).contains(WAREHOUSE);
      assertThat(component.existing())
          .contains(ExistingObject.claim("datasets"), ExistingObject.secret("warehouse-db"));
    }
  }

  @Test
  void make_a_job_of_another_name() {
    assertThat(job(plain.label("team", "data"))).isNotEqualTo(job(plain));
    assertThat(job(plain.label("team", "data"))).isNotEqualTo(job(plain.label("team", "ops")));
  }

  private String job(SparkApplication application) {
    Submission report = samples.submission();
    List<HasMetadata> objects =
        new Submission(
                report.namespace(), report.name(), application, report.program(), report.trigger())
            .resources();
    return objects.get(objects.size() - 1).getMetadata().getName();
  }

  @Test
  void stay_when_something_else_of_the_application_changes() {
    assertThat(own.named("other").sized(own.executors(), own.allocation()).pods())
        .isEqualTo(own.pods());
    assertThat(own.conf("spark.sql.shuffle.partitions", 64).pods()).isEqualTo(own.pods());
  }

  @Test
  void keep_every_rule_in_a_whole_stack() {
    Stack stack =
        new Workbench("registry.example.org/team", ImageLock.NONE)
            .outside(Samples.OUTSIDE)
            .label("sidecar.istio.io/inject", "false")
            .annotation("example.org/owner", "data@example.org")
            .env("TZ", "Europe/Berlin")
            .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
            .env("WAREHOUSE_TOKEN", new OwnVariable.OfSecret(WAREHOUSE, "token"))
            .mount("/data", ExistingObject.claim("datasets"))
            .mount("/etc/app", new OwnVolume.Files("app", Map.of("app.yaml", "retries: 3\n")))
            .mount("/etc/shared", ExistingObject.configMap("shared-conf"))
            .mount("/etc/warehouse", new OwnVolume.Keys(WAREHOUSE))
            .mount("/raw", ExistingObject.claim("raw").readOnly())
            .stack();
    Stack usual =
        new Workbench("registry.example.org/team", ImageLock.NONE).outside(Samples.OUTSIDE).stack();

    assertThat(Proof.of(stack, List.of()))
        .extracting(Finding::message)
        .isEqualTo(Proof.of(usual, List.of()).stream().map(Finding::message).toList());
    assertThat(
            Proof.of(
                Tuned.by(samples, Placement.ANYWHERE).stack(connect(), nightly(own)), List.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "te am | data | label 'te am' is not a key: use up to 63 of A-Z a-z 0-9 - _ . and begin",
        "Bad_Domain/team | data | label 'Bad_Domain/team' is not a key",
        "team | data team | label team=data team has no value for one",
        "app.kubernetes.io/name | x | take another name, as in example.org/name",
        "spark-role | driver | label spark-role is one that the stack or Spark gives to pods",
        "controller-uid | x | label controller-uid is one that Kubernetes itself gives to pods",
        "batch.kubernetes.io/job-name | x | is one that Kubernetes itself gives to pods",
        "pod-template-hash | x | is one that Kubernetes itself gives to pods",
        "statefulset.kubernetes.io/pod-name | x | is one that Kubernetes itself gives to pods",
      })
  void labels_are_refused_that_are_none_or_taken(String key, String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.label(key, value))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MY-VAR | variable 'MY-VAR' has no name that a shell passes on",
        "1ST | do not begin with a digit",
        "'' | variable '' has no name",
        "SPARK_HOME | set already, as /opt/spark; that is said by the image",
        "PYTHONPATH | that is said by the image",
        "AWS_SHARED_CREDENTIALS_FILE | by the ObjectStore, of a Workbench storedIn(…): leave",
        "SPARK_EXECUTOR_MEMORY | by Spark itself; that is said by new Executors(…), of a Workbench",
        "KUBERNETES_SERVICE_HOST | is set already, by Kubernetes itself",
        "HADOOP_CONF_DIR | that is said by properties, which begin with spark.hadoop.: leave",
        "SPARK_JAVA_OPT_1 | that is said by the stack itself, which relies on it: leave",
      })
  void variables_are_refused_that_are_none_or_set_already(String name, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.env(name, "x"))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA_TOOL_OPTIONS | -XX:+UseConcMarkSweepGC | which Java 17 does not know; leave it out",
        "JDK_JAVA_OPTIONS | -Xmx2g | sets the heap of every Java, -Xmx2g; leave it out",
        "JAVA_TOOL_OPTIONS | -Da='b | has a quote that does not end; end it",
        "TEXT | a\0b | has a NUL in it, and no program takes that; leave it out",
      })
  void values_are_refused_that_no_program_takes(String name, String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.env(name, value.replace("\\0", "\0")))
        .withMessageContaining(why);
  }

  @Test
  void annotations_are_refused_that_leave_a_profile_or_are_too_long() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                plain.annotation(
                    "container.apparmor.security.beta.kubernetes.io/spark", "unconfined"))
        .withMessageContaining("takes the pods out of the profile that Pod Security wants");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> plain.annotation("a", "x".repeat(200_000)).annotation("b", "x".repeat(70_000)))
        .withMessageContaining("makes 270002 bytes of annotations, and an object takes 262144");
  }

  @Test
  void files_are_refused_that_are_none_or_kubernetes_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OwnVolume.Files("app", Map.of()))
        .withMessage("the files 'app' are none; give one, or leave the mount out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OwnVolume.Files("app", Map.of("..data", "x")))
        .withMessageContaining("do not begin with two dots");
  }

  @Test
  void a_claim_may_be_for_reading_alone() {
    SparkApplication reading = plain.mount("/raw", ExistingObject.claim("raw").readOnly());
    String executor = reading.templates(DnsLabel.of("lab")).files().files().get("executor.yaml");

    assertThat(executor)
        .contains("    - name: own-raw\n      mountPath: /raw\n      readOnly: true\n");
    assertThat(reading.pods().existing()).containsExactly(ExistingObject.claim("raw"));
  }

  @Test
  void files_that_are_scripts_can_be_run() {
    Volume scripts = new Volume();
    new OwnVolume.Files("tools", Map.of("find.sh", "echo\n")).fill(scripts, DnsLabel.of("lab"));
    Volume texts = new Volume();
    new OwnVolume.Files("app", Map.of("app.yaml", "a: 1\n")).fill(texts, DnsLabel.of("lab"));

    assertThat(scripts.getConfigMap().getDefaultMode()).isEqualTo(0555);
    assertThat(texts.getConfigMap().getDefaultMode()).isNull();
  }

  @Test
  void variables_are_refused_that_a_component_sets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.jupyter(plain.env("HOME", "/data")).resources())
        .withMessage(
            "variable HOME is set already, as /tmp/home; that is said by the stack itself, which"
                + " relies on it: leave the variable out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/opt/spark | hides /opt/spark/bin, which the pods run on",
        "/usr | hides /usr/bin",
        "/etc | hides /etc/passwd",
        "/usr/lib/jvm | hides /usr/lib/jvm",
        "/usr/lib/jvm/jre-17 | hides /usr/lib/jvm/jre-17",
        "/etc/ssl | hides /etc/ssl",
        "/opt/spark/work-dir | and the stack's own at /opt/spark/work-dir are one or lie",
        "/tmp/data | and the stack's own at /tmp are one or lie in one another",
        "/run | and the stack's own at /run/s3 are one or lie in one another",
        "data | path 'data' is not a plain absolute path",
        "/data_ | name 'own-data-' is not a DNS label",
      })
  void mounts_are_refused_that_hide_what_is_there(String path, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.mount(path, ExistingObject.claim("datasets")))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"/data, /data/raw", "/data/raw, /data", "/a/b, /a-b"})
  void mounts_are_refused_that_lie_in_one_another(String first, String second) {
    SparkApplication mounted = plain.mount(first, ExistingObject.claim("datasets"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mounted.mount(second, ExistingObject.claim("raw")));
    assertThat(mounted.mount("/data2", ExistingObject.claim("raw")).pods().volumes()).hasSize(2);
  }

  @Test
  void mounts_are_refused_that_a_component_has() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> samples.jupyter(plain.mount("/home", ExistingObject.claim("homes"))).resources())
        .withMessageContaining("/home and the stack's own at /home/spark/workspace are one or lie");
  }

  @Test
  void a_mount_within_the_disk_of_notebooks_passes() {
    SparkApplication mounted =
        plain.mount("/home/spark/workspace/shared", ExistingObject.claim("shared"));

    assertThat(samples.jupyter(mounted).resources()).isNotEmpty();
  }

  @Test
  void a_mount_in_place_of_the_disk_of_notebooks_is_refused() {
    SparkApplication mounted = plain.mount("/home/spark/workspace", ExistingObject.claim("shared"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.jupyter(mounted).resources())
        .withMessageContaining("the stack's own at /home/spark/workspace are one");
  }

  @Test
  void mounts_are_refused_where_shuffle_data_goes() {
    SparkApplication onClaims =
        Tuned.by(samples, new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), plain.executors().memory()))
            .application();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> onClaims.mount("/data", ExistingObject.claim("datasets")))
        .withMessageContaining("a mount at /data and that of property spark.kubernetes.executor");
  }

  static Stream<Arguments> twice() {
    return Stream.of(
        twice("label team is given twice", given -> given.label("team", "ops")),
        twice("variable TZ is given twice", given -> given.env("TZ", "UTC")),
        twice(
            "mount /data is given twice",
            given -> given.mount("/data", ExistingObject.claim("raw"))),
        twice(
            "annotation example.org/owner is given twice",
            given -> given.annotation("example.org/owner", "ops")),
        twice(
            "label team is given a second time by property spark.kubernetes.executor.label.team=x",
            given -> given.conf("spark.kubernetes.executor.label.team", "x")),
        twice(
            "variable TZ is given a second time by property spark.executorEnv.TZ=UTC",
            given -> given.conf("spark.executorEnv.TZ", "UTC")));
  }

  private static Arguments twice(String why, UnaryOperator<SparkApplication> again) {
    return Arguments.of(why, again);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void each_is_given_once(String why, UnaryOperator<SparkApplication> again) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> again.apply(own))
        .withMessageStartingWith(why);
  }

  @Test
  void a_label_is_refused_that_a_scheduler_gives() {
    SparkApplication queued = plain.placed(Placement.by(new Scheduler.YuniKorn("root.data")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> queued.label("queue", "root.other"))
        .withMessageContaining("spark.kubernetes.driver.label.queue=root.data; give it once");
  }

  @Test
  void what_others_made_has_a_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExistingObject.claim("Data Sets"))
        .withMessageStartingWith("claim 'Data Sets' is not the name of one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExistingObject.claim("datasets").key("a"))
        .withMessage(
            "claim datasets has no key for a variable; take one of a Secret, or write the text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OwnVariable.OfSecret(WAREHOUSE, "tokn"))
        .withMessage("Secret warehouse has no key 'tokn'; it has [token]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OwnVolume.Nfs("nas/export", "/data"))
        .withMessageStartingWith("NFS server 'nas/export' is not a host");
  }
}
