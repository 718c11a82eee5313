package io.sparkstead.stack;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever one object of a stack names, another one is. */
class ReferencesTest {

  private static final Stack STACK = Samples.spark35().stack();
  private static final Inventory INVENTORY = Inventory.of(STACK);
  private static final Map<String, PodTemplateSpec> PODS = INVENTORY.allPods();

  @Test
  void every_object_is_in_the_stacks_namespace_and_named_once() {
    assertThat(INVENTORY.objects())
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly("data");
    assertThat(INVENTORY.objects())
        .extracting(object -> object.getKind() + "/" + object.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @Test
  void nothing_names_a_place_that_is_not_this_one() {
    for (HasMetadata object : INVENTORY.objects()) {
      assertThat(Yaml.document(object))
          .doesNotContain("192.168.", "longhorn", "binayakd", "homelab", ".spark.svc")
          .doesNotContain("spark-on-kube", "namespace: spark");
    }
  }

  @Test
  void every_volume_is_of_something_that_is_there() {
    Map<String, Set<String>> secrets =
        STACK.secrets().keySet().stream()
            .collect(toMap(secret -> secret.name().text(), secret -> secret.recipes().keySet()));

    PODS.forEach(
        (name, pod) -> {
          for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getSecret() != null) {
              assertThat(secrets).as(name).containsKey(volume.getSecret().getSecretName());
              assertThat(volume.getSecret().getItems())
                  .as(name)
                  .isNotEmpty()
                  .extracting(KeyToPath::getKey)
                  .containsExactlyElementsOf(secrets.get(volume.getSecret().getSecretName()));
            } else if (volume.getConfigMap() != null) {
              assertThat(INVENTORY.names(ConfigMap.class))
                  .as(name)
                  .contains(volume.getConfigMap().getName());
            } else if (volume.getPersistentVolumeClaim() != null) {
              assertThat(INVENTORY.names(PersistentVolumeClaim.class))
                  .as(name)
                  .contains(volume.getPersistentVolumeClaim().getClaimName());
            }
          }
        });
  }

  @Test
  void every_secret_that_is_asked_for_is_used() {
    assertThat(
            PODS.values().stream()
                .flatMap(pod -> pod.getSpec().getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName()))
        .containsAll(STACK.secrets().keySet().stream().map(s -> s.name().text()).toList());
  }

  @Test
  void every_claim_is_held_by_one_pod_at_a_time() {
    List<String> claims =
        INVENTORY.pods().values().stream()
            .flatMap(pod -> pod.getSpec().getVolumes().stream())
            .filter(volume -> volume.getPersistentVolumeClaim() != null)
            .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
            .toList();

    assertThat(claims)
        .containsExactlyInAnyOrderElementsOf(INVENTORY.names(PersistentVolumeClaim.class));
    assertThat(INVENTORY.all(PersistentVolumeClaim.class))
        .flatExtracting(claim -> claim.getSpec().getAccessModes())
        .containsOnly("ReadWriteOnce");
    assertThat(INVENTORY.all(Deployment.class))
        .extracting(deployment -> deployment.getSpec().getStrategy().getType())
        .containsOnly("Recreate");
    assertThat(INVENTORY.all(Deployment.class))
        .extracting(deployment -> deployment.getSpec().getReplicas())
        .containsOnly(1);
    assertThat(INVENTORY.all(StatefulSet.class))
        .extracting(set -> set.getSpec().getReplicas())
        .containsOnly(1);
    assertThat(INVENTORY.all(StatefulSet.class))
        .extracting(set -> set.getSpec().getPodManagementPolicy())
        .containsOnly("Parallel");
  }

  @Test
  void every_mount_is_of_a_volume_and_every_volume_is_mounted() {
    PODS.forEach(
        (name, pod) -> {
          List<VolumeMount> mounts =
              Inventory.containers(pod).stream()
                  .flatMap(container -> container.getVolumeMounts().stream())
                  .toList();
          assertThat(mounts.stream().map(VolumeMount::getName).collect(toSet()))
              .as(name)
              .isEqualTo(pod.getSpec().getVolumes().stream().map(Volume::getName).collect(toSet()));
          // A file mounted by subPath keeps its first text until the pod dies.
          assertThat(mounts).as(name).allMatch(mount -> mount.getSubPath() == null);
          for (Container container : Inventory.containers(pod)) {
            assertThat(container.getVolumeMounts())
                .as(name)
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates();
          }
        });
  }

  @Test
  void every_path_that_a_container_is_told_of_is_mounted_there() {
    PODS.forEach(
        (name, pod) -> {
          for (Container container : Inventory.containers(pod)) {
            for (EnvVar variable : container.getEnv()) {
              if (String.valueOf(variable.getValue()).startsWith("/run/")) {
                assertThat(isMounted(pod, container, variable.getValue()))
                    .as(name + ": " + variable.getName() + "=" + variable.getValue())
                    .isTrue();
              }
            }
          }
        });
  }

  @Test
  void every_file_that_an_application_is_told_of_is_mounted_in_the_pod_that_submits_it() {
    PodTemplateSpec lab = INVENTORY.pods().get("lab");
    Container jupyter = lab.getSpec().getContainers().get(0);

    assertThat(
            Stream.concat(
                    confs()
                        .flatMap(conf -> conf.entrySet().stream())
                        .filter(property -> property.getKey().endsWith("podTemplateFile"))
                        .map(Map.Entry::getValue),
                    Stream.of(
                        "/opt/spark/conf/spark-defaults.conf",
                        "/opt/jupyter/conf/jupyter_server_config.py",
                        "/opt/jupyter/samples/spark-pi.conf",
                        "/run/jupyter/token"))
                .toList())
        .hasSizeGreaterThan(5)
        .allMatch(path -> isMounted(lab, jupyter, path));
  }

  @Test
  void the_bootstrap_job_runs_the_script_that_is_mounted() {
    PodTemplateSpec pod =
        INVENTORY.pods().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("store-bootstrap-"))
            .findFirst()
            .orElseThrow()
            .getValue();
    Container client = pod.getSpec().getContainers().get(0);

    assertThat(client.getCommand()).startsWith("/bin/sh").hasSize(2);
    assertThat(List.of(client.getCommand().get(1), "/opt/bootstrap/policy.json"))
        .allMatch(path -> isMounted(pod, client, path));
  }

  @Test
  void every_account_is_there() {
    List<String> accounts = INVENTORY.names(ServiceAccount.class);

    assertThat(INVENTORY.pods().values())
        .extracting(pod -> pod.getSpec().getServiceAccountName())
        .isSubsetOf(accounts);
    assertThat(
            confs()
                .flatMap(conf -> conf.entrySet().stream())
                .filter(property -> property.getKey().endsWith("serviceAccountName"))
                .map(Map.Entry::getValue))
        .isNotEmpty()
        .isSubsetOf(accounts);
    for (RoleBinding binding : INVENTORY.all(RoleBinding.class)) {
      assertThat(INVENTORY.names(Role.class)).contains(binding.getRoleRef().getName());
      assertThat(binding.getSubjects())
          .allMatch(subject -> accounts.contains(subject.getName()))
          .allMatch(subject -> subject.getNamespace().equals("data"));
    }
  }

  @Test
  void every_service_leads_to_one_pod_and_to_ports_it_has() {
    for (Service service : INVENTORY.all(Service.class)) {
      List<PodTemplateSpec> selected =
          PODS.values().stream()
              .filter(pod -> isSelected(pod, service.getSpec().getSelector()))
              .toList();
      assertThat(selected).as(service.getMetadata().getName()).hasSize(1);
      List<String> ports =
          selected.get(0).getSpec().getContainers().stream()
              .flatMap(container -> container.getPorts().stream())
              .map(port -> port.getName() + " " + port.getContainerPort())
              .toList();
      for (ServicePort port : service.getSpec().getPorts()) {
        assertThat(ports).contains(port.getTargetPort().getStrVal() + " " + port.getPort());
      }
    }
  }

  @Test
  void every_workload_selects_its_own_pod_and_no_other() {
    Stream.concat(
            INVENTORY.all(Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getSelector().getMatchLabels()),
            INVENTORY.all(StatefulSet.class).stream()
                .map(set -> set.getSpec().getSelector().getMatchLabels()))
        .forEach(
            selector ->
                assertThat(PODS.values()).filteredOn(pod -> isSelected(pod, selector)).hasSize(1));
  }

  @Test
  void every_stateful_set_has_its_headless_service() {
    for (StatefulSet set : INVENTORY.all(StatefulSet.class)) {
      Service service = INVENTORY.one(Service.class, set.getSpec().getServiceName());

      assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
      assertThat(service.getSpec().getSelector())
          .isEqualTo(set.getSpec().getSelector().getMatchLabels());
    }
  }

  @Test
  void every_probe_asks_a_port_of_its_container() {
    for (PodTemplateSpec pod : INVENTORY.longRunningPods().values()) {
      for (Container container : pod.getSpec().getContainers()) {
        List<String> ports = container.getPorts().stream().map(ContainerPort::getName).toList();
        assertThat(probes(container)).extracting(ReferencesTest::port).isSubsetOf(ports);
      }
    }
  }

  /** Each folder renames the images of its own, so that it can be applied alone. */
  @Test
  void every_image_is_built_by_its_component_or_comes_from_a_registry() {
    Siblings siblings = Siblings.among(STACK.components());
    for (Component component : STACK.components()) {
      List<String> built =
          component.builds().stream().map(ImageBuild::inManifests).map(Object::toString).toList();
      new Inventory(siblings.of(component))
          .pods().values().stream()
              .flatMap(pod -> Inventory.containers(pod).stream())
              .map(Container::getImage)
              .forEach(
                  image ->
                      assertThat(image)
                          .as(component.folder())
                          .matches(
                              i -> i.contains("/") ? i.matches("\\S+:\\S+") : built.contains(i)));
    }
  }

  private static Stream<Map<String, String>> confs() {
    return INVENTORY.all(ConfigMap.class).stream()
        .flatMap(map -> map.getData().entrySet().stream())
        .filter(file -> file.getKey().endsWith(".conf"))
        .map(file -> Inventory.properties(file.getValue()));
  }

  private static boolean isSelected(PodTemplateSpec pod, Map<String, String> selector) {
    return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  /** Whether {@code path} is a file of a Secret or ConfigMap that {@code container} mounts. */
  private static boolean isMounted(PodTemplateSpec pod, Container container, String path) {
    return container.getVolumeMounts().stream()
        .filter(mount -> path.startsWith(mount.getMountPath() + "/"))
        .anyMatch(
            mount ->
                files(pod, mount.getName())
                    .contains(path.substring(mount.getMountPath().length() + 1)));
  }

  private static List<String> files(PodTemplateSpec pod, String volumeName) {
    Volume volume =
        pod.getSpec().getVolumes().stream()
            .filter(v -> v.getName().equals(volumeName))
            .findFirst()
            .orElseThrow();
    if (volume.getSecret() != null) {
      return volume.getSecret().getItems().stream().map(KeyToPath::getPath).toList();
    }
    if (volume.getConfigMap() != null) {
      return List.copyOf(
          INVENTORY.one(ConfigMap.class, volume.getConfigMap().getName()).getData().keySet());
    }
    return List.of();
  }

  private static List<Probe> probes(Container container) {
    return List.of(
        container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe());
  }

  private static String port(Probe probe) {
    return (probe.getHttpGet() == null
            ? probe.getTcpSocket().getPort()
            : probe.getHttpGet().getPort())
        .getStrVal();
  }
}
