package io.sparkstead.stack.proof.kubernetes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next change stops at. */
class UpdatesTest extends FamilyTest {

  UpdatesTest() {
    super(Updates::new);
    on(
        Updates.DISK_HAS_ONE_WRITER,
        "Deployment history writes claim history-disk, and its next pod would too while this one stops",
        good -> onADisk("ReadWriteOnce", false));
    on(
        Updates.DISK_HAS_ONE_WRITER,
        "StatefulSet store writes claim store-disk, and its next pod would too",
        good -> good.edit(StatefulSet.class, STORE, store -> store.getSpec().setReplicas(2)));
    on(
        Updates.POD_IS_REPLACED,
        "StatefulSet store waits for a pod that never became ready",
        good ->
            good.edit(
                StatefulSet.class, STORE, store -> store.getSpec().setPodManagementPolicy(null)));
    on(
        Updates.CONFIG_IS_A_FOLDER,
        "by subPath",
        good -> good.container(HISTORY, c -> mount(c, "/opt/spark/conf").setSubPath("log4j2.xml")));
    on(
        Updates.CONFIG_ROLLS_ITS_READERS,
        "ConfigMap spark-conf",
        good -> good.template(HISTORY, t -> t.getMetadata().setAnnotations(Map.of())));
    names();
  }

  private void names() {
    on(
        Updates.JOB_CHANGES_ITS_NAME,
        "Job store-bootstrap keeps",
        good -> renamed(good, "store-bootstrap"));
    on(
        Updates.SELECTOR_STAYS,
        "StatefulSet store selects by app.kubernetes.io/version",
        good -> selecting(good, "app.kubernetes.io/version"));
    on(
        Updates.METALLB_PREFIX_IS_CURRENT,
        "Service store",
        good ->
            good.edit(
                Service.class,
                STORE,
                service ->
                    service
                        .getMetadata()
                        .setAnnotations(
                            Map.of("metallb.universe.tf/loadBalancerIPs", "10.0.0.9"))));
  }

  /** The Job that makes the bucket, under another name. */
  private static Altered renamed(Altered good, String to) {
    String name =
        good.evidence().names(Job.class).stream()
            .filter(job -> job.startsWith(STORE))
            .collect(joining());
    return good.rename(Job.class, name, to);
  }

  private static Altered selecting(Altered good, String label) {
    return good.edit(
            StatefulSet.class,
            STORE,
            store -> store.getSpec().getSelector().getMatchLabels().put(label, "1"))
        .template(STORE, t -> t.getMetadata().getLabels().put(label, "1"));
  }

  /** The History Server with what it has read on a claim, and run as a Deployment all the same. */
  private static Altered onADisk(String accessMode, boolean readOnly) {
    Altered samples = Altered.samples();
    return samples
        .add(claim("history-disk", accessMode))
        .pod(
            HISTORY,
            pod ->
                pod.getVolumes()
                    .forEach(
                        volume -> {
                          if (volume.getName().equals("store")) {
                            volume.setEmptyDir(null);
                            volume.setPersistentVolumeClaim(
                                new PersistentVolumeClaimVolumeSource("history-disk", null));
                          }
                        }))
        .container(
            HISTORY,
            server ->
                server
                    .getVolumeMounts()
                    .forEach(
                        mount -> {
                          if (mount.getName().equals("store")) {
                            mount.setReadOnly(readOnly);
                          }
                        }));
  }

  private static PersistentVolumeClaim claim(String name, String accessMode) {
    PersistentVolumeClaimSpec spec = new PersistentVolumeClaimSpec();
    spec.setAccessModes(List.of(accessMode));
    PersistentVolumeClaim claim = new PersistentVolumeClaim();
    claim.setMetadata(Samples.DATA.labels(DnsLabel.of(name), "disk").metadata());
    claim.setSpec(spec);
    return claim;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Recreate", "RollingUpdate"})
  void no_strategy_keeps_a_second_writer_away(String strategy) {
    Altered altered =
        onADisk("ReadWriteOnce", false)
            .edit(
                Deployment.class,
                HISTORY,
                history -> history.getSpec().setStrategy(new DeploymentStrategy(null, strategy)));

    assertThat(said(Updates.DISK_HAS_ONE_WRITER, altered)).hasSize(1);
  }

  private static VolumeMount mount(Container container, String path) {
    for (VolumeMount mount : container.getVolumeMounts()) {
      if (mount.getMountPath().equals(path)) {
        return mount;
      }
    }
    throw new AssertionError("nothing is mounted at " + path);
  }

  @Test
  void a_part_of_a_disk_may_be_mounted() {
    Altered altered =
        Altered.samples()
            .container(STORE, c -> mount(c, "/data").setSubPath("minio"))
            .container(HISTORY, c -> mount(c, "/tmp").setSubPath("history"));

    assertThat(said(Updates.CONFIG_IS_A_FOLDER, altered)).isEmpty();
  }

  @Test
  void a_disk_that_many_may_write_needs_no_stateful_set() {
    assertThat(said(Updates.DISK_HAS_ONE_WRITER, onADisk("ReadWriteMany", false))).isEmpty();
  }

  @Test
  void who_only_reads_a_disk_may_be_a_deployment() {
    assertThat(said(Updates.DISK_HAS_ONE_WRITER, onADisk("ReadWriteOnce", true))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Parallel, true", "OrderedReady, false", ", false"})
  void a_pod_that_never_became_ready_is_replaced_by_parallel_alone(String policy, boolean isGood) {
    Altered altered =
        Altered.samples()
            .edit(
                StatefulSet.class, STORE, store -> store.getSpec().setPodManagementPolicy(policy));

    assertThat(said(altered).isEmpty()).isEqualTo(isGood);
  }

  @Test
  void who_reads_a_config_map_if_it_is_there_is_not_rolled() {
    Altered altered =
        Altered.samples()
            .template(HISTORY, t -> t.getMetadata().setAnnotations(null))
            .pod(
                HISTORY,
                pod ->
                    pod.getVolumes()
                        .forEach(
                            volume -> {
                              if (volume.getConfigMap() != null) {
                                volume.getConfigMap().setOptional(true);
                              }
                            }));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sparkstead.io/spark-conf-fingerprint, true",
    "sparkstead.io/spark-conf2, false",
    "spark-conf-fingerprint, false",
  })
  void readers_are_rolled_by_an_annotation_that_names_the_config_map(
      String annotation, boolean isRolled) {
    Altered altered =
        Altered.samples()
            .template(HISTORY, t -> t.getMetadata().setAnnotations(Map.of(annotation, "1")));

    assertThat(said(Updates.CONFIG_ROLLS_ITS_READERS, altered).isEmpty()).isEqualTo(isRolled);
  }

  @Test
  void a_job_reads_once_and_is_not_rolled() {
    Altered altered =
        Altered.samples().template("store-bootstrap", t -> t.getMetadata().setAnnotations(null));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "store-0123abcf, true",
    "a-01234567, true",
    "-01234567, true",
    "01234567, false",
    "store-0123abcg, false",
    "store-g123abcf, false",
    "store-0123abc, false",
    "store.0123abcf, false",
  })
  void a_fingerprint_is_a_dash_and_eight_digits(String name, boolean isOne) {
    assertThat(said(renamed(Altered.samples(), name)).isEmpty()).isEqualTo(isOne);
  }

  @Test
  void what_runs_by_the_clock_keeps_its_name() {
    Samples samples = Samples.spark35();
    Altered altered = Altered.of(samples.stack(Samples.OUTSIDE, samples.nightly()));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.kubernetes.io/version",
        "app.kubernetes.io/managed-by",
        "helm.sh/chart",
        "version"
      })
  void labels_that_change_select_nothing(String label) {
    assertThat(said(Updates.SELECTOR_STAYS, selecting(Altered.samples(), label))).hasSize(1);
  }

  @Test
  void a_stateful_set_selects_by_what_stays_too() {
    Altered altered =
        Altered.samples()
            .edit(
                StatefulSet.class,
                JUPYTER,
                lab -> lab.getSpec().getSelector().getMatchLabels().put("version", "1"));

    assertThat(said(altered)).hasSize(1);
  }

  @Test
  void the_current_prefix_of_metallb_is_good() {
    Altered altered =
        Altered.samples()
            .edit(
                Service.class,
                STORE,
                service ->
                    service
                        .getMetadata()
                        .setAnnotations(Map.of("metallb.io/loadBalancerIPs", "10.0.0.9")));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "reloader.stakater.com/auto, true, true",
    "configmap.reloader.stakater.com/auto, true, true",
    "configmap.reloader.stakater.com/reload, 'other, spark-conf', true",
    "configmap.reloader.stakater.com/reload, other, false",
    "reloader.stakater.com/auto, false, false",
    "reloader.stakater.com/search, true, false",
  })
  void pods_that_a_reloader_rolls_need_no_fingerprint(String key, String value, boolean isRolled) {
    Altered altered =
        Altered.samples()
            .edit(
                Deployment.class,
                HISTORY,
                history -> {
                  history.getMetadata().setAnnotations(Map.of(key, value));
                  history.getSpec().getTemplate().getMetadata().setAnnotations(Map.of());
                });

    assertThat(said(Updates.CONFIG_ROLLS_ITS_READERS, altered)).hasSize(isRolled ? 0 : 1);
  }

  @Test
  void one_file_of_a_config_map_may_be_put_onto_a_disk() {
    VolumeMount file = new VolumeMount();
    file.setName("lab-conf");
    file.setMountPath("/home/spark/workspace/a.py");
    file.setSubPath("b.py");
    Altered within = Altered.samples().container(JUPYTER, lab -> lab.getVolumeMounts().add(file));
    VolumeMount over = new VolumeMount();
    over.setName("lab-conf");
    over.setMountPath("/opt/own");
    over.setSubPath("b.py");
    Altered elsewhere =
        Altered.samples().container(JUPYTER, lab -> lab.getVolumeMounts().add(over));

    assertThat(said(Updates.CONFIG_IS_A_FOLDER, within)).isEmpty();
    assertThat(said(Updates.CONFIG_IS_A_FOLDER, elsewhere)).hasSize(1);
  }
}
