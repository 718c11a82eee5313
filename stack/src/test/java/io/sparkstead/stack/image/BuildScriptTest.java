package io.sparkstead.stack.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import io.sparkstead.stack.testing.Texts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildScriptTest {

  private static final String SPARK = "registry.example.org/team/spark:3.5.4";
  private static final String NOTEBOOK = "registry.example.org/team/spark-notebook:3.5.4";

  private final String script = new BuildScript(Samples.spark35().stack().builds()).text();

  private final String localScript =
      new BuildScript(List.of(local(Samples.spark35().sparkImage()))).text();

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void no_engine_is_installed() {
    sandbox = new Sandbox(root).real("dirname", "uname", "id");
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
  void a_proxy_is_given_to_each_build() {
    sandbox.fake("podman", "");
    SparkImage behind =
        Samples.spark35()
            .sparkImage()
            .through(Mirrors.none().proxy("http://proxy.example.org:3128/", ".corp"));

    assertThat(sandbox.run(new BuildScript(List.of(behind)).text(), "--no-push").exitCode())
        .isZero();
    assertThat(sandbox.calls())
        .containsExactly(
            "podman build --format docker"
                + " --build-arg HTTP_PROXY=http://proxy.example.org:3128"
                + " --build-arg http_proxy=http://proxy.example.org:3128"
                + " --build-arg HTTPS_PROXY=http://proxy.example.org:3128"
                + " --build-arg https_proxy=http://proxy.example.org:3128"
                + " --build-arg NO_PROXY=.corp --build-arg no_proxy=.corp"
                + " --tag "
                + SPARK
                + " spark");
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
  void podman_gathers_two_architectures_in_a_fresh_list() {
    sandbox.fake("podman", "");

    assertThat(sandbox.run(script, "--multi-arch").exitCode()).isZero();
    assertThat(sandbox.calls())
        .startsWith(
            "podman manifest exists " + SPARK,
            "podman manifest rm " + SPARK,
            "podman build --format docker --platform linux/amd64,linux/arm64 --manifest "
                + SPARK
                + " spark",
            "podman manifest push --all " + SPARK + " docker://" + SPARK,
            "podman manifest exists " + NOTEBOOK)
        .hasSize(8);
  }

  @Test
  void podman_removes_no_list_that_is_not_there_and_keeps_what_it_is_not_to_push() {
    sandbox.fake("podman", "case $2 in exists) exit 1 ;; esac");

    assertThat(sandbox.run(script, "--no-push", "--multi-arch").exitCode()).isZero();
    assertThat(sandbox.calls())
        .hasSize(4)
        .noneMatch(call -> call.contains(" rm ") || call.contains(" push "));
  }

  @Test
  void docker_pushes_two_architectures_as_it_builds_them() {
    sandbox.fake("docker", "");

    assertThat(sandbox.run(script, "--multi-arch").exitCode()).isZero();
    String build = "docker buildx build --platform linux/amd64,linux/arm64 --tag ";
    assertThat(sandbox.calls())
        .containsExactly(build + SPARK + " --push spark", build + NOTEBOOK + " --push notebook");
  }

  @Test
  void docker_cannot_keep_two_architectures() {
    sandbox.fake("docker", "");

    Sandbox.Outcome outcome = sandbox.run(script, "--multi-arch", "--no-push");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.stderr())
        .endsWith("keeps images for one kind of machine alone; push them, or use podman\n");
    assertThat(sandbox.calls()).isEmpty();
  }

  @Test
  void an_image_says_which_commit_it_was_built_from_and_where_that_is() {
    sandbox
        .fake("podman", "")
        .fake("git", "echo 0123abc-dirty")
        .variable("SOURCE", "https://git.example.org/a stack");

    assertThat(sandbox.run(script, "--no-push").exitCode()).isZero();
    assertThat(sandbox.calls())
        .contains(
            "podman build --format docker"
                + " --label org.opencontainers.image.revision=0123abc-dirty"
                + " --label org.opencontainers.image.source=https://git.example.org/a stack"
                + " --tag "
                + SPARK
                + " spark");
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
    assertThat(outcome.stderr())
        .isEqualTo("unknown option --nopush; there are --multi-arch, --platform=… and --no-push\n");
    assertThat(sandbox.calls()).isEmpty();
  }

  @Test
  void of_an_image_that_no_registry_is_to_have() {
    Texts.approve("sh", localScript);
  }

  @ParameterizedTest
  @CsvSource({
    "kind-dev, kind load image-archive --name dev",
    "k3d-dev, k3d image import --cluster dev",
    "minikube, minikube image load"
  })
  void a_local_image_is_loaded_into_the_cluster_that_kubectl_talks_to(String context, String load) {
    sandbox
        .real("mktemp", "rm")
        .fake("docker", "")
        .fake("kubectl", "echo " + context)
        .fake(load.substring(0, load.indexOf(' ')), "");

    assertThat(sandbox.run(localScript).stderr()).doesNotContain("unknown");
    assertThat(sandbox.calls())
        .hasSize(4)
        .contains("docker build --tag localhost/spark:3.5.4 spark")
        .last()
        .asString()
        .startsWith(load + " /")
        .endsWith("/spark.tar");
  }

  @ParameterizedTest
  @CsvSource({
    "default, k3s, k3s ctr --namespace k8s.io images import",
    "Default, k0s, k0s ctr --namespace k8s.io images import",
    "microk8s, microk8s, microk8s ctr --namespace k8s.io images import"
  })
  void a_local_image_is_loaded_into_the_node_by_root(String context, String program, String load) {
    sandbox
        .real("mktemp", "rm")
        .fake("docker", "")
        .fake("kubectl", "echo " + context)
        .fake("id", "echo 1000")
        .fake(program, "")
        .fake("sudo", "\"$@\"");

    assertThat(sandbox.run(localScript).stderr()).doesNotContain("by its name");
    assertThat(sandbox.calls()).last().asString().startsWith(load + " /").endsWith("/spark.tar");
    assertThat(sandbox.calls()).anyMatch(call -> call.startsWith("sudo " + load + " /"));
  }

  @Test
  void rancher_desktop_has_what_its_docker_builds_and_loads_what_others_do() {
    sandbox
        .real("mktemp", "rm")
        .fake("docker", "")
        .fake("nerdctl", "")
        .fake("kubectl", "echo rancher-desktop");

    assertThat(sandbox.run(localScript).exitCode()).isZero();
    assertThat(sandbox.calls())
        .containsExactly(
            "kubectl config current-context", "docker build --tag localhost/spark:3.5.4 spark");

    sandbox.variable("ENGINE", "nerdctl").run(localScript);
    assertThat(sandbox.calls())
        .last()
        .asString()
        .startsWith("nerdctl --namespace k8s.io load --input /");
  }

  @Test
  void a_local_image_is_loaded_where_it_is_told() {
    sandbox.real("mktemp", "rm", "env").fake("docker", "").fake("id", "echo 0").fake("k3s", "");

    assertThat(sandbox.run(localScript, "--into", "k3s").stderr()).doesNotContain("unknown");
    assertThat(sandbox.calls())
        .anyMatch(call -> call.startsWith("k3s ctr --namespace k8s.io images import /"))
        .noneMatch(call -> call.startsWith("kubectl"));
  }

  @Test
  void a_context_called_default_without_k3s_is_nobodys() {
    sandbox.fake("docker", "").fake("kubectl", "echo default");

    assertThat(sandbox.run(localScript).exitCode()).isEqualTo(2);
  }

  @Test
  void builds_for_the_machine_that_is_named() {
    sandbox.fake("docker", "");

    assertThat(sandbox.run(script, "--platform=linux/arm64").exitCode()).isZero();
    assertThat(sandbox.calls())
        .startsWith("docker buildx build --platform linux/arm64 --tag " + SPARK + " --push spark");
  }

  @ParameterizedTest
  @CsvSource({"x86_64, arm64, amd64", "aarch64, amd64, arm64", "arm64, amd64, arm64"})
  void says_when_a_node_is_of_another_kind_than_this_machine(
      String machine, String node, String here) {
    sandbox
        .fake("docker", "")
        .fake("uname", "echo " + machine)
        .fake("kubectl", "echo " + here + " " + node);

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stderr())
        .isEqualTo(
            "this builds for %s, and a node is %s, where it would end with 'exec format error'; say"
                    .formatted(here, node)
                + " --platform=linux/%s, or --multi-arch for both\n".formatted(node));
  }

  @Test
  void says_nothing_of_nodes_that_are_alike_or_out_of_reach() {
    sandbox.fake("docker", "").fake("uname", "echo x86_64").fake("kubectl", "echo amd64 amd64");
    assertThat(sandbox.run(script).stderr()).isEmpty();

    sandbox.fake("kubectl", "exit 1");
    assertThat(sandbox.run(script).stderr()).isEmpty();
  }

  @Test
  void a_local_image_is_built_alone_without_a_cluster() {
    sandbox.real("mktemp", "rm").fake("podman", "");

    assertThat(sandbox.run(localScript, "--no-load").exitCode()).isZero();
    assertThat(sandbox.calls())
        .containsExactly("podman build --format docker --tag localhost/spark:3.5.4 spark");
  }

  @Test
  void a_cluster_that_is_no_local_one_is_told_before_the_first_build() {
    sandbox.fake("podman", "").fake("kubectl", "echo production");

    Sandbox.Outcome outcome = sandbox.run(localScript);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.stderr())
        .isEqualTo(
            "kubectl talks to production, which by its name is no cluster of kind, k3d, minikube, k3s,"
                + " k0s, MicroK8s or Rancher Desktop; say which by --into k3s, or build with --no-load"
                + " and load the images as it takes them\n");
    assertThat(sandbox.calls()).containsExactly("kubectl config current-context");
  }

  private static SparkImage local(SparkImage image) {
    return new SparkImage(
        image.name(), "localhost/" + image.name(), image.release(), image.user(), image.bases());
  }
}
