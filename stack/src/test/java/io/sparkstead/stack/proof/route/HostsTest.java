package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest extends FamilyTest {

  private static final String ROUTE =
      "{%s, parentRefs: [{namespace: edge, name: public}], rules: [{backendRefs: [{name: %s}]}]}";

  HostsTest() {
    super(Hosts::new);
    on(
        Hosts.ROUTE_NAMES_ITS_HOST,
        "HTTPRoute more names no host, as others do; name one",
        good -> more("x: 1", "lab, port: 8888"));
    on(
        Hosts.ROUTE_NAMES_ITS_HOST,
        "Ingress history names no host, as others do",
        good ->
            Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))
                .edit(
                    Ingress.class,
                    HISTORY,
                    ingress -> ingress.getSpec().getRules().get(0).setHost(null)));
    on(
        Hosts.HOST_IS_ONE,
        "is for LAB.example.org, which is no name of DNS",
        good -> more("hostnames: [LAB.example.org]", "lab, port: 8888"));
    on(
        Hosts.EACH_PORT_HAS_A_HOST,
        "both lead to port 8888 of connect, and nothing to",
        good ->
            onConnect()
                .add(route("one", "hostnames: [a.example.org]", "connect, port: 8888"))
                .add(route("two", "hostnames: [b.example.org]", "connect, port: 8888")));
  }

  private static Altered behind() {
    return Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED));
  }

  /** A Service of two ports to which no route leads yet. */
  private static Altered onConnect() {
    return Altered.samples().rename(Service.class, "lab", "connect");
  }

  private static Altered more(String hosts, String backend) {
    return behind().add(route("more", hosts, backend));
  }

  private static GenericKubernetesResource route(String name, String hosts, String backend) {
    return Custom.of(
        "gateway.networking.k8s.io/v1", "HTTPRoute", name, ROUTE.formatted(hosts, backend));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostnames: [x.example.org]",
        "hostnames: ['*.example.org']",
        "hostnames: [x.example.org, lab]"
      })
  void other_hosts_are_left_alone(String hosts) {
    assertThat(said(more(hosts, "lab, port: 8888"))).isEmpty();
  }

  @Test
  void two_hosts_may_lead_to_one_page_where_no_page_is_left() {
    assertThat(said(more("hostnames: [lab2.example.org]", "lab, port: 8888"))).isEmpty();
  }

  @Test
  void routes_that_all_take_every_host_are_alike() {
    Altered alone = Altered.samples().add(route("one", "hostnames: []", "lab, port: 8888"));

    assertThat(said(alone)).isEmpty();
  }
}
