package io.sparkstead.stack.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsTest {

  private static final String IMAGE = "spark.kubernetes.container.image";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.task.cpus | 2 | spark.task.cpus=2 is above spark.executor.cores=1",
        "spark.executor.memory | 449m | spark.executor.memory=449m is below 450m, the least that"
            + " Spark takes",
        "spark.executor.heartbeatInterval | 120s | spark.executor.heartbeatInterval=120s is not"
            + " below spark.network.timeout=120s",
        "spark.network.timeout | 30s | spark.network.timeoutInterval=60s is above"
            + " spark.network.timeout=30s",
        "spark.storage.blockManagerHeartbeatTimeoutMs | 30s | spark.network.timeoutInterval=60s is"
            + " above spark.storage.blockManagerHeartbeatTimeoutMs=30s",
        "spark.driver.memory | 300m | spark.driver.memory=300m is below 450m, the least that Spark"
            + " takes",
        "spark.memory.offHeap.enabled | true | spark.memory.offHeap.enabled=true is nothing without"
            + " an spark.memory.offHeap.size",
        "spark.sql.defaultCatalog | lake | spark.sql.defaultCatalog=lake is nothing without"
            + " spark.sql.catalog.lake",
        "spark.sql.catalog.lake.uri | http://x | spark.sql.catalog.lake.uri=http://x is nothing"
            + " without spark.sql.catalog.lake",
        "spark.kubernetes.executor.limit.cores | 500m | spark.kubernetes.executor.limit.cores=500m"
            + " is below the 1 that the pod asks for",
        "spark.kubernetes.driver.limit.cores | 0.1 | spark.kubernetes.driver.limit.cores=0.1 is"
            + " below the 1 that the pod asks for",
        "spark.executor.cores | 0 | spark.task.cpus=1 is above spark.executor.cores=0",
      })
  void what_spark_refuses_at_the_start_is_refused(String key, String value, String why) {
    assertThat(Pairs.refuse(Map.of(key, value)))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.task.cpus, 1",
    "spark.executor.memory, 450m",
    "spark.executor.heartbeatInterval, 119s",
    "spark.network.timeout, 60s",
    "spark.sql.defaultCatalog, spark_catalog",
    "spark.sql.catalog.spark_catalog.defaultDatabase, x",
    "spark.kubernetes.executor.limit.cores, 1",
    "spark.kubernetes.executor.request.cores, 100m",
    "spark.executor.memory, ${env:HEAP}",
    "spark.task.cpus, many",
  })
  void what_is_at_its_bound_or_no_number_is_not(String key, String value) {
    assertThat(Pairs.refuse(Map.of(key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.master | local[*] | spark.master=local[*] is not on Kubernetes, as k8s://https://…"
            + " is",
        "spark.master | k8s://https://kubernetes.default.svc:6443 |"
            + " spark.master=k8s://https://kubernetes.default.svc:6443 is no port of that Service,"
            + " which has 443",
        "spark.shuffle.service.enabled | true | spark.shuffle.service.enabled=true is for other"
            + " clusters: Kubernetes runs no such service",
        "spark.kubernetes.executor.volumes.emptyDir.data.options.sizeLimit | 1g |"
            + " spark.kubernetes.executor.volumes.emptyDir.data.options.sizeLimit=1g is nothing"
            + " without spark.kubernetes.executor.volumes.emptyDir.data.mount.path",
        "spark.executor.resource.gpu.amount | 1 | spark.executor.resource.gpu.amount=1 is nothing"
            + " without spark.executor.resource.gpu.vendor",
        "spark.kubernetes.executor.label.app | my app | spark.kubernetes.executor.label.app=my app"
            + " is no label: use 1-63 of A-Z a-z 0-9 - _ .",
        "spark.kubernetes.executor.podNamePrefix | My_Jobs |"
            + " spark.kubernetes.executor.podNamePrefix=My_Jobs is no beginning of a pod's name: use"
            + " a-z, 0-9, hyphens and dots",
        "spark.kubernetes.executor.volumes.csi.d.mount.path | /d |"
            + " spark.kubernetes.executor.volumes.csi.d.mount.path=/d is nothing without"
            + " spark.kubernetes.executor.volumes.csi.d.options.driver",
      })
  void what_does_not_go_with_kubernetes_is_refused(String key, String value, String why) {
    assertThat(Pairs.refuse(Map.of(key, value, IMAGE, "spark:4.1.2")))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.master, k8s://https://kubernetes.default.svc:443",
    "spark.master, k8s://https://kubernetes.default.svc",
    "spark.master, k8s://https://10.0.0.1:6443",
    "spark.shuffle.service.enabled, false",
    "spark.kubernetes.executor.volumes, x",
    "spark.kubernetes.driver.label.app, my-app",
    "spark.kubernetes.executor.label.app, ${spark.app.id}",
  })
  void what_goes_with_it_is_not(String key, String value) {
    assertThat(Pairs.refuse(Map.of(key, value, IMAGE, "spark:4.1.2"))).isEmpty();
  }

  @Test
  void a_history_server_logs_in_as_somebody() {
    String log = "spark.history.fs.logDirectory";
    String kerberos = "spark.history.kerberos.enabled";

    assertThat(Pairs.refuse(Map.of(log, "s3a://a/b", kerberos, "true")))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .isEqualTo(kerberos + "=true is nothing without spark.history.kerberos.principal");
    assertThat(Pairs.refuse(Map.of(log, "s3a://a/b", kerberos, "false"))).isEmpty();
    assertThat(Pairs.refuse(Map.of(log, "s3a://a/b", "spark.task.cpus", "9"))).isEmpty();
  }

  @Test
  void elsewhere_nothing_is_asked_of_a_master() {
    assertThat(Pairs.refuse(Map.of("spark.master", "local[*]"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"scratch, true", "scratch-${spark.app.id}, true", "Ondemand, false"})
  void a_claim_is_made_on_demand_or_named(String claim, boolean isTaken) {
    String volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.data.";
    Map<String, String> properties =
        Map.of(
            IMAGE,
            "spark:4.1.2",
            volume + "options.claimName",
            claim,
            volume + "mount.path",
            "/data");

    assertThat(Pairs.refuse(properties)).hasSize(isTaken ? 0 : 1);
  }

  @Test
  void a_limit_bounds_what_the_pod_asks_for_and_not_what_spark_counts() {
    assertThat(
            Pairs.refuse(
                Map.of(
                    "spark.executor.cores", "4",
                    "spark.kubernetes.executor.request.cores", "500m",
                    "spark.kubernetes.executor.limit.cores", "1")))
        .isEmpty();
  }

  @Test
  void a_claim_that_spark_makes_has_a_class_and_a_size() {
    String volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.data.";
    Map<String, String> properties = new HashMap<>();
    properties.put(IMAGE, "spark:4.1.2");
    properties.put(volume + "options.claimName", "OnDemand");
    properties.put(volume + "mount.path", "/data");

    assertThat(Pairs.refuse(properties)).hasSize(2);
    properties.put(volume + "options.storageClass", "gp3");
    properties.put(volume + "options.sizeLimit", "500");
    assertThat(Pairs.refuse(properties))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .asString()
        .contains("options.sizeLimit=500 is less than 1KiB, which misses its unit");
    properties.put(volume + "options.sizeLimit", "50Gi");
    assertThat(Pairs.refuse(properties)).isEmpty();
    properties.put("spark.kubernetes.executor.volumes.emptyDir.other.mount.path", "/data");
    assertThat(Pairs.refuse(properties))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .asString()
        .endsWith("is mounted already");
  }

  @Test
  void a_task_is_tried_on_a_node_less_often_than_at_all() {
    String on = "spark.excludeOnFailure.enabled";
    assertThat(Pairs.refuse(Map.of(on, "true", "spark.task.maxFailures", "2"))).hasSize(1);
    assertThat(Pairs.refuse(Map.of(on, "true", "spark.task.maxFailures", "3"))).isEmpty();
    assertThat(Pairs.refuse(Map.of(on, "false", "spark.task.maxFailures", "2"))).isEmpty();
  }

  @Test
  void metrics_need_the_page_that_answers() {
    assertThat(
            Pairs.refuse(
                Map.of(
                    IMAGE,
                    "spark:4.1.2",
                    "spark.ui.enabled",
                    "false",
                    "spark.ui.prometheus.enabled",
                    "true")))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .isEqualTo(
            "spark.ui.enabled=false leaves nobody to answer for spark.ui.prometheus.enabled");
  }

  @Test
  void a_pod_that_submits_waits_for_its_driver() {
    Map<String, String> waits = new HashMap<>();
    waits.put("spark.kubernetes.container.image", "spark");
    waits.put("spark.submit.deployMode", "cluster");
    waits.put("spark.kubernetes.submission.waitAppCompletion", "false");

    assertThat(Pairs.refuse(waits))
        .singleElement()
        .extracting(Pairs.Refused::why)
        .asString()
        .contains("waitAppCompletion=false is not what the pod that submits goes by");
    waits.put("spark.submit.deployMode", "client");
    assertThat(Pairs.refuse(waits)).isEmpty();
  }
}
