package io.sparkstead.stack.proof.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialledTest extends FamilyTest {

  private static final String ASKS = "until curl -sf https://api.example.org/ok; do sleep 1; done";

  DialledTest() {
    super(Dialled::new);
    on(
        Dialled.DIALLED_HOSTS_ARE_OPEN,
        "container wait of Deployment history connects to api.example.org:443, and no policy",
        good -> waiting(good, ASKS));
    on(
        Dialled.DIALLED_HOSTS_ARE_OPEN,
        "connects to catalog.lake.svc:8181",
        good -> waiting(good, "wget -qO- http://catalog.lake.svc:8181/v1/config"));
    on(
        Dialled.DIALLED_HOSTS_ARE_OPEN,
        "connects to db.example.org:5432",
        good -> waiting(good, "until nc -z db.example.org 5432; do sleep 1; done"));
  }

  private static Altered waiting(Altered good, String script) {
    Container wait = new Container();
    wait.setName("wait");
    wait.setImage("registry.example.org/own/tool:1.0");
    wait.setCommand(List.of("sh", "-c", script));
    return good.pod(HISTORY, pod -> pod.getInitContainers().add(wait));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -sf http://localhost:8080/ok",
        "curl -sf http://store.data.svc:9000/minio/health/live",
        "curl -sf \"$URL\"",
        "echo see https://docs.example.org/",
        "nc -z 127.0.0.1 15021",
      })
  void what_goes_nowhere_outside_passes(String script) {
    assertThat(said(waiting(Altered.samples(), script))).isEmpty();
  }

  @Test
  void what_a_policy_opens_passes() {
    NetworkPolicyEgressRule rule =
        new NetworkPolicyEgressRuleBuilder()
            .addNewTo()
            .withNewIpBlock()
            .withCidr("203.0.113.0/24")
            .endIpBlock()
            .endTo()
            .addNewPort()
            .withNewPort(443)
            .endPort()
            .build();

    assertThat(
            said(
                waiting(Altered.samples(), ASKS)
                    .policy(HISTORY, policy -> policy.getEgress().add(rule))))
        .isEmpty();
  }

  @Test
  void what_goes_through_a_proxy_is_the_proxys_matter() {
    Altered altered = waiting(Altered.samples(), ASKS);
    altered.pod(
        HISTORY,
        pod ->
            pod.getInitContainers()
                .forEach(
                    one ->
                        one.setEnv(
                            List.of(
                                new EnvVar("HTTPS_PROXY", "http://proxy.data.svc:3128", null)))));

    assertThat(said(altered)).isEmpty();
  }
}
