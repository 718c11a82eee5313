package io.sparkstead.stack.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import io.sparkstead.stack.testing.Texts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildScriptTest {

  private static final String SPARK = "registry.example.org/team/spark:3.5.4";
  private static final String NOTEBOOK = "registry.example.org/team/spark-notebook:3.5.4";

  private final String script = new BuildScript(Samples.spark35().stack().builds()).text();

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void no_engine_is_installed() {
    sandbox = new Sandbox(root).real("dirname");
  }

  @Test
  void of_two_images() {
    Texts.approve("sh", script);
  }

  @Test
  void pushes_each_image_before_it_builds_the_next_on_it() {
    sandbox.fake("podman", "");

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stdout()).isEqualTo("== " + SPARK + "\n== " + NOTEBOOK + "\n");
    assertThat(sandbox.calls())
        .containsExactly(
            "podman build --format docker --tag " + SPARK + " spark",
            "podman push " + SPARK,
            "podman build --format docker --tag " + NOTEBOOK + " notebook",
            "podman push " + NOTEBOOK);
  }

  @Test
  void builds_alone_when_asked_to() {
    sandbox.fake("podman", "");

    assertThat(sandbox.run(script, "--no-push").exitCode()).isZero();
    assertThat(sandbox.calls())
        .containsExactly(
            "podman build --format docker --tag " + SPARK + " spark",
            "podman build --format docker --tag " + NOTEBOOK + " notebook");
  }

  @Test
  void prefers_podman_to_docker() {
    sandbox.fake("podman", "").fake("docker", "");
    sandbox.run(script);

    assertThat(sandbox.calls()).isNotEmpty().allMatch(call -> call.startsWith("podman "));
  }

  @Test
  void takes_docker_where_there_is_no_podman() {
    sandbox.fake("docker", "");
    sandbox.run(script);

    assertThat(sandbox.calls())
        .isNotEmpty()
        .allMatch(call -> call.startsWith("docker "))
        .noneMatch(call -> call.contains("--format"));
  }

  @Test
  void takes_the_engine_it_is_told() {
    sandbox.fake("podman", "").fake("nerdctl", "").variable("ENGINE", "nerdctl");
    sandbox.run(script);

    assertThat(sandbox.calls()).isNotEmpty().allMatch(call -> call.startsWith("nerdctl "));
  }

  @Test
  void stops_when_a_build_fails() {
    sandbox.fake("podman", "exit 125");

    assertThat(sandbox.run(script).exitCode()).isEqualTo(125);
    assertThat(sandbox.calls()).hasSize(1);
  }

  @Test
  void without_an_engine_it_says_what_to_install() {
    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.stderr())
        .isEqualTo(
            "neither podman nor docker is installed; install one, or name yours in ENGINE\n");
  }

  @Test
  void refuses_an_unknown_option_before_it_builds() {
    sandbox.fake("podman", "");

    Sandbox.Outcome outcome = sandbox.run(script, "--nopush");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.stderr()).isEqualTo("unknown option --nopush; there is --no-push\n");
    assertThat(sandbox.calls()).isEmpty();
  }
}
