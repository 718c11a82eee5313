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

/** Spark properties of a person's own. */
class OwnConfTest {

  private final SparkApplication application = Samples.spark41().application();

  @Test
  void are_said_behind_all_others_wherever_the_driver_runs() {
    SparkApplication own =
        application
            .conf("spark.sql.shuffle.partitions", 64)
            .conf("spark.hadoop.fs.s3a.multipart.size", "128M");
    String end =
        """

        # Of one's own
        spark.sql.shuffle.partitions=64
        spark.hadoop.fs.s3a.multipart.size=128M
        """;

    assertThat(own.clusterConf().text()).endsWith(end);
    assertThat(
            own.clientConf(DriverService.heap(Jupyter.SIZE), Samples.spark41().jupyter().driver())
                .text())
        .endsWith(end);
  }

  @Test
  void stay_when_something_else_of_the_application_changes() {
    SparkApplication own = application.conf("spark.sql.shuffle.partitions", 64);

    assertThat(own.named("other").sized(own.executors(), new DynamicAllocation(1, 1, 1)).own())
        .isEqualTo(own.own());
    assertThat(own.placed(own.placement()).observedBy(own.metrics())).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.executor.memory | 9g | said already, as 8g, by new Executors(…), of a Workbench executors(…)",
        "spark.dynamicAllocation.maxExecutors | 9 | by new DynamicAllocation(min, initial, max)",
        "spark.app.name | x | by the application's name, of a Workbench applicationName(…)",
        "spark.kubernetes.driver.limit.cores | 2 | by the driver's size: driver(cores, memory) of a",
        "spark.driver.cores | 2 | by the driver's size: driver(cores, memory) of a Submission",
        "spark.driver.memory | 4g | as 1g, by the driver's size: driver(cores, memory) of a",
        "spark.hadoop.fs.s3a.endpoint | http://x | by the ObjectStore, of a Workbench storedIn(…)",
      })
  void are_refused_if_the_stack_says_them(String key, String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf(key, value))
        .withMessageStartingWith("property " + key + "=" + value + " is said already, as ")
        .withMessageContaining(why)
        .withMessageEndingWith("; give it there");
  }

  @Test
  void are_left_out_if_nobody_gives_them() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf("spark.ui.killEnabled", "true"))
        .withMessageEndingWith("by the stack itself, which relies on it; leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf("spark.executor.memory", "8g"))
        .withMessageEndingWith("; leave it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'spark.a\nb' | x | the name of property spark.a has a line break",
        "spark.a | 'x\ny' | the value of property spark.a has a line break or another control"
            + " character in it; write it on one line",
        "'spark.a b' | x | property 'spark.a b' has a blank, = or : in its name",
        "spark.a=b | x | property 'spark.a=b' has a blank, = or : in its name",
      })
  void are_refused_that_no_file_of_properties_holds(String key, String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf(key.replace("\\n", "\n"), value.replace("\\n", "\n")))
        .withMessageStartingWith(why);
  }

  /** What lies outside an executor's heap is in its pod, as Spark asks for it. */
  @Test
  void are_in_the_sum_of_a_pod() {
    assertThat(application.executorMemory()).isEqualTo(mebibytes(8192 + 3276));
    assertThat(application.conf("spark.executor.memoryOverhead", "512m").executorMemory())
        .isEqualTo(mebibytes(8192 + 512));
    assertThat(application.conf("spark.executor.pyspark.memory", "1g").executorMemory())
        .isEqualTo(mebibytes(8192 + 3276 + 1024));
    SparkApplication offHeap = application.conf("spark.memory.offHeap.size", "2g");
    assertThat(offHeap.executorMemory()).isEqualTo(application.executorMemory());
    assertThat(offHeap.conf("spark.memory.offHeap.enabled", true).executorMemory())
        .isEqualTo(mebibytes(8192 + 3276 + 2048));
    assertThat(application.conf("spark.driver.memoryOverhead", "2g").driverMemory())
        .isEqualTo(gibibytes(3));
  }

  @Test
  void are_refused_if_spark_would_pass_over_them() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf("fs.s3a.multipart.size", "128M"))
        .withMessage(
            "property 'fs.s3a.multipart.size' does not begin with spark., and spark-submit passes"
                + " over it; if it is Hadoop's, write spark.hadoop.fs.s3a.multipart.size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> application.conf("spark.sql.warehouse.dir", " "))
        .withMessage("property spark.sql.warehouse.dir has no value; give it one, or leave it out");
  }

  @Test
  void are_given_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                application
                    .conf("spark.sql.shuffle.partitions", 64)
                    .conf("spark.sql.shuffle.partitions", 65))
        .withMessage(
            "property spark.sql.shuffle.partitions is given twice, as 64 and as 65; give it once");
  }
}
