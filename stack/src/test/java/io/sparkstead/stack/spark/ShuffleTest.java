package io.sparkstead.stack.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import io.sparkstead.stack.testing.Tuned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {

  private static final Shuffle DECOMMISSION = new Shuffle.Decommission(gibibytes(40), "shuffle");

  /** What {@code shuffle} changes in the properties and in the executors' pods. */
  private static void approve(Samples samples, Shuffle shuffle) {
    Texts.approveDifference(
        text(samples, samples.application()), text(samples, application(samples, shuffle)));
  }

  private static String text(Samples samples, SparkApplication application) {
    return application
            .clientConf(DriverService.heap(Jupyter.SIZE), samples.jupyter().driver())
            .text()
        + executor(application);
  }

  private static SparkApplication application(Samples samples, Shuffle shuffle) {
    return Tuned.by(samples, shuffle).application();
  }

  private static String executor(SparkApplication application) {
    return Yaml.document(application.templates(DnsLabel.of("lab")).executor());
  }

  @Test
  void decommission_hands_on_to_the_bucket() {
    approve(Samples.spark35(), DECOMMISSION);
  }

  /** From 4.1 on a property overrides what the pod template says. */
  @Test
  void decommission_says_to_spark_4_1_how_long_it_takes() {
    approve(Samples.spark41(), DECOMMISSION);
  }

  @Test
  void claims_go_on_to_the_next_executor() {
    approve(Samples.spark35(), new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50)));
  }

  @Test
  void tracking_is_what_executors_do_unasked() {
    Samples samples = Samples.spark35();
    assertThat(text(samples, application(samples, new Shuffle.Tracking(gibibytes(40)))))
        .isEqualTo(text(samples, samples.application()))
        .contains("shuffleTracking.timeout=30min");
  }

  @Test
  void refuses_to_give_data_up_before_its_executor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle.Tracking(gibibytes(1), 0))
        .withMessage(
            "shuffle data would be given up after 0 minutes, before an idle executor is at all; give it"
                + " 1 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/shuffle", "shuffle/", "a//b", "s3a://lake/shuffle"})
  void refuses_what_is_no_folder_of_the_bucket(String folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle.Decommission(gibibytes(1), folder))
        .withMessage(
            "shuffle folder '"
                + folder
                + "' is not a folder name; use letters, digits, . _ - and single slashes between,"
                + " as in shuffle");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 59, 3601})
  void refuses_a_time_in_which_nothing_is_moved(int grace) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle.Decommission(gibibytes(1), "shuffle", grace))
        .withMessage(
            "an executor that goes would have "
                + grace
                + " seconds to hand its data on; give it 60 to 3600");
  }
}
