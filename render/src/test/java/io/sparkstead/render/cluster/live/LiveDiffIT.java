package io.sparkstead.render.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess.Outcome;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code diff --live} says of {@code out/laptop} in a cluster that has it, or other than so.
 */
class LiveDiffIT {

  private static final String TREE =
      Path.of("../out/laptop").toAbsolutePath().normalize().toString();

  @TempDir private static Path folder;

  private static ControlPlane plane;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() {
    plane = ControlPlane.start(ControlPlane.TARGET.resolve("live"));
    kubectl = plane.kubectl();
    plane.prepare();
  }

  @AfterAll
  static void end() {
    plane.close();
  }

  private static Outcome diff(String... more) {
    return InCluster.of(plane, folder)
        .run(
            Stream.concat(Stream.of("diff", "--env", "laptop", "--live"), Stream.of(more))
                .toArray(String[]::new));
  }

  private static void applied(String... how) {
    kubectl.run("delete", "namespace", "spark", "--ignore-not-found").succeeded();
    Stream<String> words = Stream.concat(Stream.of("apply", "-k", TREE), Stream.of(how));
    kubectl.run(words.toArray(String[]::new)).succeeded();
    Outcome secrets = InCluster.of(plane, folder).run("secrets", "--env", "laptop");
    kubectl.tell(secrets.data(), "create", "-f", "-").succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--server-side", "--server-side --field-manager=argocd-controller"})
  void what_is_as_rendered_shows_nothing(String how) {
    applied(how.isEmpty() ? new String[0] : how.split(" "));

    Outcome outcome = diff();

    assertThat(outcome.data()).endsWith("\n\nPlan: 0 to add, 0 to change, 0 to destroy.\n");
    assertThat(outcome.data().lines()).hasSize(3);
    assertThat(outcome.code()).isZero();
  }

  /** As if an older tree had been applied; with {@code -Donly=port} those that are called so. */
  static List<Arguments> changes() {
    return all().stream()
        .filter(each -> each.get()[0].toString().contains(System.getProperty("only", "")))
        .toList();
  }

  private static List<Arguments> all() {
    return List.of(
        Arguments.of(
            "a replica",
            "deployment-spark-history-server.yaml",
            "replicas: 1",
            "replicas: 2",
            "restart   Deployment spark/spark-history-server: fewer pods: 2 → 1"),
        Arguments.of(
            "an image",
            "jupyter/kustomization.yaml",
            "newName: localhost/spark-aws-jupyter",
            "newName: localhost/old",
            "image     StatefulSet spark/jupyter: localhost/old:4.1.2 → localhost/spark-aws-jupyter:4.1.2"),
        Arguments.of(
            "a port",
            "service-jupyter.yaml",
            "port: 8888",
            "port: 8889",
            "network   Service spark/jupyter: no more asked at 8889: who does is refused; now asked"
                + " at 8888"),
        Arguments.of(
            "a role",
            "role-spark-role.yaml",
            "  - pods\n",
            "  - secrets\n",
            "rbac      ServiceAccount spark/spark: may no more "),
        Arguments.of(
            "a smaller claim",
            "persistentvolumeclaim-jupyter-pvc.yaml",
            "storage: ",
            "storage: 9",
            "refused   PersistentVolumeClaim spark/jupyter-pvc: the API server refuses it: "),
        Arguments.of(
            "a variable that is dropped",
            "deployment-spark-history-server.yaml",
            "        env:\n",
            "        env:\n        - name: OLD\n          value: old\n",
            "    - spec.template.spec.initContainers[event-log-ready].env[OLD]"),
        Arguments.of(
            "a field that cannot be changed",
            "statefulset-jupyter.yaml",
            "serviceName: jupyter-headless",
            "serviceName: jupyter-other",
            "refused   StatefulSet spark/jupyter: the API server refuses it: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_change_shows_with_what_follows(
      String name, String file, String ours, String theirs, String told) {
    for (String how : List.of("", "--server-side")) {
      kubectl.run("delete", "namespace", "spark", "--ignore-not-found").succeeded();
      kubectl.run("create", "namespace", "spark").succeeded();
      String copy = folder.resolve("copy").toString();
      kubectl.shell("rm -rf " + copy + "; cp -r " + TREE + " " + copy).succeeded();
      replace(Path.of(copy), file, ours, theirs);
      kubectl.run(("apply -k " + copy + (how.isEmpty() ? "" : " " + how)).split(" ")).succeeded();
      kubectl
          .tell(
              InCluster.of(plane, folder).run("secrets", "--env", "laptop").data(),
              "create",
              "-f",
              "-")
          .succeeded();

      Outcome outcome = diff();

      assertThat(outcome.data()).as(how).contains(told);
      assertThat(outcome.code()).isEqualTo(1);
      // What is told is all that differs.
      assertThat(outcome.data()).contains(" 0 to add, 1 to change, 0 to destroy.");
    }
  }

  private static void replace(Path copy, String file, String ours, String theirs) {
    try (var files = java.nio.file.Files.walk(copy)) {
      Path found = files.filter(each -> each.endsWith(file)).findFirst().orElseThrow();
      String text = java.nio.file.Files.readString(found);
      assertThat(text).contains(ours);
      java.nio.file.Files.writeString(
          found, text.replaceFirst(java.util.regex.Pattern.quote(ours), theirs));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_key_that_a_secret_lacks_shows_and_no_value_does() {
    applied();
    kubectl
        .run(
            "patch",
            "secret",
            "jupyter-token",
            "-n",
            "spark",
            "--type=merge",
            "-p",
            "{\"stringData\":{\"tokn\":\"hush\"},\"data\":{\"token\":null}}")
        .succeeded();

    Outcome outcome = diff();

    assertThat(outcome.data())
        .contains("secret    Secret spark/jupyter-token: has no token, but tokn;")
        .doesNotContain("hush", "aHVzaA");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void a_field_that_somebody_else_set_shows_with_who_it_was() {
    applied();
    kubectl
        .run("scale", "deployment/spark-history-server", "--replicas=3", "-n", "spark")
        .succeeded();

    assertThat(diff().data())
        .contains(
            "held      Deployment spark/spark-history-server: kubectl (scale) holds spec.replicas:",
            "~ spec.replicas: 3 → 1");
  }

  @Test
  void what_is_left_of_an_older_tree_shows() {
    applied();
    kubectl.run("create", "configmap", "old", "-n", "spark").succeeded();
    kubectl
        .run(
            "label",
            "configmap",
            "old",
            "-n",
            "spark",
            "app.kubernetes.io/managed-by=sparkstead",
            "app.kubernetes.io/part-of=sparkstead")
        .succeeded();

    assertThat(diff().data())
        .contains("prune     ConfigMap spark/old: stays in the cluster", "- v1 ConfigMap spark/old")
        .contains("Plan: 0 to add, 0 to change, 1 to destroy.");
  }

  @Test
  void a_cluster_without_its_namespace_is_told() {
    kubectl.run("delete", "namespace", "spark", "--ignore-not-found").succeeded();

    Outcome outcome = diff();

    assertThat(outcome.data())
        .contains("next      Namespace spark: is not there yet, so the API server was not asked");
    assertThat(outcome.code()).isEqualTo(1);
  }
}
