package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateRoomTest extends FamilyTest {

  private static final String FIELD = "requests.ephemeral-storage";

  TemplateRoomTest() {
    super(TemplateRoom::new);
    on(
        TemplateRoom.MEMORY_IS_LEFT,
        "keeps 3Gi of volume tmp in memory, and executors have",
        good -> inMemory(good, "3Gi"));
    on(
        TemplateRoom.SCRATCH_IS_IN_THE_QUOTA,
        "ResourceQuota scratch allows 50Gi of requests.ephemeral-storage, services take",
        good -> quota(good, "50Gi"));
    on(
        TemplateRoom.SCRATCH_IS_SAID,
        "does not say how much ephemeral-storage it takes, and ResourceQuota scratch counts it",
        good ->
            quota(good, "900Gi")
                .container(
                    STORE,
                    container -> {
                      container.getResources().getRequests().remove("ephemeral-storage");
                      container.getResources().getLimits().remove("ephemeral-storage");
                    }));
    on(
        TemplateRoom.SPARK_HAS_SCRATCH,
        "StatefulSet lab has 64Mi at /tmp, where Spark writes what it shuffles",
        good -> small(good, JUPYTER));
  }

  private static Altered inMemory(Altered good, String limit) {
    return good.data(
        "lab-pod-templates",
        "executor.yaml",
        text ->
            text.replace(
                "- name: tmp\n    emptyDir:\n      sizeLimit: 1Gi",
                "- name: tmp\n    emptyDir:\n      medium: Memory\n      sizeLimit: " + limit));
  }

  private static Altered quota(Altered good, String amount) {
    ResourceQuota quota = new ResourceQuota();
    quota.setMetadata(new ObjectMeta());
    quota.getMetadata().setName("scratch");
    quota.setSpec(new ResourceQuotaSpec());
    quota.getSpec().setHard(Map.of(FIELD, new Quantity(amount)));
    return good.add(quota);
  }

  private static Altered small(Altered good, String who) {
    return good.pod(
        who,
        pod ->
            pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals("tmp"))
                .forEach(volume -> volume.getEmptyDir().setSizeLimit(new Quantity("64Mi"))));
  }

  @Test
  void a_little_memory_passes() {
    assertThat(said(inMemory(Altered.samples(), "512Mi"))).isEmpty();
  }

  @Test
  void a_quota_for_all_passes() {
    assertThat(said(quota(Altered.samples(), "2Ti"))).isEmpty();
  }

  @Test
  void a_server_that_is_not_sparks_may_have_a_small_folder() {
    assertThat(said(small(Altered.samples(), STORE))).isEmpty();
  }

  @Test
  void a_sidecar_may_have_a_small_folder_of_its_own() {
    assertThat(said(beside(Altered.samples(), "shipper-tmp"))).isEmpty();
  }

  private static Altered beside(Altered good, String volume) {
    return good.pod(
        HISTORY,
        pod -> {
          Volume small = new Volume();
          small.setName(volume);
          small.setEmptyDir(new EmptyDirVolumeSource(null, new Quantity("16Mi")));
          pod.getVolumes().add(small);
          VolumeMount mount = new VolumeMount();
          mount.setName(volume);
          mount.setMountPath("/tmp");
          Container shipper = new Container();
          shipper.setName("shipper");
          shipper.setVolumeMounts(List.of(mount));
          pod.getContainers().add(0, shipper);
        });
  }

  @Test
  void another_programs_configuration_makes_no_pod_one_of_sparks() {
    Altered altered =
        small(Altered.samples(), STORE)
            .edit(
                ConfigMap.class,
                "store-bootstrap",
                map -> map.setData(Map.of("nginx.conf", "worker_processes 1;\n")))
            .pod(
                STORE,
                pod -> {
                  Volume conf = new Volume();
                  conf.setName("conf");
                  conf.setConfigMap(new ConfigMapVolumeSource());
                  conf.getConfigMap().setName("store-bootstrap");
                  pod.getVolumes().add(conf);
                });

    assertThat(said(altered)).isEmpty();
  }
}
