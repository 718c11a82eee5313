package io.sparkstead.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkApplicationTest {

  private final SparkApplication application = Samples.spark35().application();
  private final SparkConf client =
      application.clientConf(
          DriverService.heap(Jupyter.SIZE), Samples.spark35().jupyter().driver());
  private final SparkConf cluster = application.clusterConf();

  @Test
  void client_conf() {
    Texts.approve("conf", client.text());
  }

  @Test
  void cluster_conf() {
    Texts.approve("conf", cluster.text());
  }

  @Test
  void both_modes_differ_only_in_where_the_driver_runs() {
    assertThat(client.properties().keySet())
        .filteredOn(key -> !cluster.properties().containsKey(key))
        .containsExactlyInAnyOrder(
            "spark.kubernetes.driver.pod.name",
            "spark.driver.host",
            "spark.driver.bindAddress",
            "spark.driver.port",
            "spark.ui.port");
    assertThat(cluster.properties())
        .allSatisfy(
            (key, value) -> {
              if (client.properties().containsKey(key) && !key.equals("spark.driver.memory")) {
                assertThat(client.properties()).containsEntry(key, value);
              }
            });
  }

  @Test
  void spark_reads_back_what_was_set() {
    assertThat(Inventory.properties(client.text())).isEqualTo(client.properties());
    assertThat(Inventory.properties(cluster.text())).isEqualTo(cluster.properties());
  }

  /** Kustomize renames images in manifests, not in a file of properties. */
  @Test
  void names_the_executors_image_in_full() {
    assertThat(cluster.get("spark.kubernetes.container.image"))
        .hasValue("registry.example.org/team/spark:3.5.4");
  }

  @Test
  void drivers_and_executors_come_as_different_accounts() {
    assertThat(cluster.get("spark.kubernetes.authenticate.driver.serviceAccountName"))
        .hasValue("etl");
    assertThat(cluster.get("spark.kubernetes.authenticate.executor.serviceAccountName"))
        .hasValue("etl-executor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " Explore", "Explore "})
  void refuses_a_name_nobody_finds(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.named(name))
        .withMessage(
            "application name '"
                + name
                + "' is blank or begins or ends so; give it a name to be found by");
  }
}
