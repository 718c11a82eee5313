package io.sparkstead.stack.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.stack.proof.testing.Kubectl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads an object, told by its group. */
class GitOpsToolsTest {

  @ParameterizedTest
  @CsvSource({
    "Application,   argoproj.io/v1alpha1,           true",
    "Kustomization, kustomize.toolkit.fluxcd.io/v1, true",
    "GitRepository, source.toolkit.fluxcd.io/v1,    true",
    "Application,   example.org/v1,                 false",
    "ConfigMap,     v1,                             false",
  })
  void argo_cd_and_flux_read_what_is_of_their_groups(String kind, String api, boolean isRead) {
    HasMetadata object = Kubectl.objects("{kind: " + kind + ", apiVersion: " + api + "}").get(0);

    assertThat(GitOpsTools.read(object)).isEqualTo(isRead);
    assertThat(GitOpsTools.isForFlux(object)).isEqualTo(kind.equals("Kustomization"));
  }
}
