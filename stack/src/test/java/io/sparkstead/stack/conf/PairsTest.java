package io.sparkstead.stack.conf;

import static org.assertj.core.api.Assertions.assertThat;

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
        "spark.network.timeout | 10000ms | spark.executor.heartbeatInterval=10s is not below"
            + " spark.network.timeout=10000ms",
        "spark.rpc.message.maxSize | 2048 | spark.rpc.message.maxSize=2048 is above 2047, the most"
            + " that Spark sends at once",
        "spark.dynamicAllocation.executorAllocationRatio | 1.5 |"
            + " spark.dynamicAllocation.executorAllocationRatio=1.5 is above 1, which is every"
            + " executor",
        "spark.dynamicAllocation.schedulerBacklogTimeout | 0s |"
            + " spark.dynamicAllocation.schedulerBacklogTimeout=0s is no time at all",
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
    "spark.rpc.message.maxSize, 2047",
    "spark.dynamicAllocation.executorAllocationRatio, 1.0",
    "spark.dynamicAllocation.schedulerBacklogTimeout, 1ms",
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
        "spark.serializer | org.apache.spark.serializer.KyroSerializer |"
            + " spark.serializer=org.apache.spark.serializer.KyroSerializer is no class of Spark;"
            + " it has [org.apache.spark.serializer.KryoSerializer,"
            + " org.apache.spark.serializer.JavaSerializer]",
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
    "spark.serializer, org.example.Serializer",
    "spark.serializer, org.apache.spark.serializer.KryoSerializer",
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
  @CsvSource({
    "OnDemand, true",
    "scratch, true",
    "scratch-${spark.app.id}, true",
    "Ondemand, false"
  })
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
}
