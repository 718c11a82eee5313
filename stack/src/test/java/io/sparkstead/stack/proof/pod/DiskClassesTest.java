package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskClassesTest extends FamilyTest {

  private static final String DISK = "store-disk";
  private static final String OTHER = "lab-disk";

  DiskClassesTest() {
    super(DiskClasses::new);
    on(
        DiskClasses.CLASS_IS_THERE,
        "PersistentVolumeClaim store-disk is of class longhorn-ssd, which nothing else here names;"
            + " name longhorn,",
        good -> of(of(good, OTHER, "longhorn"), DISK, "longhorn-ssd"));
    on(
        DiskClasses.CLASS_IS_THERE,
        "what ConfigMap lab-spark-conf key spark-defaults.conf asks for is of class longhorn-fast",
        good ->
            of(of(good, OTHER, "longhorn"), DISK, "longhorn")
                .property(
                    NOTEBOOK_CONF,
                    "spark.kubernetes.executor.volumes.persistentVolumeClaim.x.options.storageClass",
                    "longhorn-fast"));
  }

  private static Altered of(Altered good, String claim, String disks) {
    return good.edit(
        PersistentVolumeClaim.class, claim, disk -> disk.getSpec().setStorageClassName(disks));
  }

  @ParameterizedTest
  @CsvSource({
    "longhorn, longhorn",
    "gp3, gp2",
    "gp3, efs",
    "fast-a, slow-a",
    "managed, managed-csi"
  })
  void one_class_classes_of_clouds_and_classes_of_two_makers_are_free(String one, String other) {
    assertThat(said(of(of(Altered.samples(), OTHER, one), DISK, other))).isEmpty();
  }

  @Test
  void a_disk_for_many_may_be_of_another_class() {
    Altered altered =
        of(of(Altered.samples(), OTHER, "ceph"), DISK, "ceph-shared")
            .edit(
                PersistentVolumeClaim.class,
                DISK,
                disk -> disk.getSpec().setAccessModes(List.of("ReadWriteMany")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_class_that_a_patch_alone_names_is_told_with_that_of_the_part() {
    assertThat(said(patched("ssd"))).isNotEmpty();
    assertThat(said(patched("gp2"))).isEmpty();
  }

  private static Altered patched(String disks) {
    return Altered.of(
        Samples.spark35()
            .stack()
            .patchedBy(
                new MergePatch(
                    "PersistentVolumeClaim",
                    DISK,
                    Map.of("spec", Map.of("storageClassName", disks)))));
  }
}
