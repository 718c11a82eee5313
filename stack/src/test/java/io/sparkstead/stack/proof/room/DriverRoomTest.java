package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverRoomTest extends FamilyTest {

  private static final String RESULTS = "spark.driver.maxResultSize";
  private static final String BUILDER = "SparkSession.builder.";

  DriverRoomTest() {
    super(DriverRoom::new);
    on(
        DriverRoom.RESULTS_FIT,
        "spark.driver.maxResultSize=64g is more than the driver's heap of",
        good -> good.property(NOTEBOOK_CONF, RESULTS, "64g"));
    on(
        DriverRoom.RESULTS_FIT,
        "spark.driver.maxResultSize=64g is more than",
        good -> good.replace(NOTEBOOK, BUILDER, BUILDER + "config('" + RESULTS + "', '64g')."));
    on(
        DriverRoom.DRIVER_HAS_A_PROCESSOR,
        "container jupyter of StatefulSet lab may take 250m of a processor; raise it to 500m",
        good -> limited(good, JUPYTER, "250m"));
    on(
        DriverRoom.DRIVER_HAS_A_PROCESSOR,
        "of Deployment history may take 0.1 of a processor",
        good -> limited(good, HISTORY, "0.1"));
    on(
        DriverRoom.DRIVER_HAS_A_PROCESSOR,
        "its driver of " + PI_CONF + " may take 0.2 of a processor",
        good ->
            good.replace(
                PI_CONF,
                "spark.kubernetes.driver.limit.cores=1",
                "spark.kubernetes.driver.limit.cores=0.2"));
  }

  private static Altered limited(Altered good, String name, String cpu) {
    return good.container(
        name,
        c -> {
          Map<String, Quantity> limits = new HashMap<>(c.getResources().getLimits());
          limits.put("cpu", new Quantity(cpu));
          c.getResources().setLimits(limits);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "512m", "1g", "104857600"})
  void results_within_the_heap_pass(String most) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, RESULTS, most))).isEmpty();
  }

  @Test
  void half_a_processor_is_enough_and_a_store_may_have_less() {
    assertThat(said(limited(Altered.samples(), JUPYTER, "500m"))).isEmpty();
    assertThat(said(limited(Altered.samples(), STORE, "100m"))).isEmpty();
    assertThat(
            said(Altered.samples().container(JUPYTER, c -> c.getResources().setLimits(Map.of()))))
        .isEmpty();
  }
}
