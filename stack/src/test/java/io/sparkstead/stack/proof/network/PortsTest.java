package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PortsTest extends FamilyTest {

  PortsTest() {
    super(Ports::new);
    on(
        Ports.SERVICE_PORT_EXISTS,
        "port 18080 of Service history points at web, which Deployment history does not declare;"
            + " declare it on the container",
        good -> targeting(good, new IntOrString("web")));
    on(
        Ports.SERVICE_PORT_EXISTS,
        "port 18080 of Service history points at 18081,",
        good -> targeting(good, new IntOrString(18081)));
    on(
        Ports.SERVICE_PORT_EXISTS,
        "port 18081 of Service history points at 18081,",
        good ->
            targeting(good, null)
                .service(HISTORY, service -> service.getPorts().get(0).setPort(18081)));
    on(
        Ports.SERVICE_PORT_EXISTS,
        "port 18080 of Service history is for UDP; say what its pods do",
        good -> good.service(HISTORY, service -> service.getPorts().get(0).setProtocol("UDP")));
    on(
        Ports.HEADLESS_PORT_IS_THE_PODS,
        "port 7070 of headless Service lab-headless leads to nothing: the pod listens at 7078; give"
            + " both one number",
        good -> good.service("lab-headless", service -> service.getPorts().get(0).setPort(7070)));
    on(
        Ports.PORT_IS_OFFERED,
        "port 9999 of Deployment history is offered by no Service; add it to one, or drop it",
        good -> good.container(HISTORY, server -> server.getPorts().add(port(9999))));
    on(
        Ports.PORT_IS_OFFERED,
        "port 18080 of Deployment history is offered by no Service",
        good -> good.delete(Service.class, HISTORY));
    on(
        Ports.PORT_IS_OFFERED,
        "port 0 of Deployment history",
        good -> good.container(HISTORY, server -> server.getPorts().add(new ContainerPort())));
    on(
        Ports.PROBE_PORT_EXISTS,
        "a probe of container minio in StatefulSet store asks port health, which it does not"
            + " declare; probe one it does",
        good -> good.container(STORE, store -> store.setReadinessProbe(http("health"))));
    on(
        Ports.PROBE_PORT_EXISTS,
        "asks port health,",
        good -> good.container(STORE, store -> store.setStartupProbe(http("health"))));
    on(
        Ports.PROBE_PORT_EXISTS,
        "asks port 9999,",
        good -> good.container(STORE, store -> store.setLivenessProbe(tcp(9999))));
    on(
        Ports.PROBE_PORT_EXISTS,
        "asks port 0,",
        good ->
            good.container(STORE, store -> store.getReadinessProbe().getHttpGet().setPort(null)));
  }

  @Test
  void a_port_without_a_protocol_is_for_tcp() {
    assertThat(
            said(
                Altered.samples()
                    .service(HISTORY, service -> service.getPorts().get(0).setProtocol(null))))
        .isEmpty();
  }

  @Test
  void a_target_is_its_own_number_unless_it_says_so() {
    assertThat(said(targeting(Altered.samples(), null))).isEmpty();
  }

  @Test
  void a_service_may_turn_one_port_into_another() {
    Altered altered =
        Altered.samples().service(STORE, service -> service.getPorts().get(0).setPort(80));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void ports_may_be_asked_by_number() {
    Altered altered =
        targeting(Altered.samples(), new IntOrString(18080))
            .container(STORE, store -> store.setLivenessProbe(tcp(9000)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_service_that_selects_nothing_points_nowhere() {
    Altered altered =
        targeting(Altered.samples(), new IntOrString("web"))
            .service(HISTORY, service -> service.setSelector(Map.of("app", "shop")));

    assertThat(said(altered)).extracting(Finding::rule).containsExactly(Ports.PORT_IS_OFFERED);
  }

  @Test
  void a_service_over_other_pods_offers_nothing_of_these() {
    Altered altered =
        Altered.samples()
            .service(HISTORY, service -> service.setSelector(Map.of("app", "shop")))
            .service(
                STORE,
                service -> {
                  service.getPorts().get(0).setTargetPort(new IntOrString(18080));
                  service.getPorts().get(0).setPort(9000);
                });

    assertThat(said(Ports.PORT_IS_OFFERED, altered))
        .contains(
            "port 18080 of Deployment history is offered by no Service; add it to one, or drop it");
  }

  @Test
  void the_second_of_two_containers_may_declare_the_port() {
    Altered altered =
        Altered.samples()
            .pod(
                HISTORY,
                pod -> {
                  var beside = new Container();
                  beside.setName("beside");
                  pod.getContainers().add(0, beside);
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_probe_that_runs_a_command_asks_no_port() {
    Probe probe = new ProbeBuilder().withNewExec().withCommand("true").endExec().build();

    assertThat(said(Altered.samples().container(STORE, c -> c.setLivenessProbe(probe)))).isEmpty();
  }

  private static Altered targeting(Altered altered, @Nullable IntOrString target) {
    return altered.service(HISTORY, service -> service.getPorts().get(0).setTargetPort(target));
  }

  private static ContainerPort port(int number) {
    return new ContainerPortBuilder().withContainerPort(number).build();
  }

  private static Probe http(String port) {
    return new ProbeBuilder().withNewHttpGet().withNewPort(port).endHttpGet().build();
  }

  private static Probe tcp(int port) {
    return new ProbeBuilder().withNewTcpSocket().withNewPort(port).endTcpSocket().build();
  }

  @Test
  void a_port_of_a_sidecar_that_its_probe_asks_passes_and_another_is_told() {
    Container beside = new Container();
    beside.setName("beside");
    beside.setPorts(List.of(port(2020), port(2021)));
    beside.setLivenessProbe(tcp(2020));
    Altered altered =
        Altered.samples()
            .pod(
                HISTORY,
                pod -> {
                  pod.getContainers().get(0).setName(HISTORY);
                  pod.getContainers().add(beside);
                });

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly(
            "port 2021 of Deployment history is offered by no Service; add it to one, or drop it");
  }
}
