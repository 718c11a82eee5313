package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerFluent;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each field that the profile refuses beyond those that rules of their own speak of. */
class RestrictedTest {

  @Test
  void a_pod_that_says_nothing_of_it_is_not_refused() {
    assertThat(refused(container -> {})).isEmpty();
  }

  @Test
  void profiles_that_confine_nothing() {
    assertThat(
            refused(
                c ->
                    c.withNewSecurityContext()
                        .withNewSeccompProfile()
                        .withType("Unconfined")
                        .endSeccompProfile()
                        .withNewAppArmorProfile()
                        .withType("Unconfined")
                        .endAppArmorProfile()
                        .withProcMount("Unmasked")
                        .endSecurityContext()))
        .containsExactly(
            "seccompProfile Unconfined", "appArmorProfile Unconfined", "procMount Unmasked");
  }

  @Test
  void labels_of_selinux_that_are_not_a_containers() {
    assertThat(
            refused(
                c ->
                    c.withNewSecurityContext()
                        .withNewSeLinuxOptions()
                        .withType("spc_t")
                        .withRole("system_r")
                        .endSeLinuxOptions()
                        .endSecurityContext()))
        .containsExactly("seLinuxOptions type spc_t", "seLinuxOptions with a user or a role");
  }

  @Test
  void windows_host_processes() {
    assertThat(
            refused(
                c ->
                    c.withNewSecurityContext()
                        .withNewWindowsOptions()
                        .withHostProcess(true)
                        .endWindowsOptions()
                        .endSecurityContext()))
        .containsExactly("windowsOptions hostProcess");
  }

  @Test
  void probes_and_handlers_that_ask_another_host() {
    assertThat(
            refused(
                c ->
                    c.withNewReadinessProbe()
                        .withNewHttpGet()
                        .withHost("10.0.0.1")
                        .endHttpGet()
                        .endReadinessProbe()
                        .withNewLifecycle()
                        .withNewPreStop()
                        .withNewTcpSocket()
                        .withHost("10.0.0.2")
                        .endTcpSocket()
                        .endPreStop()
                        .endLifecycle()))
        .containsExactly(
            "host 10.0.0.1 in a probe or a lifecycle handler",
            "host 10.0.0.2 in a probe or a lifecycle handler");
  }

  @Test
  void settings_of_the_kernel_and_volumes_of_other_kinds() {
    PodSpec pod =
        new PodSpecBuilder()
            .withNewSecurityContext()
            .addNewSysctl("kernel.msgmax", "1")
            .addNewSysctl("net.ipv4.tcp_syncookies", "1")
            .endSecurityContext()
            .addNewVolume()
            .withName("share")
            .withNewIscsi()
            .endIscsi()
            .endVolume()
            .addNewVolume()
            .withName("tmp")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .build();

    assertThat(refused(pod))
        .hasSize(2)
        .anyMatch(field -> field.startsWith("volume share"))
        .contains("sysctl kernel.msgmax");
  }

  @Test
  void what_all_containers_of_a_pod_share() {
    PodSpec pod =
        new PodSpecBuilder()
            .withNewSecurityContext()
            .withNewSeccompProfile()
            .withType("Unconfined")
            .endSeccompProfile()
            .withNewSeLinuxOptions()
            .withUser("system_u")
            .endSeLinuxOptions()
            .endSecurityContext()
            .build();

    assertThat(refused(pod))
        .containsExactly("seccompProfile Unconfined", "seLinuxOptions with a user or a role");
  }

  @Test
  void containers_that_start_first_and_those_that_nobody_declares() {
    PodSpec pod =
        new PodSpecBuilder()
            .addNewInitContainer()
            .withNewSecurityContext()
            .withProcMount("Unmasked")
            .endSecurityContext()
            .endInitContainer()
            .addNewEphemeralContainer()
            .endEphemeralContainer()
            .build();

    assertThat(refused(pod))
        .containsExactly(
            "procMount Unmasked", "ephemeralContainers, which a manifest cannot bring");
  }

  @Test
  void every_probe_and_handler_is_asked() {
    assertThat(
            refused(
                c ->
                    c.withNewStartupProbe()
                        .withNewTcpSocket()
                        .withHost("10.0.0.1")
                        .endTcpSocket()
                        .endStartupProbe()
                        .withNewLivenessProbe()
                        .withNewTcpSocket()
                        .withHost("10.0.0.2")
                        .endTcpSocket()
                        .endLivenessProbe()
                        .withNewLifecycle()
                        .withNewPostStart()
                        .withNewHttpGet()
                        .withHost("10.0.0.3")
                        .endHttpGet()
                        .endPostStart()
                        .endLifecycle()))
        .containsExactly(
            "host 10.0.0.1 in a probe or a lifecycle handler",
            "host 10.0.0.2 in a probe or a lifecycle handler",
            "host 10.0.0.3 in a probe or a lifecycle handler");
  }

  @Test
  void what_the_profile_admits_is_not_refused() {
    assertThat(
            refused(
                c ->
                    c.withNewSecurityContext()
                        .withNewSeccompProfile()
                        .withType("Localhost")
                        .endSeccompProfile()
                        .withNewSeLinuxOptions()
                        .withType("container_t")
                        .endSeLinuxOptions()
                        .withNewWindowsOptions()
                        .withHostProcess(false)
                        .endWindowsOptions()
                        .withProcMount("Default")
                        .endSecurityContext()
                        .withNewReadinessProbe()
                        .withNewHttpGet()
                        .withHost("")
                        .endHttpGet()
                        .endReadinessProbe()))
        .isEmpty();
  }

  private static List<String> refused(Consumer<ContainerFluent<?>> change) {
    ContainerBuilder container = new ContainerBuilder().withName("main");
    change.accept(container);
    return refused(new PodSpecBuilder().withContainers(container.build()).build());
  }

  private static List<String> refused(PodSpec pod) {
    Pod one = new PodBuilder().withKind("Pod").withSpec(pod).build();
    List<Manifest> manifests = List.of(new Manifest("lab", one));
    Evidence stack = new Evidence("data", manifests, Map.of(), Map.of(), Map.of());
    return Restricted.refusedIn(stack.workloads().get(0));
  }
}
