package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfilesTest extends FamilyTest {

  ProfilesTest() {
    super(Profiles::new);
    on(
        Profiles.PROFILE_IS_BROUGHT,
        "StatefulSet lab asks for seccomp's profile profiles/spark.json",
        good -> seccomp(good, "profiles/spark.json"));
    on(
        Profiles.PROFILE_IS_BROUGHT,
        "StatefulSet store asks for AppArmor's profile minio",
        good ->
            good.pod(
                STORE,
                pod ->
                    pod.getSecurityContext()
                        .setAppArmorProfile(new AppArmorProfile("minio", "Localhost"))));
    on(
        Profiles.PROFILE_IS_BROUGHT,
        "ConfigMap lab-pod-templates key executor.yaml asks for seccomp's profile spark.json",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "\n      type: RuntimeDefault\n  volumes:",
                        "\n      type: Localhost\n      localhostProfile: spark.json\n  volumes:")));
    on(
        Profiles.PROFILE_IS_BROUGHT,
        "AppArmor's profile lab",
        good ->
            good.template(
                JUPYTER,
                template ->
                    template
                        .getMetadata()
                        .setAnnotations(
                            Map.of(
                                "container.apparmor.security.beta.kubernetes.io/lab",
                                "localhost/lab"))));
  }

  private static Altered seccomp(Altered good, String profile) {
    return good.container(
        JUPYTER,
        container ->
            container
                .getSecurityContext()
                .setSeccompProfile(new SeccompProfile(profile, "Localhost")));
  }

  @Test
  void an_operator_brings_its_own() {
    assertThat(said(seccomp(Altered.samples(), "operator/data/spark.json"))).isEmpty();
  }
}
