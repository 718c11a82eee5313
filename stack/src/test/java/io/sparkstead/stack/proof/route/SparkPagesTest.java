package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkPagesTest extends FamilyTest {

  private static final String BASE = "spark.ui.proxyBase";

  SparkPagesTest() {
    super(SparkPages::new);
    on(
        SparkPages.PAGES_LISTEN_FOR_OTHERS,
        "Deployment history has SPARK_LOCAL_IP=127.0.0.1, and its page at port 18080 listens",
        good -> listening(good, HISTORY, "127.0.0.1"));
    on(
        SparkPages.PAGES_LISTEN_FOR_OTHERS,
        "StatefulSet lab has SPARK_LOCAL_IP=localhost",
        good -> listening(good, JUPYTER, "localhost"));
    on(
        SparkPages.BASE_IS_STRIPPED,
        "has spark.ui.proxyBase=/history, and no route of the stack takes that off again",
        good -> good.property(HISTORY_CONF, BASE, "/history"));
  }

  private static Altered listening(Altered good, String name, String address) {
    return good.container(name, c -> c.getEnv().add(new EnvVar("SPARK_LOCAL_IP", address, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "$(POD_IP)", "10.1.2.3"})
  void an_address_that_others_reach_passes(String address) {
    assertThat(said(listening(Altered.samples(), HISTORY, address))).isEmpty();
  }

  @Test
  void a_base_that_a_route_takes_off_passes() {
    Altered altered =
        Altered.samples()
            .property(HISTORY_CONF, BASE, "/history")
            .add(
                Custom.of(
                    "gateway.networking.k8s.io/v1",
                    "HTTPRoute",
                    "history",
                    "rules: [{matches: [{path: {value: /history}}], filters: [{type: URLRewrite,"
                        + " urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]}]"));

    assertThat(said(altered)).isEmpty();
  }
}
