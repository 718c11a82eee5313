package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest extends FamilyTest {

  private static final String TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

  ConnectTest() {
    super(Connect::new);
    on(
        Connect.CONNECT_ASKS_FOR_A_TOKEN,
        "StatefulSet connect runs code for whoever reaches it; set " + TOKEN + " from a Secret",
        good -> withoutToken());
    on(
        Connect.CONNECT_ASKS_FOR_A_TOKEN,
        "StatefulSet connect runs code for whoever reaches it",
        good ->
            withoutToken()
                .container(
                    CONNECT,
                    server ->
                        server
                            .getEnv()
                            .add(new EnvVarBuilder().withName(TOKEN).withValue(PLANTED).build())));
    for (String type : new String[] {"LoadBalancer", "NodePort"}) {
      on(
          Connect.CONNECT_IS_REACHED_BY_TLS,
          "Service connect offers Spark Connect by a "
              + type
              + ", in the clear; make it a ClusterIP, and lead a Gateway that ends TLS to it",
          good -> observed().service(CONNECT, service -> service.setType(type)));
    }
  }

  private static Altered observed() {
    return Altered.of(Samples.spark41().observed());
  }

  private static Altered withoutToken() {
    return observed()
        .container(
            CONNECT,
            server -> server.getEnv().removeIf(variable -> variable.getName().equals(TOKEN)));
  }

  @Test
  void a_token_from_a_config_map_is_none() {
    Altered altered =
        withoutToken()
            .container(
                CONNECT,
                server ->
                    server
                        .getEnv()
                        .add(
                            new EnvVarBuilder()
                                .withName(TOKEN)
                                .withNewValueFrom()
                                .withNewConfigMapKeyRef("token", "connect-spark-conf", false)
                                .endValueFrom()
                                .build()));

    assertThat(said(altered))
        .extracting(Finding::mark)
        .containsExactly("org.apache.spark.sql.connect.service.SparkConnectServer");
  }

  @ParameterizedTest
  @ValueSource(strings = {STORE, HISTORY})
  void what_is_no_connect_server_may_be_offered(String name) {
    assertThat(said(observed().service(name, service -> service.setType("LoadBalancer"))))
        .isEmpty();
  }

  @Test
  void a_service_that_selects_nobody_offers_nothing() {
    Altered altered =
        observed()
            .service(
                CONNECT,
                service -> {
                  service.setType("LoadBalancer");
                  service.setSelector(Map.of("app", "other"));
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_finding_stands_at_the_type_of_the_service() {
    assertThat(said(observed().service(CONNECT, service -> service.setType("NodePort"))))
        .extracting(Finding::path, Finding::mark)
        .containsExactly(tuple("connect/service-connect.yaml", "type: NodePort"));
  }
}
