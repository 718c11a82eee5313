package io.sparkstead.render.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.RestrictedProfile;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.schedule.CronSchedule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a CronJob of {@code homelab} would run, run by Spark itself. */
class SubmissionIT {

  private static final String NAME = "nightly";

  /** Homelab with a job by the clock. */
  private record WithSubmission(Environment homelab) implements Environment {
    @Override
    public DnsLabel name() {
      return homelab.name();
    }

    @Override
    public String description() {
      return homelab.description();
    }

    @Override
    public Stack stack(ImageLock lock) {
      Stack stack = homelab.stack(lock);
      return stack.with(
          new Submission(
                  stack.namespace(),
                  DnsLabel.of(NAME),
                  stack.applications().get(0).named(NAME).env("TZ", "Europe/Berlin"),
                  new Submission.Program.Python(
                      "local:///opt/spark/examples/src/main/python/pi.py", List.of("10")),
                  new Trigger.Cron(new CronSchedule("30 2 * * *", "Etc/UTC")))
              .driver(2, gibibytes(4)));
    }
  }

  @ParameterizedTest(name = "Spark {0}")
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void a_run_ends_as_its_driver_does_which_belongs_to_it(SparkLine line) {
    Rendered rendered = Rendered.of(new WithSubmission(new Homelab(line.release())));
    try (ArticleRun run = new ArticleRun(line, rendered, NAME)) {
      run.bootstrap();
      run.runExecutors();

      Program submit = run.cluster().startCronJob(NAME);
      submit.succeeds();

      assertThat(submit.said()).contains("phase: Succeeded");
      assertThat(run.api().forbidden()).isEmpty();
      Pod self = run.cluster().pod(NAME);
      assertThat(run.cluster().withRole("driver"))
          .singleElement()
          .satisfies(
              driver -> {
                assertThat(driver.getMetadata().getName())
                    .isEqualTo(self.getMetadata().getName() + "-driver");
                assertThat(driver.getMetadata().getOwnerReferences())
                    .extracting(OwnerReference::getUid)
                    .containsExactly(self.getMetadata().getUid());
                assertThat(RestrictedProfile.violations(driver)).isEmpty();
                hasItsSize(driver.getSpec().getContainers().get(0));
              });
    }
  }

  /** 4g of heap, and two fifths beside it. */
  private static void hasItsSize(Container driver) {
    assertThat(driver.getResources().getLimits().get("memory"))
        .isEqualTo(mebibytes(4096 + 1638).toQuantity());
    assertThat(driver.getResources().getRequests().get("cpu")).isEqualTo(new Quantity("2"));
    assertThat(driver.getEnv())
        .contains(new EnvVarBuilder().withName("TZ").withValue("Europe/Berlin").build());
  }
}
