package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TypedLocalObjectReference;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest extends FamilyTest {

  private static final String DISK = "store-disk";

  ClaimsTest() {
    super(Claims::new);
    on(
        Claims.CLAIM_IS_USED,
        "PersistentVolumeClaim lab-disk is mounted by nobody",
        good -> onAnEmptyDir(good, JUPYTER, "lab-disk"));
    on(
        Claims.STORE_HAS_ROOM,
        "StatefulSet store keeps its data on its disk of 50Mi; say Gi, or more",
        good -> sized(good, DISK, "50Mi"));
    on(
        Claims.STORE_KEEPS_ITS_DATA,
        "StatefulSet store keeps its data in /data, an emptyDir that goes with the pod",
        good -> onAnEmptyDir(good, STORE, DISK).delete(PersistentVolumeClaim.class, DISK));
    on(
        Claims.SOURCE_IS_THERE,
        "PersistentVolumeClaim lab-disk is filled from VolumeSnapshot backup",
        good -> filled(good, "VolumeSnapshot", "backup"));
  }

  private static Altered onAnEmptyDir(Altered good, String who, String claim) {
    return good.pod(
        who,
        pod ->
            pod.getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .filter(volume -> volume.getPersistentVolumeClaim().getClaimName().equals(claim))
                .forEach(
                    volume -> {
                      volume.setPersistentVolumeClaim(null);
                      volume.setEmptyDir(new EmptyDirVolumeSource());
                    }));
  }

  private static Altered sized(Altered good, String claim, String size) {
    return good.edit(
        PersistentVolumeClaim.class,
        claim,
        disk -> disk.getSpec().getResources().setRequests(Map.of("storage", new Quantity(size))));
  }

  private static Altered filled(Altered good, String kind, String name) {
    return good.edit(
        PersistentVolumeClaim.class,
        "lab-disk",
        disk ->
            disk.getSpec()
                .setDataSource(
                    new TypedLocalObjectReference("snapshot.storage.k8s.io", kind, name)));
  }

  @Test
  void a_notebook_may_have_a_small_disk() {
    assertThat(said(sized(Altered.samples(), "lab-disk", "500Mi"))).isEmpty();
  }

  @Test
  void a_claim_may_be_filled_from_another() {
    assertThat(said(filled(Altered.samples(), "PersistentVolumeClaim", DISK))).isEmpty();
  }

  @Test
  void a_claim_that_properties_name_is_used() {
    Altered altered =
        onAnEmptyDir(Altered.samples(), JUPYTER, "lab-disk")
            .property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.volumes.persistentVolumeClaim.x.options.claimName",
                "lab-disk");

    assertThat(said(altered)).isEmpty();
  }
}
