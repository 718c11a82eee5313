package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods as Pod Security and their nodes look at them. */
class PodsTest extends FamilyTest {

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  PodsTest() {
    super(Pods::new);
    containers();
    node();
    templates();
    on(
        Pods.KEEPS_TO_THE_PROFILE,
        "StatefulSet store has seccompProfile Unconfined",
        good ->
            security(good, own -> own.setSeccompProfile(new SeccompProfile(null, "Unconfined"))));
    on(
        Pods.NAMESPACE_ADMITS_THE_RESTRICTED,
        "version 'latest' of Pod Security, which changes with the cluster",
        good -> good.edit(Namespace.class, "data", space -> version(space, "latest")));
    on(
        Pods.NAMESPACE_ADMITS_THE_RESTRICTED,
        "Namespace data admits any pod; label it pod-security.kubernetes.io/enforce=restricted",
        good ->
            good.edit(
                Namespace.class,
                "data",
                space -> space.getMetadata().getLabels().put(ENFORCE, "baseline")));
  }

  private void containers() {
    on(Pods.RUNS_AS_NON_ROOT, "container minio", good -> security(good, c -> c.setRunAsUser(0L)));
    on(
        Pods.HAS_SECCOMP,
        "container minio",
        good ->
            security(good, own -> own.setSeccompProfile(null))
                .pod(STORE, pod -> pod.getSecurityContext().setSeccompProfile(null)));
    on(
        Pods.GAINS_NO_PRIVILEGES,
        "container minio",
        good -> security(good, own -> own.setPrivileged(true)));
    on(
        Pods.DROPS_CAPABILITIES,
        "container minio of StatefulSet store keeps capabilities; drop ALL and add none",
        good -> security(good, own -> own.getCapabilities().setAdd(List.of("NET_ADMIN"))));
    on(
        Pods.ROOT_IS_READ_ONLY,
        "container minio",
        good -> security(good, own -> own.setReadOnlyRootFilesystem(null)));
    on(
        Pods.HAS_RESOURCES,
        "container minio",
        good -> good.container(STORE, c -> c.getResources().getLimits().remove("cpu")));
    on(
        Pods.HAS_PROBES,
        "container minio",
        good -> good.container(STORE, c -> c.setLivenessProbe(null)));
  }

  private void node() {
    on(
        Pods.STAYS_OFF_THE_NODE,
        "StatefulSet store mounts /var/lib/minio of its node",
        good ->
            good.pod(
                STORE,
                pod ->
                    pod.getVolumes()
                        .set(
                            0,
                            new VolumeBuilder()
                                .withName("data")
                                .withNewHostPath("/var/lib/minio", "Directory")
                                .build())));
    on(
        Pods.STAYS_OFF_THE_NODE,
        "StatefulSet store takes port 9000 of its node; use a Service",
        good -> good.container(STORE, c -> c.getPorts().get(0).setHostPort(9000)));
    for (Consumer<PodSpec> shared :
        List.<Consumer<PodSpec>>of(
            pod -> pod.setHostNetwork(true),
            pod -> pod.setHostPID(true),
            pod -> pod.setHostIPC(true))) {
      on(
          Pods.STAYS_OFF_THE_NODE,
          "StatefulSet store shares its node's network or processes",
          good -> good.pod(STORE, shared));
    }
  }

  private void templates() {
    template(Pods.RUNS_AS_NON_ROOT, "runAsNonRoot: true");
    template(Pods.HAS_SECCOMP, "type: RuntimeDefault");
    template(Pods.GAINS_NO_PRIVILEGES, "allowPrivilegeEscalation: false");
    template(Pods.ROOT_IS_READ_ONLY, "readOnlyRootFilesystem: true");
    on(
        Pods.DROPS_CAPABILITIES,
        "the pods of ConfigMap lab-pod-templates key executor.yaml do not say 'drop: - ALL'; say it",
        good -> executors(good, text -> text.replace("- ALL", "- CHOWN")));
  }

  @ParameterizedTest
  @CsvSource({
    "restricted, hostPath, POD-06", "restricted, nfs, POD-11",
    "baseline, hostPath, POD-06", "baseline, nfs, ''",
    "privileged, hostPath, ''", "privileged, nfs, ''",
  })
  void volumes_are_those_that_the_namespace_admits(String profile, String kind, String rule) {
    String volume =
        kind.equals("nfs")
            ? "nfs:\n      path: /x\n      server: nas"
            : "hostPath:\n      path: /x";
    String property = "spark.kubernetes.executor.volumes." + kind + ".data.mount.path";
    UnaryOperator<Altered> enforced =
        good ->
            good.edit(
                Namespace.class,
                "data",
                space -> space.getMetadata().getLabels().put(ENFORCE, profile));
    Altered templated =
        executors(
            Altered.samples(),
            text -> text.replace("  volumes:\n", "  volumes:\n  - name: x\n    " + volume + "\n"));
    Altered asked = Altered.samples().property("lab-spark-conf", property, "/data");
    Altered mounted = Altered.samples().pod(JUPYTER, pod -> pod.getVolumes().add(volume(kind)));

    for (Altered altered : List.of(templated, asked, mounted)) {
      assertThat(said(enforced.apply(altered)))
          .extracting(finding -> finding.rule().id())
          .filteredOn(id -> !id.equals(Pods.NAMESPACE_ADMITS_THE_RESTRICTED.id()))
          .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }
  }

  private static Volume volume(String kind) {
    Volume volume = new Volume();
    volume.setName("x");
    if (kind.equals("nfs")) {
      volume.setNfs(new NFSVolumeSource("/x", null, "nas"));
    } else {
      volume.setHostPath(new HostPathVolumeSource("/x", null));
    }
    return volume;
  }

  private void template(Rule rule, String said) {
    on(
        rule,
        "the pods of ConfigMap lab-pod-templates key executor.yaml do not say '"
            + said
            + "'; say it",
        good -> executors(good, text -> text.replace(said, "x: y")));
  }

  private static Altered executors(Altered good, UnaryOperator<String> change) {
    return good.data("lab-pod-templates", "executor.yaml", change);
  }

  private static Altered security(Altered good, Consumer<SecurityContext> change) {
    return good.container(STORE, c -> change.accept(c.getSecurityContext()));
  }

  private static void version(Namespace space, String version) {
    space.getMetadata().getLabels().put(ENFORCE + "-version", version);
  }

  @Test
  void a_template_is_told_of_at_its_file() {
    assertThat(
            said(executors(Altered.samples(), text -> text.replace("runAsNonRoot: true", "x: y"))))
        .singleElement()
        .extracting(Finding::path, Finding::mark)
        .containsExactly("lab/configmap-lab-pod-templates.yaml", "executor.yaml");
  }

  @ParameterizedTest
  @CsvSource({"v1.32, true", "v1.3x, false", "v1., false", "v2.0, false", "1.32, false"})
  void the_version_of_pod_security_is_pinned(String version, boolean isPinned) {
    Altered altered =
        Altered.samples().edit(Namespace.class, "data", space -> version(space, version));

    assertThat(said(altered).isEmpty()).isEqualTo(isPinned);
  }

  @Test
  void a_namespace_without_a_version_is_of_the_latest() {
    Altered altered =
        Altered.samples()
            .edit(
                Namespace.class,
                "data",
                space -> space.getMetadata().setLabels(Map.of(ENFORCE, "restricted")));

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly(
            "Namespace data enforces version 'latest' of Pod Security, which changes with the"
                + " cluster; pin it, as in v1.32");
  }

  @Test
  void what_a_container_leaves_out_its_pod_says() {
    Altered altered =
        security(
                Altered.samples(),
                own -> {
                  own.setRunAsNonRoot(null);
                  own.setRunAsUser(null);
                  own.setSeccompProfile(null);
                })
            .pod(
                STORE,
                pod -> {
                  pod.getSecurityContext().setRunAsNonRoot(true);
                  pod.getSecurityContext().setRunAsUser(1L);
                  pod.getSecurityContext()
                      .setSeccompProfile(new SeccompProfile(null, "RuntimeDefault"));
                });

    assertThat(said(altered)).isEmpty();
    assertThat(said(altered.pod(STORE, pod -> pod.getSecurityContext().setRunAsUser(0L))))
        .extracting(Finding::rule)
        .containsExactly(Pods.RUNS_AS_NON_ROOT);
  }

  @Test
  void what_a_container_says_itself_counts_more() {
    Altered altered =
        security(
                Altered.samples(),
                own -> {
                  own.setRunAsNonRoot(true);
                  own.setRunAsUser(1L);
                  own.setSeccompProfile(new SeccompProfile(null, "RuntimeDefault"));
                })
            .pod(
                STORE,
                pod -> {
                  pod.getSecurityContext().setRunAsNonRoot(false);
                  pod.getSecurityContext().setRunAsUser(0L);
                  pod.getSecurityContext().setSeccompProfile(null);
                });

    assertThat(said(altered)).isEmpty();
    assertThat(said(security(altered, own -> own.setRunAsNonRoot(false))))
        .extracting(Finding::rule)
        .containsExactly(Pods.RUNS_AS_NON_ROOT);
  }

  @Test
  void a_container_that_says_nothing_is_told_of_all() {
    Altered altered =
        Altered.samples()
            .pod(STORE, pod -> pod.setSecurityContext(null))
            .container(STORE, PodsTest::sayNothing);

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactly(
            Pods.RUNS_AS_NON_ROOT,
            Pods.HAS_SECCOMP,
            Pods.GAINS_NO_PRIVILEGES,
            Pods.DROPS_CAPABILITIES,
            Pods.ROOT_IS_READ_ONLY,
            Pods.HAS_RESOURCES,
            Pods.HAS_PROBES);
  }

  private static void sayNothing(Container container) {
    container.setSecurityContext(null);
    container.setResources(null);
    container.setStartupProbe(null);
    container.setReadinessProbe(null);
    container.setLivenessProbe(null);
  }

  @Test
  void privileges_are_gained_unless_it_is_said() {
    assertThat(
            said(
                Pods.GAINS_NO_PRIVILEGES,
                security(Altered.samples(), own -> own.setAllowPrivilegeEscalation(null))))
        .hasSize(1);
    assertThat(
            said(
                Pods.GAINS_NO_PRIVILEGES,
                security(Altered.samples(), own -> own.setPrivileged(false))))
        .isEmpty();
  }

  @Test
  void a_low_port_may_be_bound_and_all_else_is_dropped() {
    assertThat(said(capabilities(new Capabilities(List.of("NET_BIND_SERVICE"), List.of("ALL")))))
        .isEmpty();
    assertThat(
            said(
                capabilities(
                    new Capabilities(List.of("NET_BIND_SERVICE", "CHOWN"), List.of("ALL")))))
        .hasSize(1);
    assertThat(said(capabilities(new Capabilities(List.of(), List.of("CHOWN"))))).hasSize(1);
    assertThat(said(capabilities(new Capabilities(null, null)))).hasSize(1);
    assertThat(said(capabilities(null))).hasSize(1);
  }

  private static Altered capabilities(Capabilities capabilities) {
    return security(Altered.samples(), own -> own.setCapabilities(capabilities));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory"})
  void requests_and_limits_are_of_both(String resource) {
    for (Consumer<Container> change :
        List.<Consumer<Container>>of(
            c -> c.getResources().getRequests().remove(resource),
            c -> c.getResources().getLimits().remove(resource))) {
      assertThat(said(Pods.HAS_RESOURCES, Altered.samples().container(STORE, change))).hasSize(1);
    }
  }

  @Test
  void a_container_that_starts_first_is_looked_at_too_but_for_probes() {
    Altered altered =
        Altered.samples()
            .pod(
                JUPYTER,
                pod -> {
                  Container init = new Container();
                  init.setName("first");
                  pod.setInitContainers(List.of(init));
                });

    assertThat(said(altered))
        .hasSize(4)
        .allMatch(finding -> finding.message().startsWith("container first of StatefulSet lab "))
        .extracting(Finding::rule)
        .doesNotContain(Pods.HAS_PROBES)
        .contains(Pods.HAS_RESOURCES);
  }

  @Test
  void a_job_has_no_probes() {
    Altered altered =
        Altered.samples()
            .container("store-bootstrap", container -> container.setLivenessProbe(null));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_stands_beside_a_server_needs_no_probes() {
    for (String server : List.of(HISTORY, STORE)) {
      Altered altered =
          Altered.samples()
              .pod(
                  server,
                  pod -> {
                    Container beside = new Container();
                    beside.setName("beside");
                    pod.getContainers().add(0, beside);
                  });

      assertThat(said(altered))
          .hasSize(4)
          .extracting(Finding::rule)
          .doesNotContain(Pods.HAS_PROBES);
    }
  }
}
