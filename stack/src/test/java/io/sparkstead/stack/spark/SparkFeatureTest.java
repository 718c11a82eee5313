package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a driver needs leave for, by its properties. */
class SparkFeatureTest {

  private static final Map<String, String> RESTRAINED =
      Map.of(
          "spark.kubernetes.executor.disableConfigMap", "true",
          "spark.kubernetes.driver.service.deleteOnTermination", "false",
          "spark.kubernetes.driver.ownPersistentVolumeClaim", "false",
          "spark.kubernetes.driver.reusePersistentVolumeClaim", "false");

  @Test
  void a_restrained_driver_needs_nothing_else() {
    assertThat(SparkFeature.neededBy(RESTRAINED)).isEmpty();
  }

  @Test
  void a_driver_that_nobody_restrained_needs_all_that_spark_does_unasked() {
    assertThat(SparkFeature.neededBy(Map.of()))
        .containsExactlyInAnyOrder(
            "create configmaps",
            "deletecollection configmaps",
            "deletecollection services",
            "list persistentvolumeclaims",
            "deletecollection persistentvolumeclaims");
  }

  @Test
  void each_property_spares_it_a_right() {
    assertThat(neededWith("spark.kubernetes.executor.disableConfigMap", "false"))
        .containsExactlyInAnyOrder("create configmaps", "deletecollection configmaps");
    assertThat(neededWith("spark.kubernetes.driver.service.deleteOnTermination", "true"))
        .containsExactly("deletecollection services");
    for (String claims : new String[] {"own", "reuse"}) {
      assertThat(neededWith("spark.kubernetes.driver." + claims + "PersistentVolumeClaim", "true"))
          .containsExactlyInAnyOrder(
              "list persistentvolumeclaims", "deletecollection persistentvolumeclaims");
    }
  }

  @Test
  void a_claim_for_each_executor_has_to_be_made() {
    String volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1";

    assertThat(neededWith(volume + ".options.claimName", "OnDemand"))
        .containsExactly("create persistentvolumeclaims");
    assertThat(neededWith(volume + ".options.claimName", "shared")).isEmpty();
    assertThat(neededWith(volume + ".options.storageClass", "OnDemand")).isEmpty();
  }

  @Test
  void every_application_of_ours_is_restrained() {
    SparkApplication application = Samples.spark35().application();

    assertThat(SparkFeature.neededBy(application.clusterConf().properties())).isEmpty();
  }

  private static Set<String> neededWith(String key, String value) {
    Map<String, String> properties = new TreeMap<>(RESTRAINED);
    properties.put(key, value);
    return SparkFeature.neededBy(properties);
  }
}
