package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisksTest extends FamilyTest {

  private static final LabelSelector FAST =
      new LabelSelectorBuilder().withMatchLabels(Map.of("disk", "fast")).build();
  private static final String SHARED = "ReadWriteMany";

  DisksTest() {
    super(Disks::new);
    on(
        Disks.DISK_CAN_BE_MADE,
        "PersistentVolumeClaim store-disk is ReadOnlyMany, and pods write to it",
        good -> disk(good, claim -> claim.setAccessModes(List.of("ReadOnlyMany"))));
    on(
        Disks.DISK_CAN_BE_MADE,
        "is ReadWriteMany, and class gp3 makes disks of one node at a time; say ReadWriteOnce",
        good -> shared(good, "gp3"));
    on(
        Disks.DISK_CAN_BE_MADE,
        "class fast makes disks of one node",
        good -> shared(good, "fast").add(ofClass("fast", "rook-ceph.rbd.csi.ceph.com")));
    on(
        Disks.DISK_HOLDS_SOMETHING,
        "PersistentVolumeClaim store-disk asks for 20 of storage; say it with a unit, as 20Gi",
        good ->
            disk(
                good,
                claim -> claim.getResources().setRequests(Map.of("storage", new Quantity("20")))));
    on(
        Disks.DISK_IS_MADE,
        "PersistentVolumeClaim store-disk waits for a disk made by hand; name a storageClass(…)",
        good -> disk(good, claim -> claim.setStorageClassName("")));
    on(
        Disks.DISK_IS_MADE,
        "waits for PersistentVolume disk-1",
        good -> disk(good, claim -> claim.setVolumeName("disk-1")));
    on(
        Disks.LOGS_HAVE_ROOM,
        "the pods of ConfigMap lab-pod-templates key executor.yaml may have 1Ki of",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replaceAll("ephemeral-storage: .*", "ephemeral-storage: 1Ki")));
    on(
        Disks.CLASS_IS_SPELT_ALIKE,
        "is of class longhorn, another of longhron; which?",
        good -> twoClasses(good, "longhorn", "longhron"));
    on(
        Disks.DISK_IS_NOT_CHOSEN,
        "selects a disk by its labels, and no class makes one for it; drop the selector",
        good -> disk(good, claim -> claim.setSelector(FAST)));
    on(
        Disks.CLAIM_HIDES_NO_VOLUME,
        "volume data of StatefulSet store is replaced by the claim of that name",
        good -> template(good, "data"));
    on(
        Disks.LOGS_HAVE_ROOM,
        "container minio of StatefulSet store may have 1Ki of ephemeral-storage, less than it logs",
        good -> limited(good, "1Ki"));
    on(
        Disks.FOLDERS_HAVE_ROOM,
        "StatefulSet store may fill its emptyDir tmp with",
        good -> limited(good, "2Mi"));
  }

  private static Altered disk(Altered good, Consumer<PersistentVolumeClaimSpec> change) {
    return good.edit(
        PersistentVolumeClaim.class, "store-disk", claim -> change.accept(claim.getSpec()));
  }

  private static Altered twoClasses(Altered good, String one, String other) {
    return disk(good, claim -> claim.setStorageClassName(one))
        .edit(
            PersistentVolumeClaim.class,
            "lab-disk",
            claim -> claim.getSpec().setStorageClassName(other));
  }

  private static Altered shared(Altered good, String name) {
    return disk(
        good,
        claim -> {
          claim.setAccessModes(List.of(SHARED));
          claim.setStorageClassName(name);
        });
  }

  private static GenericKubernetesResource ofClass(String name, String provisioner) {
    GenericKubernetesResource made = new GenericKubernetesResource();
    made.setApiVersion("storage.k8s.io/v1");
    made.setKind("StorageClass");
    made.setMetadata(new ObjectMetaBuilder().withName(name).build());
    made.setAdditionalProperty("provisioner", provisioner);
    return made;
  }

  private static Altered template(Altered good, String name) {
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .endSpec()
            .build();
    return good.edit(
        StatefulSet.class, STORE, set -> set.getSpec().setVolumeClaimTemplates(List.of(claim)));
  }

  private static Altered limited(Altered good, String amount) {
    return good.container(
        STORE, c -> c.getResources().getLimits().put("ephemeral-storage", new Quantity(amount)));
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"longhorn", "nfs-client", "efs-sc", "cephfs", "azurefile-csi"})
  void classes_of_shared_file_systems_and_unknown_ones_give_all(String name) {
    isGood(shared(Altered.samples(), name));
  }

  @Test
  void a_class_of_the_tree_is_what_it_says() {
    isGood(shared(Altered.samples(), "gp3").add(ofClass("gp3", "efs.csi.aws.com")));
  }

  @Test
  void a_claim_that_is_read_alone_may_be_read_by_many() {
    isGood(
        disk(Altered.samples(), claim -> claim.setAccessModes(List.of("ReadOnlyMany")))
            .container(STORE, DisksTest::onlyReads));
  }

  private static void onlyReads(io.fabric8.kubernetes.api.model.Container container) {
    for (VolumeMount mount : container.getVolumeMounts()) {
      mount.setReadOnly(true);
    }
  }

  @Test
  void disks_made_by_hand_may_be_chosen() {
    Altered byHand = disk(Altered.samples(), claim -> claim.setSelector(FAST));
    Altered without = disk(byHand, claim -> claim.setStorageClassName(""));

    assertThat(said(Disks.DISK_IS_NOT_CHOSEN, without)).isEmpty();
    isGood(
        disk(Altered.samples(), claim -> claim.setSelector(FAST))
            .add(
                new PersistentVolumeBuilder()
                    .withNewMetadata()
                    .withName("disk-1")
                    .endMetadata()
                    .build()));
    isGood(
        disk(
                Altered.samples(),
                claim -> {
                  claim.setSelector(FAST);
                  claim.setStorageClassName("local");
                })
            .add(ofClass("local", "kubernetes.io/no-provisioner")));
  }

  @Test
  void classes_may_be_told_apart_by_numbers() {
    isGood(twoClasses(Altered.samples(), "gp2", "gp3"));
    isGood(twoClasses(Altered.samples(), "longhorn", "ceph-block"));
  }

  @Test
  void a_disk_of_the_tree_is_there() {
    isGood(
        disk(Altered.samples(), claim -> claim.setVolumeName("disk-1"))
            .add(
                new PersistentVolumeBuilder()
                    .withNewMetadata()
                    .withName("disk-1")
                    .endMetadata()
                    .build()));
  }

  @Test
  void a_claim_for_each_pod_may_have_another_name() {
    isGood(template(Altered.samples(), "scratch"));
  }
}
