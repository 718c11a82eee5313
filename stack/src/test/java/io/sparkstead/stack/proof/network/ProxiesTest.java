package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest extends FamilyTest {

  private static final String PROXY = "http://10.9.9.9:3128";

  ProxiesTest() {
    super(Proxies::new);
    on(
        Proxies.CLUSTER_IS_EXCEPTED,
        "container jupyter of StatefulSet lab goes to kubernetes.default.svc through"
            + " HTTPS_PROXY=http://10.9.9.9:3128; say NO_PROXY=.svc,.cluster.local",
        good -> with(good, JUPYTER, "HTTPS_PROXY", PROXY));
    on(
        Proxies.CLUSTER_IS_EXCEPTED,
        "goes to kubernetes.default.svc through",
        good ->
            with(with(good, JUPYTER, "https_proxy", PROXY), JUPYTER, "no_proxy", "example.org"));
    on(
        Proxies.CLUSTER_IS_EXCEPTED,
        "container mc of Job store-bootstrap",
        good -> with(good, "store-bootstrap", "HTTP_PROXY", PROXY));
    on(
        Proxies.PROXY_IS_OPEN,
        "StatefulSet lab goes through HTTPS_PROXY=http://10.9.9.9:3128, and no policy opens port 3128",
        good -> with(good, JUPYTER, "HTTPS_PROXY", PROXY));
    on(
        Proxies.CLUSTER_IS_EXCEPTED,
        "container jupyter of StatefulSet lab excepts *.svc from HTTPS_PROXY, and Spark's client of"
            + " Kubernetes takes no star there; say .svc",
        good -> with(with(good, JUPYTER, "HTTPS_PROXY", PROXY), JUPYTER, "NO_PROXY", "*.svc"));
    on(
        Proxies.PROXY_IS_OPEN,
        "no policy opens port 8080",
        good -> with(good, HISTORY, "HTTP_PROXY", "proxy.example.org:8080"));
  }

  private static Altered with(Altered good, String of, String name, String value) {
    return good.container(
        of,
        c -> {
          List<EnvVar> all = new ArrayList<>(c.getEnv());
          all.add(new EnvVar(name, value, null));
          c.setEnv(all);
        });
  }

  private static Altered open(Altered good) {
    NetworkPolicyEgressRule rule =
        new NetworkPolicyEgressRuleBuilder()
            .addNewTo()
            .withNewIpBlock()
            .withCidr("10.9.9.9/32")
            .endIpBlock()
            .endTo()
            .addNewPort()
            .withNewPort(3128)
            .endPort()
            .build();
    return good.policy(JUPYTER, policy -> policy.getEgress().add(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".svc,.cluster.local",
        "localhost, kubernetes.default.svc, .svc",
        "$(NO_PROXY_OF_ALL)"
      })
  void a_proxy_for_what_is_outside_passes(String except) {
    Altered altered = with(open(Altered.samples()), JUPYTER, "HTTPS_PROXY", PROXY);

    assertThat(said(with(altered, JUPYTER, "NO_PROXY", except))).isEmpty();
  }

  @Test
  void what_another_object_says_is_not_judged() {
    Altered altered = with(open(Altered.samples()), JUPYTER, "HTTPS_PROXY", PROXY);
    altered.container(
        JUPYTER, c -> c.getEnv().add(new EnvVar("NO_PROXY", null, new EnvVarSource())));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_proxy_of_the_pod_itself_and_none_at_all_pass() {
    Altered altered = with(Altered.samples(), HISTORY, "HTTP_PROXY", "http://127.0.0.1:3128");

    assertThat(said(with(altered, STORE, "HTTPS_PROXY", ""))).isEmpty();
  }

  @Test
  void a_star_is_taken_by_what_is_written_in_go_and_not_by_curl() {
    Altered bootstrap = with(Altered.samples(), "store-bootstrap", "HTTP_PROXY", PROXY);
    with(bootstrap, "store-bootstrap", "NO_PROXY", "*.svc");
    assertThat(said(Proxies.CLUSTER_IS_EXCEPTED, bootstrap)).isEmpty();

    bootstrap.data(
        "store-bootstrap", "bootstrap.sh", text -> text + "\ncurl http://store.data.svc:9000\n");
    assertThat(said(Proxies.CLUSTER_IS_EXCEPTED, bootstrap))
        .singleElement()
        .asString()
        .endsWith("excepts *.svc from HTTP_PROXY, and curl takes no star there; say .svc");
  }
}
