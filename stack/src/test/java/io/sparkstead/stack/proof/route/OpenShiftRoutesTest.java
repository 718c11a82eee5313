package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenShiftRoutesTest extends FamilyTest {

  private static final String TO = "{host: lab.example.org, port: {targetPort: http}, ";

  OpenShiftRoutesTest() {
    super(OpenShiftRoutes::new);
    on(
        OpenShiftRoutes.ROUTER_TAKES_IT,
        "Route lab has termination: edgee, which is no such word; did you mean edge?",
        good -> with(good, "to: {name: lab}, tls: {termination: edgee}"));
  }

  private static Altered with(Altered good, String spec) {
    return good.add(Custom.of("route.openshift.io/v1", "Route", "lab", TO + spec + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: {name: lab, weight: 0} | gives nothing to any Service",
        "to: {name: lab, kind: Deployment} | has kind: Deployment, which is no such word",
        "to: {name: lab}, wildcardPolicy: All | has wildcardPolicy: All",
        "to: {name: lab}, tls: {certificate: x} | does not say where TLS ends",
        "to: {name: lab}, tls: {termination: edge, insecureEdgeTerminationPolicy: redirect}"
            + " | did you mean Redirect?",
        "to: {name: lab}, path: /x, tls: {termination: passthrough} | tells paths apart by /x",
        "to: {name: lab}, tls: {termination: passthrough, insecureEdgeTerminationPolicy: Allow}"
            + " | drop Allow"
      })
  void what_the_router_does_not_take_is_told(String spec, String told) {
    assertThat(said(OpenShiftRoutes.ROUTER_TAKES_IT, with(Altered.samples(), spec)))
        .singleElement()
        .asString()
        .contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: {name: lab}",
        "to: {name: lab, kind: Service, weight: 0}, alternateBackends: [{name: lab, weight: 100}]",
        "to: {name: lab}, tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}",
        "to: {name: lab}, tls: {termination: reencrypt}, path: /x",
        "to: {name: lab}, wildcardPolicy: Subdomain"
      })
  void what_it_takes_is_left_alone(String spec) {
    assertThat(said(with(Altered.samples(), spec))).isEmpty();
  }
}
