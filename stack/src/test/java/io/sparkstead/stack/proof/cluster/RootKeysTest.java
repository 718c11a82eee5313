package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootKeysTest extends FamilyTest {

  RootKeysTest() {
    super(RootKeys::new);
    on(
        RootKeys.ROOT_STAYS_WITH_THE_STORE,
        "StatefulSet lab reads Secret store-root, by which its store knows its administrator",
        good -> reading(good, JUPYTER, "store-root"));
    on(
        RootKeys.ROOT_STAYS_WITH_THE_STORE,
        "key executor.yaml reads Secret store-root",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replace("secretName: lake-keys", "secretName: store-root")));
    on(
        RootKeys.ROOT_STAYS_WITH_THE_STORE,
        "key spark-defaults.conf reads Secret store-root",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.secretKeyRef.KEY",
                "store-root:password"));
  }

  private static Altered reading(Altered good, String who, String secret) {
    EnvVarSource source = new EnvVarSource();
    source.setSecretKeyRef(new SecretKeySelector("password", secret, false));
    return good.container(
        who,
        container -> {
          List<EnvVar> env = new ArrayList<>(container.getEnv());
          env.add(new EnvVar("KEY", null, source));
          container.setEnv(env);
        });
  }

  @Test
  void keys_of_a_user_pass() {
    assertThat(said(reading(Altered.samples(), JUPYTER, "lake-keys"))).isEmpty();
  }

  @Test
  void the_store_itself_has_its_own() {
    assertThat(said(reading(Altered.samples(), STORE, "store-root"))).isEmpty();
  }
}
