package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;

class MinioTest {

  private final Samples samples = Samples.spark35();
  private final Minio minio = samples.minio();

  @Test
  void inside_the_cluster_alone() {
    Manifests.approve(minio);
  }

  @Test
  void service_at_a_metallb_address() {
    Manifests.approve(Inventory.of(atAddress("10.0.0.5")).all(Service.class));
  }

  @Test
  void claim_on_the_default_storage_class() {
    Minio onDefault = samples.minio(StorageClass.clusterDefault());

    Manifests.approve(Inventory.of(onDefault).all(PersistentVolumeClaim.class));
  }

  @Test
  void pods_reach_the_store_by_service_name_whatever_the_exposure() {
    assertThat(atAddress("10.0.0.5").store())
        .isEqualTo(minio.store())
        .extracting(ObjectStore::endpoint)
        .hasToString("http://store.data.svc:9000");
  }

  private Minio atAddress(String address) {
    return samples.exposed(new Exposure.MetalLb(address)).minio();
  }
}
