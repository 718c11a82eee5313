package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAudiencesTest extends FamilyTest {

  private static final String OF_API = "/var/run/secrets/kubernetes.io/serviceaccount/token";

  TokenAudiencesTest() {
    super(TokenAudiences::new);
    on(
        TokenAudiences.TOKEN_IS_TRUSTED,
        "ServiceAccount etl takes its role by a token for s3.amazonaws.com",
        good ->
            good.edit(
                ServiceAccount.class,
                "etl",
                account ->
                    account
                        .getMetadata()
                        .setAnnotations(Map.of("eks.amazonaws.com/audience", "s3.amazonaws.com"))));
    on(
        TokenAudiences.TOKEN_IS_TRUSTED,
        "shows the API server a token for sts.amazonaws.com, which it refuses",
        good -> good.pod(JUPYTER, pod -> token(pod, "sts.amazonaws.com")));
    on(
        TokenAudiences.TOKEN_IS_TRUSTED,
        "shows the cloud a token for the API server, and it trusts those for sts.amazonaws.com",
        good ->
            good.container(JUPYTER, container -> container.setEnv(readers(container.getEnv()))));
  }

  private static List<EnvVar> readers(List<EnvVar> given) {
    List<EnvVar> env = new ArrayList<>(given);
    env.add(new EnvVar("AWS_WEB_IDENTITY_TOKEN_FILE", OF_API, null));
    return env;
  }

  private static void token(PodSpec pod, String audience) {
    for (Volume volume : pod.getVolumes()) {
      if (volume.getProjected() != null) {
        for (VolumeProjection source : volume.getProjected().getSources()) {
          if (source.getServiceAccountToken() != null) {
            source.getServiceAccountToken().setAudience(audience);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://kubernetes.default.svc.cluster.local", "k3s", "kubernetes"})
  void audiences_of_the_api_server_pass(String audience) {
    assertThat(said(Altered.samples().pod(JUPYTER, pod -> token(pod, audience)))).isEmpty();
  }
}
