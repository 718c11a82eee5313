package io.sparkstead.stack.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {

  private final SparkApplication plain = Samples.spark35().application();

  private SparkApplication by(Scheduler scheduler) {
    return plain.placed(Placement.by(scheduler));
  }

  private void approve(Scheduler scheduler) {
    Texts.approveDifference(plain.clusterConf().text(), by(scheduler).clusterConf().text());
  }

  @Test
  void yunikorn_queues_driver_and_executors_as_one_application() {
    approve(new Scheduler.YuniKorn("root.data"));
  }

  @Test
  void kueue_lets_in_pod_by_pod() {
    approve(new Scheduler.Kueue(DnsLabel.of("data")));
  }

  @Test
  void a_driver_that_is_there_already_is_not_queued() {
    assertThat(
            by(new Scheduler.YuniKorn("root.data"))
                .clientConf(DriverService.heap(Jupyter.SIZE), Samples.spark35().jupyter().driver())
                .properties()
                .keySet())
        .contains("spark.kubernetes.executor.label.queue")
        .noneMatch(key -> key.startsWith("spark.kubernetes.driver.label"))
        .doesNotContain("spark.kubernetes.driver.scheduler.name");
  }

  @Test
  void the_default_says_nothing() {
    assertThat(by(new Scheduler.Default()).clusterConf().text())
        .isEqualTo(plain.clusterConf().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "root", "data", "root.", "root..a", "root.a b", "root.-a", "root.a/b"})
  void refuses_what_is_no_queue_of_yunikorn(String queue) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scheduler.YuniKorn(queue))
        .withMessage(
            "YuniKorn queue '"
                + queue
                + "' is not one in full: begin at root, with a dot before each queue below, as in"
                + " root.data, in up to 63 characters");
  }
}
