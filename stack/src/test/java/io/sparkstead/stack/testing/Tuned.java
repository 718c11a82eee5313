package io.sparkstead.stack.testing;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The sample stack with an application that runs otherwise.
 *
 * @param features what its drivers do with the API server
 */
public record Tuned(Samples samples, SparkApplication application, EnumSet<SparkFeature> features) {

  public static Tuned by(Samples samples, Shuffle shuffle) {
    SparkApplication plain = samples.application();
    EnumSet<SparkFeature> features =
        EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER);
    if (shuffle instanceof Shuffle.OnClaims) {
      features.add(SparkFeature.REUSE_CLAIMS);
    }
    return new Tuned(
        samples,
        new SparkApplication(
            plain.name(),
            plain.image(),
            plain.accounts(),
            plain.authentication(),
            new Executors(4, ByteSize.gibibytes(8), shuffle),
            plain.allocation(),
            plain.eventLog()),
        features);
  }

  public static Tuned by(Samples samples, Placement placement) {
    return new Tuned(
        samples,
        samples.application().placed(placement),
        EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));
  }

  public Tuned placed(Placement placement) {
    return new Tuned(samples, application.placed(placement), features);
  }

  public Stack stack(Component... more) {
    List<Component> parts =
        new ArrayList<>(
            List.of(
                samples.rbac(features),
                samples.minio(),
                samples.historyServer(),
                samples.jupyter(application),
                new Workspace(Samples.DATA, DnsLabel.of("examples"), application),
                new SmokeTest(
                    Samples.DATA,
                    DnsLabel.of("check"),
                    application.named("check"),
                    samples.historyServer())));
    parts.addAll(List.of(more));
    return Samples.stack(parts.toArray(Component[]::new));
  }
}
