package io.sparkstead.stack.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorsTest {

  @Test
  void memory_is_in_sparks_spelling() {
    assertThat(new Executors(4, gibibytes(8), gibibytes(40)).conf().properties())
        .containsEntry("spark.executor.cores", "4")
        .containsEntry("spark.kubernetes.executor.limit.cores", "4")
        .containsEntry("spark.executor.memory", "8g")
        .containsEntry("spark.executor.memoryOverheadFactor", "0.4");
  }

  /** Spark's own sum: max((memory * factor).toInt, 384), in whole mebibytes. */
  @ParameterizedTest
  @CsvSource({"512,896", "960,1344", "1024,1433", "2048,2867", "8192,11468"})
  void a_pod_gets_what_spark_asks_kubernetes_for(int heap, int pod) {
    assertThat(new Executors(1, mebibytes(heap), gibibytes(1)).podMemory().bytes())
        .isEqualTo(mebibytes(pod).bytes());
  }

  @Test
  void refuses_an_executor_that_runs_no_task() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Executors(0, gibibytes(1), gibibytes(1)))
        .withMessage("an executor of 0 cores runs no task; give it 1 or more");
  }
}
