package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Python;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterTest {

  private final Samples samples = Samples.spark35();
  private final Jupyter jupyter = samples.jupyter();
  private final Inventory inventory = Inventory.of(jupyter);
  private final StatefulSet set = inventory.one(StatefulSet.class, "lab");
  private final Service headless = inventory.one(Service.class, "lab-headless");
  private final Map<String, String> conf =
      Inventory.properties(inventory.file("lab-spark-conf", "spark-defaults.conf"));

  @Test
  void of_spark_3_5() {
    Manifests.approve(jupyter);
  }

  @Test
  void from_spark_3_5_to_4_1() {
    Texts.approveDifference(
        Yaml.documents(jupyter.resources()),
        Yaml.documents(Samples.spark41().jupyter().resources()));
  }

  @Test
  void services_at_a_metallb_address() {
    Jupyter outside = samples.exposed(new Exposure.MetalLb("10.0.0.7")).jupyter();

    Manifests.approve(Inventory.of(outside).all(Service.class));
  }

  @Test
  void driver_listens_where_its_service_points() {
    assertThat(set.getSpec().getServiceName()).isEqualTo(headless.getMetadata().getName());
    assertThat(conf)
        .containsEntry("spark.kubernetes.driver.pod.name", set.getMetadata().getName() + "-0")
        .containsEntry("spark.driver.host", "lab-0.lab-headless.data.svc")
        .containsEntry("spark.driver.bindAddress", "0.0.0.0")
        .containsEntry("spark.driver.port", servicePort("driver-rpc-port"))
        .containsEntry("spark.blockManager.port", servicePort("blockmanager"))
        .containsEntry("spark.ui.port", servicePort("spark-ui"));
    assertThat(lab().getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsAll(headless.getSpec().getPorts().stream().map(ServicePort::getPort).toList());
  }

  /** Executors that run must find the driver even while its pod answers no probe. */
  @Test
  void driver_can_be_found_before_its_pod_is_ready() {
    assertThat(headless.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(headless.getSpec().getClusterIP()).isEqualTo("None");
  }

  @Test
  void is_built_on_exactly_the_image_that_executors_run() {
    assertThat(jupyter.image().files().get("Dockerfile"))
        .contains("\nFROM " + conf.get("spark.kubernetes.container.image") + "\n");
    assertThat(jupyter.builds()).containsExactly(samples.sparkImage(), samples.jupyterImage());
  }

  @Test
  void a_changed_application_rolls_its_pod() {
    Jupyter renamed = samples.jupyter(samples.application().named("Other"));

    assertThat(podAnnotations(renamed)).isNotEqualTo(podAnnotations(jupyter));
  }

  @Test
  void the_same_configuration_does_not() {
    Jupyter outside = samples.exposed(new Exposure.MetalLb("10.0.0.7")).jupyter();

    assertThat(podAnnotations(outside)).isEqualTo(podAnnotations(jupyter)).hasSize(3);
  }

  @Test
  void its_configuration_is_python() {
    Python.compile(inventory.file("lab-conf", "jupyter_server_config.py"));
  }

  @Test
  void its_configuration_listens_where_the_service_points() {
    assertThat(inventory.file("lab-conf", "jupyter_server_config.py"))
        .contains(
            "c.ServerApp.port = "
                + inventory.one(Service.class, "lab").getSpec().getPorts().get(0).getPort()
                + "\n");
  }

  /** Whoever lists processes reads arguments and environment. */
  @Test
  void its_token_is_read_from_the_file_that_is_mounted() {
    assertThat(inventory.file("lab-conf", "jupyter_server_config.py"))
        .contains("Path(\"/run/jupyter/token\").read_text()");
    assertThat(lab().getVolumeMounts())
        .anySatisfy(
            mount -> {
              assertThat(mount.getName()).isEqualTo("lab-token");
              assertThat(mount.getMountPath()).isEqualTo("/run/jupyter");
            });
  }

  private Container lab() {
    return set.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private String servicePort(String name) {
    return headless.getSpec().getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .map(port -> port.getPort().toString())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> podAnnotations(Jupyter jupyter) {
    return Inventory.of(jupyter).pods().get("lab").getMetadata().getAnnotations();
  }
}
