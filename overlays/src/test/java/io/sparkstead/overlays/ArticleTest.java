package io.sparkstead.overlays;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Inventory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whoever read the article recognises their cluster: its names, ports, addresses, sizes and counts
 * are those of {@link Homelab}. Where the article does not work, {@code docs/article.md} says what
 * we do instead.
 */
class ArticleTest {

  private static final Stack STACK = new Homelab().stack(ImageLock.NONE);
  private static final Inventory INVENTORY = Inventory.of(STACK);
  private static final SparkApplication DEMO = STACK.applications().get(0);

  @Test
  void everything_lives_in_namespace_spark() {
    assertThat(STACK.namespace().name()).isEqualTo("spark");
    assertThat(INVENTORY.objects())
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly("spark");
  }

  @Test
  void minio_keeps_its_data_on_50_gibibytes_of_longhorn() {
    assertThat(claim("minio-pvc")).isEqualTo("50Gi longhorn");
  }

  @Test
  void minio_answers_at_192_168_1_5_on_9000_and_9090() {
    assertThat(INVENTORY.names(StatefulSet.class)).contains("minio");
    assertThat(address("minio")).isEqualTo("192.168.1.5");
    assertThat(ports("minio")).isEqualTo(Map.of("api", 9000, "webui", 9090));
  }

  @Test
  void the_history_server_answers_at_192_168_1_6_on_18080() {
    assertThat(INVENTORY.names(Deployment.class)).contains("spark-history-server");
    assertThat(address("spark-history-server")).isEqualTo("192.168.1.6");
    assertThat(ports("spark-history-server").values()).containsExactly(18080);
  }

  @Test
  void the_history_server_is_configured_by_spark_conf() {
    assertThat(INVENTORY.names(ConfigMap.class)).contains("spark-conf");
    assertThat(INVENTORY.file("spark-conf", "spark-defaults.conf"))
        .contains("\nspark.history.fs.logDirectory=s3a://spark-on-kube/event-logs/\n");
  }

  @Test
  void jupyter_answers_at_192_168_1_7_on_8888() {
    assertThat(INVENTORY.names(StatefulSet.class)).contains("jupyter");
    assertThat(address("jupyter")).isEqualTo("192.168.1.7");
    assertThat(ports("jupyter")).containsEntry("http", 8888);
  }

  @Test
  void notebooks_are_kept_on_10_gibibytes_of_longhorn() {
    assertThat(claim("jupyter-pvc")).isEqualTo("10Gi longhorn");
  }

  @Test
  void executors_find_the_driver_by_jupyter_headless() {
    assertThat(INVENTORY.one(Service.class, "jupyter-headless").getSpec().getClusterIP())
        .isEqualTo("None");
    assertThat(ports("jupyter-headless"))
        .isEqualTo(Map.of("driver-rpc-port", 7078, "blockmanager", 7079, "spark-ui", 4040));
    assertThat(conf())
        .containsEntry("spark.driver.host", "jupyter-0.jupyter-headless.spark.svc")
        .containsEntry("spark.driver.port", "7078");
  }

  @Test
  void the_driver_is_account_spark_with_spark_role() {
    assertThat(INVENTORY.names(ServiceAccount.class)).contains("spark", "spark-executor");
    assertThat(INVENTORY.names(Role.class)).containsExactly("spark-role");
    assertThat(INVENTORY.all(RoleBinding.class))
        .singleElement()
        .satisfies(
            binding -> {
              assertThat(binding.getRoleRef().getName()).isEqualTo("spark-role");
              assertThat(binding.getSubjects())
                  .singleElement()
                  .hasFieldOrPropertyWithValue("name", "spark");
            });
    assertThat(INVENTORY.pods().get("jupyter").getSpec().getServiceAccountName())
        .isEqualTo("spark");
  }

  @Test
  void events_are_written_under_event_logs_in_bucket_spark_on_kube() {
    assertThat(DEMO.eventLog().directory()).isEqualTo("s3a://spark-on-kube/event-logs/");
    assertThat(conf())
        .containsEntry("spark.eventLog.enabled", "true")
        .containsEntry("spark.eventLog.dir", "s3a://spark-on-kube/event-logs/");
  }

  @Test
  void the_demo_grows_from_1_executor_to_6() {
    assertThat(DEMO.name()).isEqualTo("DynamicAllocationDemo");
    assertThat(conf())
        .containsEntry("spark.app.name", "DynamicAllocationDemo")
        .containsEntry("spark.dynamicAllocation.enabled", "true")
        .containsEntry("spark.dynamicAllocation.initialExecutors", "1")
        .containsEntry("spark.dynamicAllocation.minExecutors", "1")
        .containsEntry("spark.dynamicAllocation.maxExecutors", "6");
  }

  @Test
  void an_executor_has_2_cores_and_2_gibibytes() {
    assertThat(conf())
        .containsEntry("spark.executor.cores", "2")
        .containsEntry("spark.executor.memory", "2g");
  }

  @Test
  void manifests_say_spark_aws_and_pods_pull_from_gitea() {
    assertThat(STACK.builds())
        .extracting(build -> build.inManifests() + " <- " + build.published())
        .containsExactly(
            "spark-aws:3.5.4 <- 192.168.1.3:3000/binayakd/spark-aws:3.5.4",
            "spark-jupyter:3.5.4 <- 192.168.1.3:3000/binayakd/spark-aws-jupyter:3.5.4");
    assertThat(conf())
        .containsEntry(
            "spark.kubernetes.container.image", "192.168.1.3:3000/binayakd/spark-aws:3.5.4");
    assertThat(INVENTORY.pods().get("jupyter").getSpec().getContainers())
        .extracting(Container::getImage)
        .containsExactly("spark-jupyter:3.5.4");
  }

  @Test
  void spark_is_3_5_4_with_what_that_line_supports() {
    SparkRelease release = DEMO.image().release();

    assertThat(release.version()).isEqualTo("3.5.4");
    assertThat(release.java()).isEqualTo(17);
    assertThat(release.python()).isEqualTo("3.11");
    assertThat(release.hadoop()).isEqualTo("3.3.4");
    assertThat(release.awsSdk()).isEqualTo(AwsSdk.V1);
    assertThat(release.awsSdkVersion()).isEqualTo("1.12.262");
  }

  @Test
  void images_are_built_on_ubi_9() {
    assertThat(dockerfile("spark-aws").lines().filter(line -> line.startsWith("FROM ")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("FROM registry.access.redhat.com/ubi9/"));
    assertThat(dockerfile("spark-aws"))
        .contains("FROM registry.access.redhat.com/ubi9/openjdk-17:")
        .contains("FROM registry.access.redhat.com/ubi9/ubi-minimal:");
    assertThat(dockerfile("spark-jupyter"))
        .contains("\nFROM 192.168.1.3:3000/binayakd/spark-aws:3.5.4\n");
  }

  @Test
  void the_notebook_and_the_script_of_the_article_are_there() {
    assertThat(INVENTORY.one(ConfigMap.class, "workspace-samples").getData())
        .containsKeys("dynamic_resource_allocation_test.ipynb", "spark-pi.sh");
  }

  @Test
  void people_open_these_pages() {
    assertThat(STACK.endpoints())
        .extracting(endpoint -> endpoint.title() + " " + endpoint.outside().orElse("-"))
        .containsExactly(
            "MinIO console http://192.168.1.5:9090",
            "MinIO S3 API http://192.168.1.5:9000",
            "Spark History Server http://192.168.1.6:18080",
            "JupyterLab http://192.168.1.7:8888",
            "Spark UI of the first running notebook http://192.168.1.7:4040");
  }

  /** A fix: an address in a manifest would hairpin through MetalLB, and break when it changes. */
  @Test
  void no_pod_is_told_an_outside_address_of_another() {
    assertThat(INVENTORY.objects())
        .filteredOn(object -> !(object instanceof Service))
        .noneMatch(object -> Yaml.document(object).matches("(?s).*192\\.168\\.1\\.[5-7].*"));
  }

  @Test
  void its_folders_are_named_after_its_parts() {
    assertThat(STACK.components())
        .extracting(Component::folder)
        .containsExactly(
            "spark-rbac",
            "minio",
            "spark-history-server",
            "jupyter",
            "workspace",
            "smoke",
            "network-policies",
            "limits");
  }

  private static Map<String, String> conf() {
    return Inventory.properties(INVENTORY.file("jupyter-spark-conf", "spark-defaults.conf"));
  }

  private static String claim(String name) {
    PersistentVolumeClaim claim = INVENTORY.one(PersistentVolumeClaim.class, name);
    return claim.getSpec().getResources().getRequests().get("storage")
        + " "
        + claim.getSpec().getStorageClassName();
  }

  private static String address(String service) {
    Service exposed = INVENTORY.one(Service.class, service);
    assertThat(exposed.getSpec().getType()).isEqualTo("LoadBalancer");
    return exposed.getMetadata().getAnnotations().get("metallb.io/loadBalancerIPs");
  }

  private static Map<String, Integer> ports(String service) {
    return INVENTORY.one(Service.class, service).getSpec().getPorts().stream()
        .collect(toMap(ServicePort::getName, ServicePort::getPort));
  }

  private static String dockerfile(String image) {
    return STACK.builds().stream()
        .filter(build -> build.name().text().equals(image))
        .findFirst()
        .orElseThrow()
        .files()
        .get(ImageBuild.DOCKERFILE);
  }
}
