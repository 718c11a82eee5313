package io.sparkstead.stack.proof;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to tune a stack, right in every release. */
class TunedTest {

  private static final Shuffle DECOMMISSION = new Shuffle.Decommission(gibibytes(40), "shuffle");
  private static final Shuffle ON_CLAIMS =
      new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50));
  private static final Placement SPOT_EXECUTORS =
      new Placement(
          new Scheduler.Default(), NodePool.karpenterOnDemand(), NodePool.karpenterSpot());

  static Stream<Arguments> choices() {
    List<Arguments> choices = new ArrayList<>();
    for (String release : SparkReleases.versions()) {
      Samples samples = Samples.of(release);
      choices.add(choice(release, "decommission", Tuned.by(samples, DECOMMISSION)));
      choices.add(choice(release, "claims", Tuned.by(samples, ON_CLAIMS)));
      choices.add(choice(release, "spot", Tuned.by(samples, DECOMMISSION).placed(SPOT_EXECUTORS)));
      choices.add(
          choice(release, "spot on claims", Tuned.by(samples, ON_CLAIMS).placed(SPOT_EXECUTORS)));
      choices.add(
          choice(
              release,
              "YuniKorn",
              Tuned.by(samples, Placement.by(new Scheduler.YuniKorn("root.data")))));
      choices.add(
          choice(
              release,
              "Kueue",
              Tuned.by(samples, Placement.by(new Scheduler.Kueue(DnsLabel.of("data"))))));
      choices.add(
          Arguments.of(
              release,
              "submissions",
              Tuned.by(samples, ON_CLAIMS).stack(samples.submission(), samples.nightly())));
    }
    return choices.stream();
  }

  private static Arguments choice(String release, String name, Tuned tuned) {
    return Arguments.of(release, name, tuned.stack());
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("choices")
  void every_choice_keeps_every_rule(String release, String name, Stack stack) {
    assertThat(Proof.of(stack, List.of())).isEmpty();
  }
}
