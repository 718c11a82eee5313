package io.sparkstead.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every pod of a stack, those that Spark makes included. */
class PodsTest {

  private static final Stack STACK = Samples.spark35().stack();
  private static final Inventory INVENTORY = Inventory.of(STACK);
  private static final Map<String, PodTemplateSpec> PODS = INVENTORY.allPods();

  @Test
  void there_are_five_of_ours_and_two_kinds_of_sparks() {
    assertThat(INVENTORY.pods()).hasSize(5);
    assertThat(INVENTORY.sparkPods())
        .containsOnlyKeys(
            "check-pod-templates/executor.yaml",
            "lab-pod-templates/driver.yaml",
            "lab-pod-templates/executor.yaml");
  }

  /** A Spark process whose uid has no line in the image's password file stops at once. */
  @Test
  void run_as_the_user_of_the_images() {
    PODS.forEach(
        (name, pod) -> {
          PodSecurityContext context = pod.getSpec().getSecurityContext();
          assertThat(List.of(context.getRunAsUser(), context.getRunAsGroup(), context.getFsGroup()))
              .as(name)
              .containsOnly(20001L);
          assertThat(Inventory.containers(pod))
              .as(name)
              .extracting(container -> container.getSecurityContext().getRunAsUser())
              .containsOnly(20001L);
        });
    assertThat(STACK.builds())
        .allSatisfy(
            image -> assertThat(image.files().get("Dockerfile")).contains("\nUSER 20001:20001\n"));
  }

  /** The restricted profile of Pod Security, and a root file system nobody writes. */
  @Test
  void can_gain_nothing() {
    PODS.forEach(
        (name, pod) -> {
          assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
              .as(name)
              .isEqualTo("RuntimeDefault");
          for (Container container : Inventory.containers(pod)) {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getRunAsNonRoot()).as(name).isTrue();
            assertThat(context.getAllowPrivilegeEscalation()).as(name).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).as(name).isTrue();
            assertThat(context.getCapabilities().getDrop()).as(name).containsExactly("ALL");
          }
        });
  }

  @Test
  void get_no_token_unasked() {
    assertThat(PODS.values())
        .extracting(pod -> pod.getSpec().getAutomountServiceAccountToken())
        .containsOnly(false);
    assertThat(PODS.entrySet())
        .filteredOn(
            pod ->
                pod.getValue().getSpec().getVolumes().stream()
                    .anyMatch(volume -> volume.getName().equals("api-token")))
        .extracting(Map.Entry::getKey)
        .satisfiesExactlyInAnyOrder(
            name -> assertThat(name).isEqualTo("lab"),
            name -> assertThat(name).startsWith("check-"),
            name -> assertThat(name).isEqualTo("lab-pod-templates/driver.yaml"));
  }

  /** The kubelet kills or evicts whoever was given less than its limit; Spark adds its own. */
  @Test
  void ask_for_what_they_may_take_but_processor_time() {
    for (PodTemplateSpec pod : INVENTORY.pods().values()) {
      for (Container container : Inventory.containers(pod)) {
        Map<String, Quantity> requests = container.getResources().getRequests();
        Map<String, Quantity> limits = container.getResources().getLimits();
        assertThat(requests).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
        assertThat(limits).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
        assertThat(amount(requests, "cpu")).isLessThanOrEqualTo(amount(limits, "cpu"));
        assertThat(amount(requests, "memory")).isEqualTo(amount(limits, "memory"));
        assertThat(amount(requests, "ephemeral-storage"))
            .isEqualTo(amount(limits, "ephemeral-storage"));
      }
    }
  }

  /** Past its container's limit a pod is evicted, however large the volume. */
  @Test
  void have_room_for_their_scratch_volumes() {
    PODS.forEach(
        (name, pod) -> {
          BigDecimal volumes =
              pod.getSpec().getVolumes().stream()
                  .map(Volume::getEmptyDir)
                  .filter(Objects::nonNull)
                  .map(empty -> empty.getSizeLimit().getNumericalAmount())
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          BigDecimal room =
              pod.getSpec().getContainers().stream()
                  .map(c -> amount(c.getResources().getLimits(), "ephemeral-storage"))
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(volumes).as(name).isPositive().isLessThanOrEqualTo(room);
        });
  }

  @Test
  void are_asked_whether_they_live_if_they_are_to_stay() {
    assertThat(INVENTORY.longRunningPods()).hasSize(3);
    for (PodTemplateSpec pod : INVENTORY.longRunningPods().values()) {
      for (Container container : pod.getSpec().getContainers()) {
        assertThat(container.getStartupProbe()).isNotNull();
        assertThat(container.getReadinessProbe()).isNotNull();
        assertThat(container.getLivenessProbe()).isNotNull();
      }
    }
  }

  @Test
  void write_where_a_volume_is() {
    PODS.forEach(
        (name, pod) -> {
          for (Container container : Inventory.containers(pod)) {
            List<String> writable =
                container.getVolumeMounts().stream()
                    .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                    .map(VolumeMount::getMountPath)
                    .toList();
            assertThat(writable).as(name).contains("/tmp");
            for (EnvVar variable : container.getEnv()) {
              if (Set.of("HOME", "MC_CONFIG_DIR").contains(variable.getName())) {
                assertThat(variable.getValue() + "/").as(name).startsWith("/tmp/");
              }
            }
          }
        });
  }

  @Test
  void hold_no_credential_in_their_environment() {
    PODS.forEach(
        (name, pod) -> {
          for (Container container : Inventory.containers(pod)) {
            assertThat(container.getEnv())
                .as(name)
                .filteredOn(
                    variable ->
                        variable
                            .getName()
                            .matches("(?i).*(user|secret|password|token|key|credential).*"))
                .allMatch(variable -> variable.getName().endsWith("_FILE"))
                .allMatch(variable -> variable.getValue().startsWith("/run/"));
          }
        });
  }

  /** Spark's own pattern of what to hide, and Hadoop's names of keys. */
  @Test
  void hold_no_credential_in_their_files() {
    assertThat(INVENTORY.objects()).noneMatch(object -> object.getKind().equals("Secret"));
    for (HasMetadata object : INVENTORY.objects()) {
      assertThat(Yaml.document(object))
          .doesNotContain("fs.s3a.access.key", "fs.s3a.secret.key", "session.token")
          .doesNotContainPattern(
              "(?im)^\\s*spark\\.\\S*(secret|password|token|access\\.?key)\\S*(?<!\\.file)=")
          .doesNotContainPattern("(?m)aws_(access_key_id|secret_access_key) *= *\\S")
          .doesNotContain("minio-admin");
    }
  }

  private static BigDecimal amount(Map<String, Quantity> quantities, String resource) {
    return quantities.get(resource).getNumericalAmount();
  }
}
