package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest extends FamilyTest {

  private static final String READ = "nginx.ingress.kubernetes.io/proxy-read-timeout";

  PatienceTest() {
    super(Patience::new);
    on(
        Patience.ANSWERS_ARE_WAITED_FOR,
        "HTTPRoute x gives up after 10s of request",
        good -> waiting("request: 10s"));
    on(
        Patience.ANSWERS_ARE_WAITED_FOR,
        "gives up after 500ms of backendRequest",
        good -> waiting("backendRequest: 500ms"));
    on(
        Patience.ANSWERS_ARE_WAITED_FOR,
        "Ingress lab gives up after 5s of nginx.ingress.kubernetes.io/proxy-read-timeout",
        good -> annotated(READ, "5"));
  }

  private static Altered waiting(String timeouts) {
    return leading("lab", timeouts);
  }

  private static Altered leading(String service, String timeouts) {
    return Altered.samples()
        .add(
            Custom.of(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                "x",
                "rules: [{backendRefs: [{name: "
                    + service
                    + ", port: 8888}], timeouts: {"
                    + timeouts
                    + "}}]"));
  }

  private static Altered annotated(String annotation, String value) {
    return Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))
        .edit(
            Ingress.class,
            JUPYTER,
            ingress -> ingress.getMetadata().setAnnotations(Map.of(annotation, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"request: 0s", "request: 2m", "request: 30s", "request: soon"})
  void who_waits_long_enough_or_for_ever_is_free(String timeouts) {
    assertThat(said(waiting(timeouts))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3600, " + READ, "5, nginx.ingress.kubernetes.io/proxy-connect-timeout"})
  void to_connect_takes_no_time_and_hours_are_enough(String value, String annotation) {
    assertThat(said(annotated(annotation, value))).isEmpty();
  }

  @Test
  void what_is_behind_others_services_nobody_knows() {
    assertThat(said(leading("elsewhere", "request: 1s"))).isEmpty();
  }
}
