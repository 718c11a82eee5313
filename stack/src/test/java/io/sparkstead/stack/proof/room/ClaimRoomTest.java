package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRoomTest extends FamilyTest {

  private static final String DISK =
      "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.";

  ClaimRoomTest() {
    super(ClaimRoom::new);
    on(
        ClaimRoom.CLAIMS_FIT_IN_THE_QUOTA,
        "ResourceQuota quota allows 5 of persistentvolumeclaims, the stack's own claims take 2 of"
            + " it, and 10 executors of ConfigMap lab-spark-conf key spark-defaults.conf bring 10",
        good -> onClaims(good).add(quota("persistentvolumeclaims", "5")));
    on(
        ClaimRoom.CLAIMS_FIT_IN_THE_QUOTA,
        "allows 100Gi of requests.storage",
        good -> onClaims(good).add(quota("requests.storage", "100Gi")));
    on(
        ClaimRoom.CLAIMS_FIT_IN_THE_QUOTA,
        "of gp3.storageclass.storage.k8s.io/requests.storage, the stack's own claims take 0Gi of it,"
            + " and 10 executors of ConfigMap lab-spark-conf key spark-defaults.conf bring 500Gi",
        good ->
            onClaims(good).add(quota("gp3.storageclass.storage.k8s.io/requests.storage", "499Gi")));
    on(
        ClaimRoom.CLAIMS_ARE_IN_THE_RANGE,
        "LimitRange range allows claims of at most 20Gi, and executors of ConfigMap lab-spark-conf"
            + " key spark-defaults.conf bring 50Gi; widen it",
        good -> onClaims(good).add(range("PersistentVolumeClaim", "1Gi", "20Gi")));
    on(
        ClaimRoom.CLAIMS_ARE_IN_THE_RANGE,
        "allows claims of at least 100Gi",
        good -> onClaims(good).add(range("PersistentVolumeClaim", "100Gi", "200Gi")));
  }

  private static LimitRange range(String type, String least, String most) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName("range")
        .endMetadata()
        .withNewSpec()
        .addNewLimit()
        .withType(type)
        .addToMin("storage", new Quantity(least))
        .addToMax("storage", new Quantity(most))
        .endLimit()
        .endSpec()
        .build();
  }

  @ParameterizedTest
  @CsvSource({"PersistentVolumeClaim, 1Gi, 50Gi", "Container, 1Gi, 2Gi"})
  void a_range_that_holds_the_disks_of_executors_is_free(String type, String least, String most) {
    assertThat(said(onClaims(Altered.samples()).add(range(type, least, most)))).isEmpty();
  }

  private static Altered onClaims(Altered good) {
    return good.property(NOTEBOOK_CONF, DISK + "claimName", "OnDemand")
        .property(NOTEBOOK_CONF, DISK + "storageClass", "gp3")
        .property(NOTEBOOK_CONF, DISK + "sizeLimit", "50Gi");
  }

  private static ResourceQuota quota(String name, String amount) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("quota")
        .endMetadata()
        .withNewSpec()
        .addToHard(name, new Quantity(amount))
        .endSpec()
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "persistentvolumeclaims, 12",
    "requests.storage, 1Ti",
    "gp3.storageclass.storage.k8s.io/requests.storage, 500Gi",
    "slow.storageclass.storage.k8s.io/requests.storage, 1Gi",
    "services, 100",
  })
  void a_quota_with_room_for_all_executors_is_free(String name, String amount) {
    assertThat(said(onClaims(Altered.samples()).add(quota(name, amount)))).isEmpty();
  }

  @Test
  void executors_that_bring_no_disk_take_nothing_of_it() {
    assertThat(said(Altered.samples().add(quota("persistentvolumeclaims", "2")))).isEmpty();
  }

  @Test
  void one_claim_that_all_executors_mount_is_one() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DISK + "claimName", "lab-disk")
            .add(quota("persistentvolumeclaims", "2"));

    assertThat(said(altered)).isEmpty();
  }
}
