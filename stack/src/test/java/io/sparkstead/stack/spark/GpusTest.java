package io.sparkstead.stack.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpusTest {

  private static final String EXECUTOR = "spark.executor.resource.gpu.";

  @Test
  void are_asked_for_by_four_properties() {
    assertThat(new Executors(4, gibibytes(8), gibibytes(40)).gpus(1).conf().properties())
        .containsEntry(EXECUTOR + "amount", "1")
        .containsEntry(EXECUTOR + "vendor", "nvidia.com")
        .containsEntry(
            EXECUTOR + "discoveryScript",
            "/opt/spark/examples/src/main/scripts/getGpusResources.sh")
        .containsEntry("spark.task.resource.gpu.amount", "0.25");
    assertThat(new Executors(4, gibibytes(8), gibibytes(40)).conf().properties())
        .doesNotContainKey(EXECUTOR + "amount");
  }

  /** By cores, GPUs, and what one task takes. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 1, 0.5",
    "3, 1, 0.333333",
    "7, 1, 0.142857",
    "3, 2, 0.5",
    "4, 4, 1",
    "2, 5, 2",
    "96, 1, 0.010416",
  })
  void all_tasks_of_an_executor_run_at_once(int cores, int gpus, String share) {
    String said = new Gpus(gpus).conf(cores).get("spark.task.resource.gpu.amount").orElseThrow();
    double one = Double.parseDouble(said);

    assertThat(said).isEqualTo(share);
    assertThat(one <= 0.5 ? Math.floor(1 / one) * gpus : Math.floor(gpus / one))
        .isGreaterThanOrEqualTo(cores);
  }

  @Test
  void may_be_of_another_vendor() {
    Gpus amd = Gpus.of("amd.com", 2, "/opt/gpus/find.sh");

    assertThat(amd.resource()).isEqualTo("amd.com/gpu");
    assertThat(amd.conf(2).get(EXECUTOR + "discoveryScript")).hasValue("/opt/gpus/find.sh");
  }

  @Test
  void refuse_what_kubernetes_would_not_know() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gpus(0))
        .withMessage("an executor of 0 GPUs has none; give it 1 or more, or leave gpus(…) out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gpus.of("nvidia", 1, "/opt/find.sh"))
        .withMessage(
            "GPU vendor 'nvidia' is no domain; name what its resource begins with, as in nvidia.com"
                + " or amd.com");
    assertThatIllegalArgumentException().isThrownBy(() -> Gpus.of("amd.com", 1, "find.sh"));
  }

  @Test
  void may_need_a_class_of_pods() {
    SparkApplication plain = Samples.spark41().application();
    SparkApplication onK3s =
        plain.sized(plain.executors().gpus(new Gpus(1).runtimeClass("nvidia")), plain.allocation());

    PodTemplates templates = onK3s.templates(DnsLabel.of("lab"));
    assertThat(templates.executor().getSpec().getRuntimeClassName()).isEqualTo("nvidia");
    assertThat(templates.driver().getSpec().getRuntimeClassName()).isNull();
  }

  @Test
  void are_an_argument_and_no_property_of_ones_own() {
    SparkApplication plain = Samples.spark41().application();
    SparkApplication onGpus = plain.sized(plain.executors().gpus(1), plain.allocation());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> onGpus.conf("spark.task.resource.gpu.amount", 1))
        .withMessageContaining("by gpus(…) of new Executors(…); give it there");
  }
}
