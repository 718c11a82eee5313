package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinioVariablesTest extends FamilyTest {

  private static final String USER = "MINIO_ROOT_USER_FILE";
  private static final String PASSWORD = "MINIO_ROOT_PASSWORD_FILE";

  MinioVariablesTest() {
    super(MinioVariables::new);
    on(
        MinioVariables.VARIABLE_IS_READ,
        "sets MINIO_ROOT_USER_FILES, which MinIO does not read; did you mean MINIO_ROOT_USER_FILE?",
        good -> renamed(good, USER, "MINIO_ROOT_USER_FILES"));
    on(
        MinioVariables.VARIABLE_IS_READ,
        "sets MINIO_BROWSR, which MinIO does not read; did you mean MINIO_BROWSER?",
        good -> with(good, "MINIO_BROWSR"));
    on(
        MinioVariables.VARIABLE_IS_READ,
        "sets MINIO_ROOT_NAME, which MinIO does not read; did you mean",
        good -> renamed(good, USER, "MINIO_ROOT_NAME"));
    on(
        MinioVariables.ROOT_HAS_NAME_AND_PASSWORD,
        "StatefulSet store tells MinIO no password of root; set MINIO_ROOT_PASSWORD_FILE from",
        good -> without(good, PASSWORD));
    on(
        MinioVariables.ROOT_HAS_NAME_AND_PASSWORD,
        "StatefulSet store tells MinIO no root; set MINIO_ROOT_USER_FILE and"
            + " MINIO_ROOT_PASSWORD_FILE from files of a Secret",
        good -> without(without(good, PASSWORD), USER));
    on(
        MinioVariables.REGION_IS_SPARKS,
        "StatefulSet store sets MINIO_SITE_REGION to eu-central-1, and",
        good -> with(good, "MINIO_SITE_REGION", "eu-central-1"));
    on(
        MinioVariables.CONSOLE_IS_STARTED,
        "StatefulSet store sets MINIO_BROWSER to off, and port 9090 of Service store leads to its"
            + " console; leave the variable out, or the port",
        good -> with(good, "MINIO_BROWSER", "off"));
  }

  @Test
  void a_region_that_spark_signs_for_and_a_console_that_nobody_is_led_to_pass() {
    String region =
        Altered.samples().evidence().firstSet("spark.hadoop.fs.s3a.endpoint.region").orElse("");

    assertThat(said(with(Altered.samples(), "MINIO_REGION", region))).isEmpty();
    assertThat(said(with(Altered.samples(), "MINIO_BROWSER", "on"))).isEmpty();
    assertThat(
            said(
                with(Altered.samples(), "MINIO_BROWSER", "off")
                    .service(
                        STORE,
                        service ->
                            service.getPorts().removeIf(port -> port.getPort().equals(9090)))))
        .isEmpty();
  }

  private static Altered renamed(Altered good, String from, String to) {
    return good.container(
        STORE,
        c ->
            c.getEnv().stream()
                .filter(variable -> variable.getName().equals(from))
                .forEach(variable -> variable.setName(to)));
  }

  private static Altered without(Altered good, String name) {
    return good.container(STORE, c -> c.getEnv().removeIf(v -> v.getName().equals(name)));
  }

  private static Altered with(Altered good, String name) {
    return with(good, name, "x");
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(STORE, c -> c.getEnv().add(new EnvVar(name, value, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MINIO_BROWSER_REDIRECT_URL",
        "MINIO_PROMETHEUS_AUTH_TYPE",
        "MINIO_API_CLUSTER_DEADLINE",
        "MINIO_IDENTITY_OPENID_CONFIG_URL",
        "MINIO_STORAGE_CLASS_STANDARD",
        "MINIO_CI_CD",
        "TZ",
        "GOMEMLIMIT"
      })
  void other_variables_are_left_alone(String name) {
    assertThat(said(with(Altered.samples(), name))).isEmpty();
  }

  @Test
  void root_may_be_told_otherwise() {
    Altered all =
        without(without(Altered.samples(), USER), PASSWORD)
            .container(STORE, c -> c.setEnvFrom(List.of(new EnvFromSource())));
    Altered old =
        renamed(
            renamed(Altered.samples(), USER, "MINIO_ROOT_USER"), PASSWORD, "MINIO_ROOT_PASSWORD");

    assertThat(said(all)).isEmpty();
    assertThat(said(old)).isEmpty();
    assertThat(
            said(
                with(without(without(Altered.samples(), USER), PASSWORD), "MINIO_CONFIG_ENV_FILE")))
        .isEmpty();
  }
}
