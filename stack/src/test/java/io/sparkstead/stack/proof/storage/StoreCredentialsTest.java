package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreCredentialsTest extends FamilyTest {

  StoreCredentialsTest() {
    super(StoreCredentials::new);
    on(
        StoreCredentials.CREDENTIALS_FILE_IS_MOUNTED,
        "container history of Deployment history reads S3 keys from a file and has none; mount the"
            + " login's Secret and set its variable",
        good -> good.container(HISTORY, keysAt("/home/spark/.aws/credentials")));
    on(
        StoreCredentials.CREDENTIALS_FILE_IS_MOUNTED,
        "container history of Deployment history has a file with S3 keys, and ConfigMap spark-conf"
            + " key spark-defaults.conf names no provider that reads it; set "
            + S3.PROVIDER,
        good -> good.property(HISTORY_CONF, S3.PROVIDER, "org.example.Provider"));
    on(
        StoreCredentials.CREDENTIALS_FILE_IS_MOUNTED,
        "examples/spark-pi.conf names no provider of keys, others name"
            + " com.amazonaws.auth.profile.ProfileCredentialsProvider; set it",
        good ->
            good.file(PI_CONF, text -> Altered.withProperty(text, S3.PROVIDER, Optional.empty())));
    on(
        StoreCredentials.CREDENTIALS_FILE_IS_MOUNTED,
        "variable MINIO_ROOT_PASSWORD_FILE of StatefulSet store names /run/password, where no Secret"
            + " is mounted; mount it there",
        good -> good.container(STORE, variable("MINIO_ROOT_PASSWORD_FILE", "/run/password")));
  }

  private static Consumer<Container> keysAt(String file) {
    return server ->
        server.getEnv().stream()
            .filter(variable -> variable.getName().startsWith("AWS_"))
            .forEach(variable -> variable.setValue(file));
  }

  private static Consumer<Container> variable(String name, String value) {
    return container -> {
      container.getEnv().removeIf(variable -> variable.getName().equals(name));
      container.getEnv().add(new EnvVarBuilder().withName(name).withValue(value).build());
    };
  }

  @Test
  void each_container_that_reads_the_store_needs_its_keys() {
    Altered altered =
        Altered.samples()
            .pod(HISTORY, pod -> keysAt("/elsewhere").accept(pod.getInitContainers().get(0)));

    assertThat(said(altered))
        .extracting(Finding::mark)
        .containsExactly(
            "name: "
                + StackManifests.of(Samples.spark35().stack())
                    .manifests(Samples.spark35().historyServer())
                    .stream()
                    .flatMap(manifest -> manifest.containers().stream())
                    .findFirst()
                    .orElseThrow()
                    .getName());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_CREDENTIAL_PROFILES_FILE, true",
    "AWS_SHARED_CREDENTIALS_FILE, true",
    "AWS_CONFIG, false",
  })
  void either_generation_of_the_sdk_has_its_variable(String name, boolean isKnown) {
    Altered altered =
        Altered.samples()
            .container(
                HISTORY,
                server -> {
                  server.getEnv().removeIf(variable -> variable.getName().startsWith("AWS_"));
                  variable(name, "/run/s3/credentials").accept(server);
                });

    assertThat(said(altered).isEmpty()).isEqualTo(isKnown);
  }

  @Test
  void a_file_that_is_promised_and_not_named_is_nobodys() {
    Altered altered =
        Altered.samples()
            .container(
                STORE,
                store ->
                    store
                        .getEnv()
                        .add(
                            new EnvVarBuilder()
                                .withName("TOKEN_FILE")
                                .withNewValueFrom()
                                .withNewSecretKeyRef("key", "lake-keys", false)
                                .endValueFrom()
                                .build()));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD_FILE, /run/x, true",
    "DB_PASSWORD_FILE, /run/minio/password, false",
    "DB_PASSWORD, /run/x, false",
    "LOG_FILE, /run/x, false",
    "_FILE, /run/x, false",
  })
  void a_variable_promises_a_file_by_its_name(String name, String value, boolean isMissing) {
    Altered altered = Altered.samples().container(STORE, variable(name, value));

    assertThat(!said(altered).isEmpty()).isEqualTo(isMissing);
  }

  /** It reads nothing of the store itself. */
  @Test
  void a_pod_that_submits_needs_no_keys() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.submit.deployMode", "cluster")
            .property(NOTEBOOK_CONF, S3.PROVIDER, "org.example.Provider");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_pod_that_knows_no_store_may_have_a_file_of_keys() {
    Altered altered =
        Altered.samples()
            .data(
                HISTORY_CONF,
                "spark-defaults.conf",
                text -> "spark.history.fs.logDirectory=file:/tmp/spark-events\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void nobody_names_a_provider_where_keys_come_by_themselves() {
    Altered altered = Altered.of(Samples.spark41().storedIn(Samples.AWS_BY_AGENT).stack());

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void properties_that_name_no_bucket_need_no_provider() {
    Altered altered = Altered.samples().newFile("a.conf", "spark.app.name=a\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_stands_beside_a_server_needs_no_keys() {
    assertThat(said(withSidecar(Altered.samples()))).isEmpty();
  }

  /** In front of the part's own, as a patch may put it. */
  private static Altered withSidecar(Altered altered) {
    Container beside = new Container();
    beside.setName("beside");
    beside.setImage("registry.example.org/agent:1");
    return altered.pod(HISTORY, pod -> pod.getContainers().add(0, beside));
  }
}
