package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.spark.cluster.Patience;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.RestrictedProfile;
import io.sparkstead.render.spark.cluster.SparkLine;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A test of {@link SparkIT}: with one thing wrong in what is rendered, a step of it fails or an
 * answer is another one. On one line of Spark, and without executors.
 *
 * <p>Where the driver is to fail, init containers are left out: they would wait for what never is.
 */
class BrokenModelIT {

  private static final Rendered RIGHT = Rendered.of(new Homelab());

  @Test
  void driver_on_another_port_is_found_by_nobody() {
    with(
        RIGHT.with("spark.driver.port=7078", "spark.driver.port=7077"),
        run -> {
          run.bootstrap();
          run.launchDriver();
          run.firstExecutor();
          assertThat(run.cluster().deadPorts("jupyter-headless"))
              .containsExactly("driver-rpc-port 7078");
        });
  }

  @Test
  void role_without_a_verb_stops_the_driver() {
    with(
        RIGHT.with("  - create\n  - delete\n  - deletecollection\n", "  - delete\n"),
        run -> {
          run.bootstrap();
          run.launchDriver();
          Patience.until(() -> !run.api().forbidden().isEmpty(), () -> "nothing is forbidden");
          assertThat(run.api().forbidden())
              .extracting(call -> call.words())
              .contains("create pods");
        });
  }

  @Test
  void event_log_elsewhere_stops_the_driver() {
    with(
        RIGHT.with(
            "spark.eventLog.dir=s3a://spark-on-kube/event-logs/",
            "spark.eventLog.dir=s3a://spark-on-kube/elsewhere/"),
        run -> {
          run.cluster().bootstrap();
          assertThatThrownBy(run::startDriver).hasMessageContaining("elsewhere");
        });
  }

  @Test
  void pod_template_without_a_field_fails_the_restricted_profile() {
    with(
        RIGHT.with("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"),
        run -> {
          run.bootstrap();
          run.launchDriver();
          assertThat(RestrictedProfile.violations(run.firstExecutor()))
              .containsExactly("spark-kubernetes-executor allowPrivilegeEscalation");
        });
  }

  @Test
  void credentials_elsewhere_stop_the_driver() {
    with(
        RIGHT.with(
            "- name: AWS_CREDENTIAL_PROFILES_FILE\n          value: /run/s3/credentials",
            "- name: AWS_CREDENTIAL_PROFILES_FILE\n          value: /run/s3/elsewhere"),
        run -> {
          run.cluster().bootstrap();
          assertThatThrownBy(run::startDriver).hasMessageContaining("elsewhere");
        });
  }

  private static void with(Rendered wrong, Consumer<ArticleRun> steps) {
    try (ArticleRun run = new ArticleRun(SparkLine.ofHomelab(), wrong, "broken")) {
      steps.accept(run);
    }
  }
}
