package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has a token, and who needs one. */
class AccountsTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";

  AccountsTest() {
    super(Accounts::new);
    on(
        Accounts.TOKEN_ONLY_FOR_DRIVERS,
        "Deployment history gets a token",
        good -> good.pod(HISTORY, pod -> pod.setAutomountServiceAccountToken(true)));
    on(
        Accounts.ACCOUNT_IS_OWN,
        "Deployment history runs as the account default",
        good -> good.pod(HISTORY, pod -> pod.setServiceAccountName(null)));
    on(
        Accounts.DRIVER_HAS_A_TOKEN,
        "StatefulSet lab runs drivers and gets no token",
        good ->
            good.container(
                JUPYTER,
                jupyter ->
                    jupyter.getVolumeMounts().removeIf(m -> m.getName().equals("api-token"))));
    on(
        Accounts.DRIVER_HAS_A_TOKEN,
        "the driver of ConfigMap lab-pod-templates key driver.yaml gets no token",
        good ->
            good.data(
                TEMPLATES,
                "driver.yaml",
                text -> text.replace("serviceAccountToken:", "downwardAPI:")));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void a_pod_that_says_nothing_takes_what_its_account_says(boolean mounts, boolean isGood) {
    Altered altered =
        Altered.samples()
            .edit(
                ServiceAccount.class,
                HISTORY,
                account -> account.setAutomountServiceAccountToken(mounts))
            .pod(HISTORY, pod -> pod.setAutomountServiceAccountToken(null));

    assertThat(said(Accounts.TOKEN_ONLY_FOR_DRIVERS, altered).isEmpty()).isEqualTo(isGood);
  }

  @Test
  void a_pod_with_a_role_of_its_own_may_have_a_token() {
    Altered altered =
        Altered.samples()
            .pod(HISTORY, pod -> pod.setAutomountServiceAccountToken(true))
            .edit(
                RoleBinding.class,
                "etl-role",
                binding -> binding.getSubjects().get(0).setName(HISTORY));

    assertThat(said(Accounts.TOKEN_ONLY_FOR_DRIVERS, altered)).isEmpty();
  }

  @Test
  void an_account_that_says_nothing_mounts_a_token() {
    Altered altered =
        Altered.samples()
            .edit(
                ServiceAccount.class,
                HISTORY,
                account -> account.setAutomountServiceAccountToken(null))
            .pod(HISTORY, pod -> pod.setAutomountServiceAccountToken(null));

    assertThat(said(Accounts.TOKEN_ONLY_FOR_DRIVERS, altered)).hasSize(1);
    assertThat(said(Accounts.TOKEN_ONLY_FOR_DRIVERS, altered.delete(ServiceAccount.class, HISTORY)))
        .hasSize(1);
  }

  @Test
  void a_token_that_kubernetes_mounts_is_enough_for_a_driver() {
    Altered altered =
        Altered.samples()
            .pod(JUPYTER, pod -> pod.setAutomountServiceAccountToken(true))
            .container(
                JUPYTER,
                jupyter ->
                    jupyter.getVolumeMounts().removeIf(m -> m.getName().equals("api-token")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_token_elsewhere_is_found_by_nobody() {
    Altered altered =
        Altered.samples()
            .container(
                JUPYTER,
                jupyter ->
                    jupyter.getVolumeMounts().stream()
                        .filter(mount -> mount.getName().equals("api-token"))
                        .forEach(mount -> mount.setMountPath("/run/token")));

    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, altered)).hasSize(1);
  }

  @Test
  void what_is_projected_without_a_token_is_none() {
    Altered altered =
        Altered.samples()
            .pod(
                JUPYTER,
                pod ->
                    pod.getVolumes().stream()
                        .filter(volume -> volume.getName().equals("api-token"))
                        .forEach(
                            volume ->
                                volume.getProjected().setSources(List.of(new VolumeProjection()))));

    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, altered)).hasSize(1);
  }

  private static Altered projecting(Consumer<List<VolumeProjection>> change) {
    return Altered.samples()
        .pod(
            JUPYTER,
            pod ->
                pod.getVolumes().stream()
                    .filter(volume -> volume.getName().equals("api-token"))
                    .forEach(volume -> change.accept(volume.getProjected().getSources())));
  }

  @Test
  void a_token_for_somebody_else_is_none() {
    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, projecting(sources -> audience(sources, "vault"))))
        .hasSize(1);
    assertThat(
            said(
                Accounts.DRIVER_HAS_A_TOKEN,
                projecting(sources -> audience(sources, "https://kubernetes.default.svc"))))
        .isEmpty();
  }

  private static void audience(List<VolumeProjection> sources, String audience) {
    sources.get(0).getServiceAccountToken().setAudience(audience);
  }

  @Test
  void a_token_under_another_name_or_without_the_certificate_is_none() {
    assertThat(
            said(
                Accounts.DRIVER_HAS_A_TOKEN,
                projecting(sources -> sources.get(0).getServiceAccountToken().setPath("tok"))))
        .hasSize(1);
    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, projecting(sources -> sources.remove(1))))
        .hasSize(1);
  }

  @Test
  void a_token_is_projected_for_who_calls_no_api_too() {
    Altered altered = Altered.samples().pod(JUPYTER, pod -> pod.setServiceAccountName("somebody"));

    assertThat(said(Accounts.TOKEN_ONLY_FOR_DRIVERS, altered)).isEmpty();
    assertThat(
            said(
                Accounts.TOKEN_ONLY_FOR_DRIVERS,
                altered.property(NOTEBOOK_CONF, "spark.submit.deployMode", "cluster")))
        .containsExactly(
            "StatefulSet lab gets a token and calls no API; set automountServiceAccountToken:"
                + " false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: spark-kubernetes-driver", "automountServiceAccountToken: false"})
  void a_template_of_no_driver_or_with_its_accounts_token_lacks_none(String text) {
    Altered altered =
        Altered.samples()
            .data(
                TEMPLATES,
                "driver.yaml",
                template ->
                    template.replace("serviceAccountToken:", "downwardAPI:").replace(text, "x: y"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_certificate_has_the_name_that_sparks_client_knows() {
    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, projecting(all -> certificate(all, "ca.crt"))))
        .isEmpty();
    assertThat(said(Accounts.DRIVER_HAS_A_TOKEN, projecting(all -> certificate(all, "ca.pem"))))
        .hasSize(1);
  }

  private static void certificate(List<VolumeProjection> sources, String path) {
    for (VolumeProjection source : sources) {
      if (source.getConfigMap() != null) {
        source.getConfigMap().setItems(List.of(new KeyToPath("ca.crt", null, path)));
      }
    }
  }
}
