package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;

class KeyFilesTest extends FamilyTest {

  private static final String V1 = "AWS_CREDENTIAL_PROFILES_FILE";
  private static final String V2 = "AWS_SHARED_CREDENTIALS_FILE";
  private static final String TEMPLATES = "lab-pod-templates";
  private static final String EXECUTOR = "executor.yaml";

  KeyFilesTest() {
    super(KeyFiles::new);
    on(
        KeyFiles.VARIABLE_IS_THE_SDKS,
        "of Deployment history names its keys by "
            + V2
            + ", which the SDK in its image does not"
            + " read; name them by "
            + V1,
        good -> good.container(HISTORY, KeyFilesTest::renamed));
    on(
        KeyFiles.VARIABLE_IS_THE_SDKS,
        "container event-log-ready of StatefulSet lab names its keys by " + V2,
        good -> good.pod(JUPYTER, pod -> pod.getInitContainers().forEach(KeyFilesTest::renamed)));
    on(
        KeyFiles.VARIABLE_IS_THE_SDKS,
        "key executor.yaml does not set " + V1 + ", by which executors of",
        good -> good.data(TEMPLATES, EXECUTOR, text -> text.replace(V1, V2)));
    on(
        KeyFiles.VARIABLE_IS_THE_SDKS,
        "key driver.yaml does not set " + V1 + ", by which drivers of",
        good -> good.data(TEMPLATES, "driver.yaml", text -> text.replace(V1, V2)));
    on(
        KeyFiles.VARIABLE_IS_THE_SDKS,
        "says that the keys for S3 are in /run/keys/credentials, where nothing is mounted",
        good ->
            good.data(
                TEMPLATES, EXECUTOR, text -> text.replace("value: /run/s3/", "value: /run/keys/")));
    on(
        KeyFiles.PROFILE_IS_IN_THE_FILE,
        "asks for the profile lake, and the file of keys has default",
        good ->
            good.container(JUPYTER, c -> c.getEnv().add(new EnvVar("AWS_PROFILE", "lake", null))));
  }

  private static void renamed(Container container) {
    container.getEnv().stream()
        .filter(variable -> variable.getName().equals(V1))
        .forEach(variable -> variable.setName(V2));
  }

  @Test
  void both_variables_may_stand_there() {
    Altered altered =
        Altered.samples()
            .container(JUPYTER, c -> c.getEnv().add(new EnvVar(V2, "/run/s3/credentials", null)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_image_of_others_has_its_own_sdk() {
    Altered altered =
        Altered.samples()
            .container(STORE, c -> c.getEnv().add(new EnvVar(V2, "/run/s3/credentials", null)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_property_may_set_the_variable() {
    Altered altered =
        Altered.samples()
            .data(TEMPLATES, EXECUTOR, text -> text.replace(V1, "OTHER"))
            .property(NOTEBOOK_CONF, "spark.executorEnv." + V1, "/run/s3/credentials")
            .file(PI_CONF, text -> text + "spark.executorEnv." + V1 + "=/run/s3/credentials\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void who_takes_a_role_needs_no_file() {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.AWS).stack())
            .container(JUPYTER, c -> c.getEnv().add(new EnvVar(V1, "/run/s3/credentials", null)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_profile_of_the_file_may_be_named() {
    Altered altered =
        Altered.samples()
            .container(JUPYTER, c -> c.getEnv().add(new EnvVar("AWS_PROFILE", "default", null)));

    assertThat(said(altered)).isEmpty();
  }
}
