package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkConnectTest {

  private static final Exposure GATEWAY =
      new Exposure.Gateway(
          DnsLabel.of("gateways"),
          DnsLabel.of("public"),
          Map.of("grpc", "connect.example.org", "spark-ui", "jobs.example.org"));

  private final Samples samples = Samples.spark41();
  private final SparkConnect connect = samples.connect();
  private final Inventory inventory = Inventory.of(connect);

  @Test
  void of_spark_4_1() {
    Manifests.approve(connect);
  }

  @Test
  void through_a_gateway() {
    List<HasMetadata> ways =
        samples.exposed(GATEWAY).connect().resources().stream()
            .filter(
                object ->
                    object.getKind().endsWith("Route")
                        || (object instanceof Service
                            && object.getMetadata().getName().equals("connect")))
            .toList();

    Manifests.approve(ways);
  }

  @Test
  void clients_are_told_what_to_dial() {
    assertThat(connect.endpoints())
        .contains(
            new Endpoint("Spark Connect", "sc://connect.data.svc:15002", Optional.empty()),
            new Endpoint(
                "Spark UI of Spark Connect", "http://connect.data.svc:4040", Optional.empty()));
    assertThat(samples.exposed(GATEWAY).connect().endpoints())
        .extracting(Endpoint::outside)
        .containsExactly(
            Optional.of("sc://connect.example.org:443/;use_ssl=true"),
            Optional.of("https://jobs.example.org"));
  }

  @Test
  void it_is_an_application_that_runs_in_an_image_of_ours() {
    assertThat(connect.applications())
        .extracting(SparkApplication::name)
        .containsExactly("Connect");
    assertThat(connect.builds()).containsExactly(samples.sparkImage());
  }

  @Test
  void its_service_points_where_it_listens() {
    assertThat(conf())
        .containsEntry(
            "spark.connect.grpc.binding.port",
            inventory.one(Service.class, "connect").getSpec().getPorts().get(0).getPort() + "")
        .containsEntry("spark.driver.host", "connect-0.connect-headless.data.svc")
        .containsEntry("spark.kubernetes.driver.pod.name", "connect-0");
  }

  @Test
  void its_token_stands_in_a_secret_alone() {
    assertThat(connect.secrets())
        .extracting(secret -> secret.name().text())
        .contains("connect-token");
    assertThat(conf()).doesNotContainKey("spark.connect.authenticate.token");
    EnvVar token =
        inventory.pods().get("connect").getSpec().getContainers().get(0).getEnv().stream()
            .filter(variable -> variable.getName().equals("SPARK_CONNECT_AUTHENTICATE_TOKEN"))
            .findFirst()
            .orElseThrow();
    assertThat(token.getValue()).isNull();
    assertThat(token.getValueFrom().getSecretKeyRef().getName()).isEqualTo("connect-token");
  }

  @Test
  void refuses_a_release_without_a_token() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.spark35().connect())
        .withMessage(
            "Spark Connect of Spark 3.5.4 asks nobody for a token, and whoever reaches it would run"
                + " code as the driver; take Spark 4.0 or later");
  }

  @Test
  void refuses_an_exposure_without_tls() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.exposed(new Exposure.MetalLb("10.0.0.8")).connect())
        .withMessageStartingWith("Spark Connect exposed by MetalLb is reached by no client");
  }

  private Map<String, String> conf() {
    return Inventory.properties(inventory.file("connect-spark-conf", "spark-defaults.conf"));
  }
}
