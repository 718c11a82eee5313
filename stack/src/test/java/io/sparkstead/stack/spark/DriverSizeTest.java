package io.sparkstead.stack.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drivers that Spark makes pods for. */
class DriverSizeTest {

  private final SparkApplication application = Samples.spark41().application();

  @Test
  void is_said_in_full_in_sparks_spelling() {
    assertThat(new DriverSize(2, gibibytes(4)).conf().text())
        .endsWith(
            """
            # Driver, in a pod of its own
            spark.driver.cores=2
            spark.driver.memory=4g
            spark.driver.memoryOverheadFactor=0.4
            spark.kubernetes.driver.limit.cores=2
            """);
  }

  @Test
  void stands_where_the_driver_is_submitted_alone() {
    SparkApplication large = application.drivenBy(new DriverSize(2, gibibytes(4)));
    SparkApplication usual = application;

    assertThat(large.clusterConf().get("spark.driver.memory")).contains("4g");
    assertThat(usual.clusterConf().get("spark.driver.memory")).contains("1g");
    assertThat(large.clientConf(DriverService.heap(Jupyter.SIZE), driver()))
        .isEqualTo(usual.clientConf(DriverService.heap(Jupyter.SIZE), driver()));
  }

  private static DriverService driver() {
    return Samples.spark41().jupyter().driver();
  }

  @ParameterizedTest
  @CsvSource({"512, 896", "1024, 1433", "4096, 5734"})
  void its_pod_has_two_fifths_more_as_spark_reckons(int heap, int pod) {
    assertThat(application.drivenBy(new DriverSize(1, mebibytes(heap))).driverMemory())
        .isEqualTo(mebibytes(pod));
  }

  @Test
  void is_refused_where_no_driver_starts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DriverSize(0, gibibytes(1)))
        .withMessage("a driver of 0 cores plans no task; give it 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DriverSize(1, mebibytes(256)))
        .withMessage(
            "a driver's heap of 256Mi is less than Spark starts with; give it 512Mi or more");
  }
}
