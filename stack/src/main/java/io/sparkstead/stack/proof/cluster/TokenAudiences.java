package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;

/** Whether tokens of accounts are made for those who are to trust them. */
public record TokenAudiences(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule TOKEN_IS_TRUSTED =
      Rule.error("SEC-10", "A token of an account is for whom it is shown to")
          .why("The cloud or the API server refuses a token with another's audience.")
          .fix("Drop the audience, or say the one that the finding names.");

  private static final String ANNOTATION = "eks.amazonaws.com/audience";
  private static final String AMAZON = "sts.amazonaws.com";
  private static final String AZURE = "api://AzureADTokenExchange";
  private static final String API = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String OTHER_STS = "AWS_ENDPOINT_URL_STS";

  /** Variables that lead to a token, and how the audience begins that its reader trusts. */
  private static final Map<String, String> READERS =
      Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", AMAZON, "AZURE_FEDERATED_TOKEN_FILE", AZURE);

  @Override
  public void check() {
    for (Found<ServiceAccount> account : stack.all(ServiceAccount.class)) {
      Map<String, String> annotations = Given.texts(account.manifest().annotations());
      String audience = annotations.getOrDefault(ANNOTATION, AMAZON);
      if (!audience.startsWith(AMAZON)) {
        at(TOKEN_IS_TRUSTED, account, ANNOTATION)
            .say(
                "{it} takes its role by a token for {}, and roles trust those for {}; drop {}",
                audience,
                AMAZON,
                ANNOTATION);
      }
    }
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      for (Volume volume : Given.list(pods.spec().getVolumes())) {
        ofVolume(pods, volume);
      }
    }
  }

  private void ofVolume(PodSpecs pods, Volume volume) {
    var projected = volume.getProjected();
    for (VolumeProjection source : Given.list(projected == null ? null : projected.getSources())) {
      var token = source.getServiceAccountToken();
      if (token != null) {
        for (Container container : pods.containers()) {
          for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
            if (Given.text(volume.getName()).equals(mount.getName())) {
              String path = Given.text(mount.getMountPath());
              String file = path + "/" + Given.text(token.getPath());
              ofApi(pods.what(), path, Given.text(token.getAudience()));
              ofReaders(pods.what(), container, file, Given.text(token.getAudience()));
            }
          }
        }
      }
    }
  }

  /** Who issues tokens goes by an address, K3s and kind by names besides. */
  private void ofApi(Written what, String path, String audience) {
    boolean isApis =
        audience.isEmpty()
            || audience.startsWith("https://")
            || audience.startsWith("kubernetes")
            || audience.equals("k3s");
    if (path.equals(API) && !isApis) {
      at(TOKEN_IS_TRUSTED, what, audience)
          .say(
              "{it} shows the API server a token for {}, which it refuses; drop the audience",
              audience);
    }
  }

  private void ofReaders(Written what, Container container, String file, String audience) {
    for (EnvVar variable : Given.list(container.getEnv())) {
      String trusted = READERS.get(Given.text(variable.getName()));
      if (trusted != null
          && file.equals(variable.getValue())
          && !audience.startsWith(trusted)
          && !hasOtherSts(container)) {
        at(TOKEN_IS_TRUSTED, what, file)
            .say(
                "{it} shows the cloud a token for {}, and it trusts those for {}; say that audience",
                audience.isEmpty() ? "the API server" : audience,
                trusted);
      }
    }
  }

  /** A store of one's own says itself whom it trusts. */
  private static boolean hasOtherSts(Container container) {
    for (EnvVar variable : Given.list(container.getEnv())) {
      if (OTHER_STS.equals(variable.getName())) {
        return true;
      }
    }
    return false;
  }
}
