package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class SharedPortsTest extends FamilyTest {

  SharedPortsTest() {
    super(SharedPorts::new);
    on(
        SharedPorts.NUMBER_IS_ONES_OWN,
        "containers history and proxy of Deployment history both listen at port 18080",
        good -> behind(good, sidecar("web", 18080, "TCP")));
    on(
        SharedPorts.NUMBER_IS_ONES_OWN,
        "container proxy of ConfigMap lab-pod-templates key executor.yaml listens at port 7079, where"
            + " Spark listens by spark.blockManager.port",
        good -> inExecutors(good, 7079));
    on(
        SharedPorts.NUMBER_IS_ONES_OWN,
        "containers history and proxy of Deployment history both listen at port 18080",
        good ->
            good.pod(
                HISTORY,
                pod -> {
                  Container beside = sidecar("web", 18080, "TCP");
                  beside.setRestartPolicy("Always");
                  pod.getInitContainers().add(beside);
                }));
    on(
        SharedPorts.NAME_LEADS_TO_THE_SERVER,
        "Service history leads to port http by its name, and of Deployment history that is the one"
            + " of container proxy, which stands before history",
        good -> before(byName(good), sidecar("http", 9000, "TCP")));
    on(
        SharedPorts.NAME_IS_ONES_OWN,
        "containers history and proxy of Deployment history both call a port http",
        good -> behind(byName(good), sidecar("http", 9000, "TCP")));
  }

  private static Container sidecar(String name, int port, String protocol) {
    return new ContainerBuilder()
        .withName("proxy")
        .withImage("docker.io/library/proxy:1.0")
        .addNewPort()
        .withName(name)
        .withContainerPort(port)
        .withProtocol(protocol)
        .endPort()
        .build();
  }

  private static Altered behind(Altered good, Container container) {
    return good.pod(HISTORY, pod -> pod.getContainers().add(container));
  }

  private static Altered before(Altered good, Container container) {
    return good.pod(HISTORY, pod -> pod.getContainers().add(0, container));
  }

  private static Altered byName(Altered good) {
    return good.service(
        HISTORY, service -> service.getPorts().get(0).setTargetPort(new IntOrString("http")));
  }

  private static Altered inExecutors(Altered good, int port) {
    return good.data(
        "lab-pod-templates",
        "executor.yaml",
        text ->
            text.replaceFirst(
                "(?m)^  securityContext:",
                "  - name: proxy\n    image: proxy:1.0\n    ports:\n    - containerPort: "
                    + port
                    + "\n  securityContext:"));
  }

  @Test
  void a_sidecar_with_a_port_and_a_name_of_its_own_is_free() {
    assertThat(said(behind(Altered.samples(), sidecar("metrics", 9000, "TCP")))).isEmpty();
  }

  @Test
  void one_number_by_two_protocols_is_two_ports() {
    assertThat(said(behind(Altered.samples(), sidecar("web", 18080, "UDP")))).isEmpty();
  }

  @Test
  void what_ends_before_the_others_start_may_have_listened_there() {
    Altered altered =
        Altered.samples()
            .pod(HISTORY, pod -> pod.getInitContainers().add(sidecar("http", 18080, "TCP")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_sidecar_of_executors_may_listen_where_only_drivers_do() {
    assertThat(said(inExecutors(Altered.samples(), 4040))).isEmpty();
  }
}
