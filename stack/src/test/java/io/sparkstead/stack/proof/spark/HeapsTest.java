package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heaps, and the containers around them. */
class HeapsTest extends FamilyTest {

  private static final String SERVER = "SPARK_DAEMON_MEMORY";
  private static final String DRIVER = "SPARK_DRIVER_MEMORY";

  HeapsTest() {
    super(Heaps::new);
    on(
        Heaps.HEAP_FITS_ITS_CONTAINER,
        "SPARK_DAEMON_MEMORY of Deployment history is 1gb, which Java does not read; say 1g",
        good -> variable(good, HISTORY, SERVER, "1gb"));
    on(
        Heaps.HEAP_FITS_ITS_CONTAINER,
        "Deployment history has a heap of 900g in",
        good -> variable(good, HISTORY, SERVER, "900g"));
    on(
        Heaps.HEAP_FITS_ITS_CONTAINER,
        "StatefulSet lab has a heap of 900g in",
        good -> good.property(NOTEBOOK_CONF, "spark.driver.memory", "900g"));
    on(
        Heaps.HEAP_LEAVES_ROOM,
        "StatefulSet lab has a heap of 2800m in 3Gi of memory, which leaves less than Java takes"
            + " beside it; give it half",
        good -> good.property(NOTEBOOK_CONF, "spark.driver.memory", "2800m"));
    on(
        Heaps.HEAP_FITS_ITS_CONTAINER,
        "StatefulSet lab has a heap of 900g in",
        good -> variable(good, JUPYTER, DRIVER, "900g"));
    on(
        Heaps.HEAP_FITS_ITS_CONTAINER,
        "StatefulSet lab has a heap of 1g in 1Gi of memory; give it less",
        good ->
            good.without(NOTEBOOK_CONF, "spark.driver.memory")
                .container(
                    JUPYTER,
                    lab -> lab.getResources().setLimits(Map.of("memory", new Quantity("1Gi")))));
  }

  private static Altered variable(Altered good, String workload, String name, String value) {
    return good.container(
        workload,
        container -> {
          List<EnvVar> variables = new ArrayList<>(container.getEnv());
          variables.removeIf(variable -> variable.getName().equals(name));
          variables.add(new EnvVar(name, value, null));
          container.setEnv(variables);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"512m", "512M", "524288k", "1g", "536870912"})
  void what_java_reads_and_fits_is_not_told(String heap) {
    assertThat(said(variable(Altered.samples(), HISTORY, SERVER, heap))).isEmpty();
  }

  @Test
  void a_container_without_a_limit_holds_any_heap() {
    Altered altered =
        variable(Altered.samples(), HISTORY, SERVER, "900g")
            .container(HISTORY, server -> server.getResources().setLimits(Map.of()));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_stands_beside_a_server_has_no_heap() {
    assertThat(said(withSidecar(Altered.samples()))).isEmpty();
  }

  /** In front of the part's own, as a patch may put it. */
  private static Altered withSidecar(Altered altered) {
    Container beside = new Container();
    beside.setName("beside");
    beside.setImage("registry.example.org/agent:1");
    beside.setResources(
        new ResourceRequirementsBuilder().addToLimits("memory", new Quantity("32Mi")).build());
    return altered.pod(HISTORY, pod -> pod.getContainers().add(0, beside));
  }
}
