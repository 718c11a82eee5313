package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.rule.Severity;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of Google and of Microsoft, each by its own client. */
class CloudStoresTest {

  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String CLIENT = "66666666-7777-8888-9999-000000000000";

  private static final GoogleStorage GOOGLE =
      new GoogleStorage(
          "acme-spark", new GoogleStorage.Identity("spark-jobs@acme-data.iam.gserviceaccount.com"));
  private static final GoogleStorage GOOGLE_BY_KEY =
      new GoogleStorage("acme-spark", GoogleStorage.KeyFile.in("gcs-key"));
  private static final AzureStorage AZURE =
      new AzureStorage("acme", "spark", new AzureStorage.Identity(TENANT, CLIENT));
  private static final AzureStorage AZURE_BY_KEY =
      new AzureStorage("acme", "spark", AzureStorage.Keys.in("acme-keys"));

  static List<ObjectStore> stores() {
    return List.of(
        GOOGLE,
        new GoogleStorage("acme_spark.eu", GoogleStorage.Identity.direct()),
        GOOGLE_BY_KEY,
        AZURE,
        AZURE_BY_KEY);
  }

  private static Workbench bench(ObjectStore store) {
    return new Workbench("registry.example.org/team", ImageLock.NONE).storedIn(store);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_whole_stack_stands_on_it(ObjectStore store) {
    Workbench bench = bench(store).outside(Samples.OUTSIDE);
    Stack stack =
        bench.stack().with(bench.submission("report", store.folder("jobs") + "report.py"));

    assertThat(Proof.of(stack, List.of()))
        .filteredOn(finding -> finding.rule().severity() != Severity.NOTE)
        .isEmpty();
    assertThat(yaml(stack)).contains(store.folder("event-logs")).doesNotContain("s3a://");
  }

  static List<ObjectStore> byPrivateEndpoints() {
    Reach endpoint = Reach.outside(new Cidr("10.0.8.0/24"), 443);
    IamRole role = new IamRole("arn:aws:iam::111122223333:role/spark");
    String region = "eu-central-1";
    return List.of(
        GOOGLE.reachedBy(endpoint),
        GOOGLE_BY_KEY.reachedBy(endpoint),
        AZURE.reachedBy(endpoint),
        new AwsS3(region, "acme-spark", new Irsa(role)).reachedBy(endpoint),
        new AwsS3(region, "acme-spark", new PodIdentity("data", role)).reachedBy(endpoint),
        new AwsS3(region, "acme-spark", S3Login.in("lake-keys", "the lake")).reachedBy(endpoint));
  }

  /** Whoever comes to the bucket: all pods but the store's own, of which there is none. */
  @ParameterizedTest
  @MethodSource("byPrivateEndpoints")
  void a_private_endpoint_is_open_to_all_that_come_to_the_bucket(ObjectStore store) {
    Workbench bench = bench(store).outside(Samples.OUTSIDE);
    Stack stack =
        bench.stack().with(bench.submission("report", store.folder("jobs") + "report.py"));
    List<String> open =
        stack.components().stream()
            .flatMap(component -> StackManifests.of(stack).manifests(component).stream())
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .filter(manifest -> Yaml.document(manifest.object()).contains("10.0.8.0/24"))
            .map(Manifest::name)
            .toList();

    assertThat(open)
        .containsExactlyInAnyOrder(
            "spark", "spark-executor", "spark-history-server", "jupyter", "smoke", "report");
    assertThat(Proof.of(stack, List.of()))
        .filteredOn(finding -> finding.rule().severity() != Severity.NOTE)
        .isEmpty();
  }

  @Test
  void it_is_reached_by_all_or_not_at_all() {
    AwsS3 s3 = new AwsS3("eu-central-1", "lake", S3Login.in("lake-keys", "the lake"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> s3.reachedBy(Reach.internet(443).byDrivers()))
        .withMessageContaining("'lake' is reached by drivers alone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GOOGLE.reachedBy(Reach.internet(443).byDrivers()))
        .withMessageContaining("'acme-spark' is reached by drivers alone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AZURE.reachedBy(Reach.internet(443).byExecutors()))
        .withMessageContaining("'spark' is reached by executors alone");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void spark_3_5_has_no_manifest_committer(ObjectStore store) {
    EventLog log = new EventLog(store, "event-logs");
    boolean isTooNew = store.equals(AZURE);

    assertThat(log.writerConf(SparkReleases.version("4.1.2")).text())
        .contains("ManifestCommitterFactory", "PathOutputCommitProtocol");
    if (isTooNew) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.writerConf(SparkReleases.version("3.5.8")))
          .withMessageContaining("comes by workload identity", "use AzureStorage.Keys, or Spark 4");
    } else {
      assertThat(log.writerConf(SparkReleases.version("3.5.8")).text())
          .doesNotContain("ManifestCommitterFactory", "PathOutputCommitProtocol");
    }
  }

  @Test
  void properties_of_google() {
    Texts.approve("conf", GOOGLE_BY_KEY.conf(AwsSdk.V2).text());
  }

  @Test
  void properties_of_azure_by_identity() {
    Texts.approve("conf", AZURE.conf(AwsSdk.V2).text());
  }

  @Test
  void properties_of_azure_by_key() {
    Texts.approve("conf", AZURE_BY_KEY.conf(AwsSdk.V1).text());
  }

  @Test
  void what_people_do_outside_the_cluster() {
    StringBuilder text = new StringBuilder();
    for (ObjectStore store : stores()) {
      text.append(store.guide(List.of(Samples.spark41().minio().labels()))).append("\n---\n");
    }
    Texts.approve("md", text.toString());
  }

  @Test
  void azures_webhook_finds_accounts_and_all_pods_that_come_to_the_store() {
    String yaml = yaml(bench(AZURE).stack());

    assertThat(yaml.split("azure.workload.identity/client-id: \"?" + CLIENT, -1))
        .as("accounts of driver, executor and History Server")
        .hasSize(4);
    assertThat(bench(AZURE).application().pods().labels())
        .containsEntry("azure.workload.identity/use", "true");
    assertThat(yaml.split("azure.workload.identity/use: \"true\"", -1).length).isGreaterThan(4);
  }

  @Test
  void google_is_told_of_the_service_account_on_accounts_alone() {
    String yaml = yaml(bench(GOOGLE).stack());

    assertThat(
            yaml.split(
                "iam.gke.io/gcp-service-account: \"?spark-jobs@acme-data.iam.gserviceaccount.com",
                -1))
        .hasSize(4);
  }

  @Test
  void the_image_has_the_client() {
    assertThat(bench(GOOGLE).image().files().get("Dockerfile"))
        .contains(" && jar com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26:jar:shaded");
    assertThat(bench(AZURE).image().files().get("Dockerfile"))
        .contains(" && jar org.apache.hadoop:hadoop-azure:3.4.2");
    assertThat(bench(AZURE_BY_KEY).release("3.5.8").image().files().get("Dockerfile"))
        .contains(" && jar org.apache.hadoop:hadoop-azure:3.3.4");
  }

  @Test
  void keys_are_their_owners() {
    for (ObjectStore store : List.of(GOOGLE_BY_KEY, AZURE_BY_KEY)) {
      assertThat(store.access().secrets())
          .singleElement()
          .satisfies(secret -> assertThat(secret.isKeptByOthers()).isTrue());
    }
  }

  @Test
  void googles_s3_is_spared_what_it_cannot_do() {
    ExternalStore store =
        new ExternalStore(
            URI.create("https://storage.googleapis.com"),
            List.of(new Cidr("142.250.0.0/15")),
            Samples.LAKE);

    assertThat(store.location())
        .containsEntry("fs.s3a.multiobjectdelete.enable", "false")
        .containsEntry("fs.s3a.list.version", "1")
        .containsEntry("fs.s3a.path.style.access", "true");
    assertThat(store.writerConf().text()).doesNotContain("magic");
    assertThat(Samples.NEXT_DOOR.writerConf().text()).contains("magic");
    assertThat(Samples.NEXT_DOOR.location()).doesNotContainKey("fs.s3a.list.version");
  }

  @Test
  void a_program_is_in_the_store_or_in_the_image() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench(GOOGLE).submission("report", "s3a://acme-spark/report.py"))
        .withMessage(
            "application file 's3a://acme-spark/report.py' of report is not in its store, whose"
                + " addresses begin as in gs://acme-spark/jobs/; put it there, or into the image and"
                + " write local:///…");
    String others = "abfss://spark@others.dfs.core.windows.net/report.py";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench(AZURE).submission("report", others))
        .withMessageContaining("begin as in abfss://spark@acme.dfs.core.windows.net/jobs/");
    String beside = "abfss://programs@acme.dfs.core.windows.net/report.py";
    assertThat(bench(AZURE).submission("report", beside).program().file()).isEqualTo(beside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Lake", "la", "-lake", "lake-", "la..ke", "google-lake", "10.0.0.1", "la/ke"})
  void no_bucket_of_google_is_called_so(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GoogleStorage(name, GoogleStorage.Identity.direct()))
        .withMessageContaining(
            "bucket '" + name + "' is not the name of one in Google Cloud Storage");
  }

  @ParameterizedTest
  @CsvSource({
    "acme.dfs.core.windows.net, spark, storage account",
    "ac, spark, storage account",
    "acme, Spark, container",
    "acme, sp--ark, container",
    "acme, sp, container",
  })
  void no_container_of_azure_is_called_so(String account, String container, String what) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AzureStorage(account, container, AzureStorage.Keys.in("acme-keys")))
        .withMessageContaining("is not the name of a " + what);
  }

  @Test
  void who_comes_is_named_as_its_cloud_does() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GoogleStorage.Identity("spark"))
        .withMessageContaining("'spark' is not a service account of Google");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AzureStorage.Identity("acme", CLIENT))
        .withMessageContaining("'acme' is not the id of a tenant");
  }

  @Test
  void an_identity_of_another_cloud_opens_no_bucket_by_s3() {
    AwsS3 mixed = new AwsS3("eu-central-1", "lake", GoogleStorage.Identity.direct());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mixed.conf(AwsSdk.V2))
        .withMessageContaining("a service account of Google opens no bucket by S3");
  }

  private static String yaml(Stack stack) {
    StringBuilder text = new StringBuilder();
    StackManifests made = StackManifests.of(stack);
    stack
        .components()
        .forEach(
            component -> {
              for (Manifest manifest : made.manifests(component)) {
                text.append(Yaml.document(manifest.object()));
              }
            });
    return text.toString();
  }
}
