package io.sparkstead.stack.component;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.storage.ClusterStore;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
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
        .extracting(ClusterStore::endpoint)
        .hasToString("http://store.data.svc:9000");
  }

  @Test
  void its_service_offers_the_ports_its_container_listens_on() {
    Inventory inventory = Inventory.of(minio);
    Container server = inventory.pods().get("store").getSpec().getContainers().get(0);

    assertThat(inventory.one(Service.class, "store").getSpec().getPorts())
        .extracting(ServicePort::getPort)
        .containsExactly(9000, 9090)
        .containsExactlyElementsOf(
            server.getPorts().stream().map(ContainerPort::getContainerPort).toList());
    assertThat(server.getArgs()).contains("--console-address", ":9090");
    assertThat(minio.store().api().number()).isEqualTo(9000);
  }

  @Test
  void the_job_keeps_its_name_while_nothing_of_it_changes() {
    Minio elsewhere = atAddress("10.0.0.5");
    Minio larger =
        with(
            minio.images(),
            minio.user(),
            minio.bucket(),
            new Resources(Cpu.cores(2), Cpu.cores(4), gibibytes(8), gibibytes(2)));
    Minio newServer =
        with(
            new Minio.Images(
                ImageReference.of("registry.example.org/mirror/minio:RELEASE.2026-06-06"),
                minio.images().client()),
            minio.user(),
            minio.bucket(),
            minio.size());

    assertThat(jobName(minio)).matches("store-bootstrap-[0-9a-f]{8}");
    assertThat(List.of(elsewhere, larger, newServer))
        .extracting(MinioTest::jobName)
        .containsOnly(jobName(minio));
  }

  /** Kubernetes refuses a change to the pod of a Job that is there. */
  @Test
  void the_job_gets_a_new_name_with_whatever_changes_of_it() {
    Minio newClient =
        with(
            new Minio.Images(
                minio.images().server(),
                ImageReference.of("registry.example.org/mirror/mc:RELEASE.2026-06-06")),
            minio.user(),
            minio.bucket(),
            minio.size());
    Minio newUser = with(minio.images(), new PodUser(20002), minio.bucket(), minio.size());
    Minio newBucket = withBucket(new S3Bucket("pond", minio.bucket().login()));
    Minio newSecret = withBucket(new S3Bucket("lake", S3Login.in("pond-keys", "the pond")));

    assertThat(List.of(minio, newClient, newUser, newBucket, newSecret))
        .extracting(MinioTest::jobName)
        .doesNotHaveDuplicates();
  }

  @Test
  void spark_may_do_nothing_outside_its_bucket() {
    assertThat(Inventory.of(minio).file("store-bootstrap", "policy.json"))
        .contains("\"Resource\": [\"arn:aws:s3:::lake\"]")
        .contains("\"Resource\": [\"arn:aws:s3:::lake/*\"]")
        .doesNotContain("\"s3:*\"", "\"*\"", "\"Resource\": [\"arn:aws:s3:::*");
  }

  private static String jobName(Minio minio) {
    return Inventory.of(minio).names(Job.class).get(0);
  }

  private Minio atAddress(String address) {
    return samples.exposed(new Exposure.MetalLb(address)).minio();
  }

  private Minio withBucket(S3Bucket bucket) {
    return with(minio.images(), minio.user(), bucket, minio.size());
  }

  private Minio with(Minio.Images images, PodUser user, S3Bucket bucket, Resources size) {
    return new Minio(
        minio.namespace(),
        minio.name(),
        images,
        user,
        minio.data(),
        bucket,
        minio.exposure(),
        size);
  }
}
