package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OneSecretTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";
  private static final String EXECUTOR = "executor.yaml";
  private static final String SECRET = "driver-secret";

  OneSecretTest() {
    super(OneSecret::new);
    on(
        OneSecret.SECRET_IS_ONE,
        "from key token of Secret lab-token, and its executors from key secret of Secret " + SECRET,
        good ->
            drivers(
                good,
                volume -> {
                  volume.getSecret().setSecretName("lab-token");
                  volume.getSecret().setItems(List.of(new KeyToPath("token", null, "secret")));
                }));
    on(
        OneSecret.SECRET_IS_ONE,
        "and its executors from key secret of Secret other",
        good ->
            good.data(
                TEMPLATES,
                EXECUTOR,
                text -> text.replace("secretName: " + SECRET, "secretName: other")));
    on(
        OneSecret.SECRET_IS_ONE,
        "and its executors from key token of Secret " + SECRET,
        good ->
            good.data(TEMPLATES, EXECUTOR, text -> text.replace("key: secret\n", "key: token\n")));
    on(
        OneSecret.SECRET_IS_ONE,
        "and its executors from key secret of Secret mine",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.kubernetes.executor.secrets.mine", "/run/spark-rpc"));
    on(
        OneSecret.SECRET_IS_ONE,
        "from key secret of Secret other, and its executors",
        good ->
            good.data(
                TEMPLATES,
                "driver.yaml",
                text -> text.replace("secretName: " + SECRET, "secretName: other")));
  }

  private static Altered drivers(Altered altered, Consumer<Volume> change) {
    return altered.pod(
        JUPYTER,
        pod ->
            pod.getVolumes().stream()
                .filter(
                    volume ->
                        volume.getSecret() != null
                            && SECRET.equals(volume.getSecret().getSecretName()))
                .forEach(change));
  }

  @Test
  void the_whole_secret_has_the_key_too() {
    Altered altered = drivers(Altered.samples(), volume -> volume.getSecret().setItems(List.of()));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_secret_may_be_projected() {
    SecretProjection same =
        new SecretProjection(List.of(new KeyToPath("secret", null, "secret")), SECRET, false);
    Altered altered =
        drivers(
            Altered.samples(),
            volume -> {
              volume.setSecret(null);
              volume.setProjected(
                  new ProjectedVolumeSource(
                      288, List.of(new VolumeProjectionBuilder().withSecret(same).build())));
            });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_is_in_no_secret_is_another_rules_to_refuse() {
    Altered altered =
        drivers(
            Altered.samples(),
            volume ->
                volume.setSecret(
                    new SecretVolumeSource(
                        288, List.of(new KeyToPath("secret", null, "other")), false, SECRET)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void who_does_not_authenticate_needs_none() {
    Altered altered =
        drivers(Altered.samples(), volume -> volume.getSecret().setSecretName("other"))
            .without(NOTEBOOK_CONF, "spark.authenticate");

    assertThat(said(altered)).isEmpty();
  }
}
