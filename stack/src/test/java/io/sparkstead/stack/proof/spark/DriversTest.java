package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriversTest extends FamilyTest {

  private static final String HOST = "spark.driver.host";
  private static final String BIND = "spark.driver.bindAddress";
  private static final String POD = "spark.kubernetes.driver.pod.name";
  private static final String OWN_PORT = "spark.driver.blockManager.port";
  private static final String SERVICE = "lab-headless";

  DriversTest() {
    super(Drivers::new);
    host();
    service();
    pod();
  }

  private void host() {
    on(
        Drivers.DRIVER_HOST_RESOLVES,
        "spark.driver.host=lab-0.lab.data.svc leads to no headless Service of the stack;"
            + " name <pod>.<service>.data.svc",
        good -> good.property(NOTEBOOK_CONF, HOST, "lab-0.lab.data.svc"));
    on(
        Drivers.DRIVER_HOST_RESOLVES,
        "spark.driver.host is not set and leads to no headless Service",
        good -> good.without(NOTEBOOK_CONF, HOST));
    on(
        Drivers.DRIVER_BINDS_EVERYWHERE,
        "spark.driver.bindAddress is not set; set it to 0.0.0.0",
        good -> good.without(NOTEBOOK_CONF, BIND));
    on(
        Drivers.DRIVER_BINDS_EVERYWHERE,
        "spark.driver.bindAddress is 127.0.0.1; set it",
        good -> good.property(NOTEBOOK_CONF, BIND, "127.0.0.1"));
    for (String key : new String[] {HOST, BIND, POD}) {
      on(
          Drivers.CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE,
          key + "=pi is Spark's own to choose in cluster mode; drop it",
          good -> good.file(PI_CONF, conf -> conf + key + "=pi\n"));
    }
  }

  private void service() {
    on(
        Drivers.DRIVER_SERVICE_SELECTS_DRIVER,
        "Service lab-headless is where executors look for the driver, but the driver runs in"
            + " StatefulSet lab; select that",
        good ->
            good.service(
                SERVICE, service -> service.getSelector().put("app.kubernetes.io/name", HISTORY)));
    on(
        Drivers.DRIVER_PORT_IS_SERVED,
        "spark.driver.port=7077 is no port of Service lab-headless, which has [7078, 7079, 4040];"
            + " set it to one of them",
        good -> good.property(NOTEBOOK_CONF, Keys.DRIVER_PORT, "7077"));
    on(
        Drivers.DRIVER_PORT_IS_SERVED,
        "spark.driver.port is not set and is no port of Service lab-headless",
        good -> good.without(NOTEBOOK_CONF, Keys.DRIVER_PORT));
    on(
        Drivers.BLOCK_MANAGER_PORT_IS_SERVED,
        "spark.blockManager.port is not set and is no port",
        good -> good.without(NOTEBOOK_CONF, Keys.BLOCK_MANAGER_PORT));
    on(
        Drivers.BLOCK_MANAGER_PORT_IS_SERVED,
        "spark.driver.blockManager.port=7000 is no port of",
        good -> good.property(NOTEBOOK_CONF, OWN_PORT, "7000"));
    on(
        Drivers.DRIVER_SERVICE_SHOWS_UNREADY,
        "Service lab-headless hides a driver that is not ready",
        good -> good.service(SERVICE, service -> service.setPublishNotReadyAddresses(null)));
  }

  private void pod() {
    on(
        Drivers.DRIVER_POD_IS_NAMED,
        "spark.kubernetes.driver.pod.name=lab-1 is no pod that keeps its name; run the driver in a"
            + " StatefulSet and name its first pod, one of [lab-0]",
        good -> good.property(NOTEBOOK_CONF, POD, "lab-1"));
    on(
        Drivers.DRIVER_POD_IS_NAMED,
        "spark.kubernetes.driver.pod.name is not set and is no pod",
        good -> good.without(NOTEBOOK_CONF, POD));
    on(
        Drivers.DRIVER_POD_IS_NAMED,
        "name its first pod, one of [${env:POD_NAME}]",
        good -> good.property("check-spark-conf", POD, "check"));
  }

  @ParameterizedTest
  @CsvSource({
    "lab-headless.data.svc, true",
    "lab-0.lab-headless.data.svc.cluster.local, true",
    "lab-0.lab-headless, true",
    "lab-1.lab-headless.data.svc, false",
    "lab-0.lab-headless.other.svc, false",
    "lab-headless.elsewhere.svc, false",
    "nothing.data.svc, false",
    "lab.data.svc, false",
    "10.0.0.9, false",
  })
  void a_host_is_a_headless_service_or_a_pod_of_the_drivers_behind_one(
      String host, boolean resolves) {
    Altered altered = Altered.samples().property(NOTEBOOK_CONF, HOST, host);

    assertThat(said(Drivers.DRIVER_HOST_RESOLVES, altered).isEmpty()).isEqualTo(resolves);
  }

  @Test
  void executors_that_dial_nobody_are_told_of_no_port() {
    Altered altered =
        Altered.samples()
            .without(NOTEBOOK_CONF, HOST)
            .property(NOTEBOOK_CONF, Keys.DRIVER_PORT, "7077");

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactly(Drivers.DRIVER_HOST_RESOLVES);
  }

  @Test
  void a_block_manager_of_the_drivers_own_port_needs_no_other() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, OWN_PORT, "7079")
            .without(NOTEBOOK_CONF, Keys.BLOCK_MANAGER_PORT);

    assertThat(said(altered)).isEmpty();
  }

  /** Whose pod reads properties that stand in a file is not known. */
  @Test
  void properties_that_no_pod_mounts_may_name_the_first_pod_of_any_stateful_set() {
    String conf =
        """
        spark.app.name=mine
        spark.driver.bindAddress=0.0.0.0
        spark.driver.host=lab-0.lab-headless.data.svc
        spark.driver.port=7078
        spark.blockManager.port=7079
        spark.kubernetes.driver.pod.name=lab-0
        """;
    Altered other = Altered.samples().newFile("mine.conf", conf.replace("=lab-0\n", "=check-0\n"));

    assertThat(said(Altered.samples().newFile("mine.conf", conf))).isEmpty();
    assertThat(said(other)).extracting(Finding::path).containsExactly("mine.conf");
  }

  @Test
  void a_stack_without_a_stateful_set_has_no_pod_to_name() {
    Altered altered =
        Altered.samples().delete(StatefulSet.class, JUPYTER).delete(StatefulSet.class, STORE);

    assertThat(said(Drivers.DRIVER_POD_IS_NAMED, altered))
        .containsExactly(
            "spark.kubernetes.driver.pod.name=lab-0 is no pod that keeps its name; run the driver"
                + " in a StatefulSet and name its first pod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata.namespace", "metadata.name"})
  void a_pod_knows_itself_by_the_variable_that_is_its_name(String field) {
    Altered altered =
        Altered.samples()
            .container(
                JUPYTER,
                lab -> {
                  lab.getEnv()
                      .add(
                          new EnvVarBuilder()
                              .withName("ME")
                              .withNewValueFrom()
                              .withNewFieldRef("v1", field)
                              .endValueFrom()
                              .build());
                  lab.getEnv()
                      .add(
                          new EnvVarBuilder()
                              .withName("OTHER")
                              .withNewValueFrom()
                              .withNewSecretKeyRef("key", "lake-keys", false)
                              .endValueFrom()
                              .build());
                })
            .property(NOTEBOOK_CONF, POD, "${env:ME}");

    assertThat(said(altered).isEmpty()).isEqualTo(field.equals("metadata.name"));
  }

  @Test
  void a_finding_stands_where_it_is_to_be_mended() {
    Altered altered =
        Altered.samples()
            .service(SERVICE, service -> service.setPublishNotReadyAddresses(false))
            .without(NOTEBOOK_CONF, BIND);

    assertThat(said(altered))
        .extracting(Finding::path, Finding::mark)
        .containsExactlyInAnyOrder(
            tuple("lab/service-lab-headless.yaml", "kind: Service"),
            tuple("lab/configmap-lab-spark-conf.yaml", BIND));
  }

  @Test
  void a_service_that_is_deleted_resolves_no_more() {
    assertThat(said(Drivers.DRIVER_HOST_RESOLVES, Altered.samples().delete(Service.class, SERVICE)))
        .hasSize(1);
  }
}
