package io.sparkstead.stack.component;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.storage.ClusterStore;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeaweedFsTest {

  private final Samples samples = Samples.spark41();
  private final SeaweedFs store = samples.seaweedFs();

  @Test
  void inside_the_cluster_alone() {
    Manifests.approve(store);
  }

  @Test
  void with_a_bucket_of_tables() {
    Manifests.approve(store.withTables("tables"));
  }

  @Test
  void a_catalogue_wants_a_bucket_of_tables() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.catalog("lake"))
        .withMessage(
            "SeaweedFS seaweed has no bucket of tables, and so no catalogue 'lake'; make it"
                + " withTables(bucket)");
  }

  @Test
  void tables_and_files_do_not_share_a_bucket() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.withTables("lake"))
        .withMessageContaining("bucket 'lake' would hold Spark's files and tables both");
  }

  @Test
  void service_at_a_metallb_address() {
    Manifests.approve(
        Inventory.of(samples.exposed(new Exposure.MetalLb("10.0.0.5")).seaweedFs())
            .all(Service.class));
  }

  @Test
  void pods_reach_the_store_by_service_name() {
    assertThat(store.store())
        .extracting(ClusterStore::endpoint)
        .hasToString("http://seaweed.data.svc:8333");
  }

  @Test
  void people_are_told_of_a_catalogue_where_there_is_one() {
    assertThat(store.endpoints())
        .extracting(Endpoint::inside)
        .containsExactly("http://seaweed.data.svc:8333");
    assertThat(store.withTables("tables").endpoints())
        .extracting(endpoint -> endpoint.title() + " " + endpoint.inside())
        .containsExactly(
            "SeaweedFS S3 API http://seaweed.data.svc:8333",
            "SeaweedFS Iceberg catalogue http://seaweed.data.svc:8181");
  }

  @Test
  void people_are_let_in_to_what_they_are_told_of() {
    assertThat(store.flows()).extracting(Flow::purpose).containsExactly("bring and fetch files");
    assertThat(store.withTables("tables").flows())
        .extracting(flow -> flow.purpose() + " " + flow.ports())
        .containsExactly("bring and fetch files 8333", "find tables 8181");
  }

  @Test
  void its_keys_are_those_of_the_bucket() {
    assertThat(store.secrets()).containsExactly(Samples.LAKE.login().secret());
  }

  @Test
  void its_service_offers_the_port_its_container_listens_on_and_no_other() {
    Inventory inventory = Inventory.of(store);

    assertThat(inventory.one(Service.class, "seaweed").getSpec().getPorts())
        .extracting(ServicePort::getPort)
        .containsExactly(8333);
    assertThat(server().getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactly(8333);
    assertThat(start()).contains("-s3.port=8333 ");
  }

  @Test
  void what_asks_for_no_keys_listens_on_the_pods_loopback_alone() {
    assertThat(start())
        .contains(" -ip.bind=127.0.0.1 ", " -s3.ip.bind=0.0.0.0 ")
        .contains(" -s3.iam=false ", " -s3.port.iceberg=0 ", " -s3.port.lance=0 ");
  }

  @Test
  void nobody_but_spark_is_let_in_and_spark_into_its_bucket_alone() {
    assertThat(start())
        .contains("\"actions\": [\"Read:lake\", \"Write:lake\", \"List:lake\", \"Tagging:lake\"]")
        .containsOnlyOnce("accessKey")
        .doesNotContain("Admin", "anonymous");
  }

  /** Ten volumes of a gibibyte on 10Gi, and the eleventh bucket finds no room. */
  @ParameterizedTest
  @CsvSource({"1, 64", "10, 102", "20, 204", "100, 1024", "5000, 1024"})
  void a_disk_holds_many_volumes(long gibibytes, long mebibytes) {
    SeaweedFs onDisk = on(gibibytes(gibibytes));

    assertThat(Inventory.of(onDisk).file("seaweed-scripts", "start.sh"))
        .contains(" -master.volumeSizeLimitMB=" + mebibytes + " ", " -volume.max=0 ");
  }

  /** The hook that makes the bucket runs when a container starts, and never again. */
  @Test
  void another_bucket_rolls_the_pod() {
    SeaweedFs other = with(store.data(), new S3Bucket("pond", store.bucket().login()));

    assertThat(annotations(other)).hasSize(1).isNotEqualTo(annotations(store));
  }

  private static Map<String, String> annotations(SeaweedFs store) {
    return Inventory.of(store).pods().get("seaweed").getMetadata().getAnnotations();
  }

  private Container server() {
    return Inventory.of(store).pods().get("seaweed").getSpec().getContainers().get(0);
  }

  private String start() {
    return Inventory.of(store).file("seaweed-scripts", "start.sh");
  }

  private SeaweedFs on(ByteSize size) {
    Claim disk = new Claim(DnsLabel.of("seaweed-disk"), StorageClass.clusterDefault(), size);
    return with(disk, store.bucket());
  }

  private SeaweedFs with(Claim disk, S3Bucket bucket) {
    return new SeaweedFs(
        store.namespace(),
        store.name(),
        store.image(),
        store.user(),
        disk,
        bucket,
        store.exposure());
  }
}
