package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.cluster.Tree;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Single mistakes of kinds that a node alone can tell. Each has to show in what {@link NodeIT}
 * looks at: a pod that is not ready, or a smoke Job that does not end well.
 */
@Tag("node")
class NodeFaultsIT {

  private static final String SMOKE = "smoke";
  private static final String WRONG = "wrong";

  private static final Site SITE = Site.HOMELAB;
  private static final Tree SOUND = SITE.tree();

  /** Its image is another, and a node is given all images when it starts. */
  private static final Tree WRONG_MODE =
      SOUND
          .with(
              "images/spark-jupyter/Dockerfile",
              Pattern.compile("(COPY --chmod)=0555( entrypoint)"),
              "$1=0444$2")
          .with(
              "images/build.sh",
              Pattern.compile("(build spark-jupyter \\S+:)3\\.5\\.4"),
              "$1" + WRONG)
          .with(
              "jupyter/kustomization.yaml",
              Pattern.compile("(jupyter\"\n *newTag): .*"),
              "$1: " + WRONG);

  private static Deployed deployed;

  /**
   * @param parts the folders that are applied with the mistake, in turn
   * @param told what is seen, without a look at the mistake
   */
  record Fault(String name, Tree tree, List<String> parts, Pattern told) {

    private static Fault in(
        String part, String name, String file, String sound, String broken, String told) {
      Tree tree = SOUND.with(part + "/" + file, Pattern.compile(sound), broken);
      return of(name, tree, List.of(part), told);
    }

    private static Fault of(String name, Tree tree, List<String> parts, String told) {
      return new Fault(name, tree, parts, Pattern.compile(told, Pattern.DOTALL));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        Fault.in(
            "minio",
            "two writers of one disk",
            "statefulset-minio.yaml",
            "replicas: 1",
            "replicas: 2",
            "Pod minio-1: .*resource temporarily unavailable"),
        Fault.in(
            "minio",
            "another user on a disk",
            "statefulset-minio.yaml",
            "runAsUser: 10185",
            "runAsUser: 10999",
            "Pod minio-0: .*permission denied"),
        Fault.of(
            "a mode that lets nobody run a file",
            WRONG_MODE,
            List.of("jupyter"),
            "Pod jupyter-0.*entrypoint\\.sh.*[Pp]ermission denied"),
        Fault.in(
            "spark-history-server",
            "a path at which nothing lies",
            "deployment-spark-history-server.yaml",
            "mountPath: /opt/spark/conf",
            "mountPath: /opt/spark/config",
            "Pod spark-history-server.*FileNotFoundException"),
        Fault.in(
            "spark-history-server",
            "a probe of a port at which nobody listens",
            "deployment-spark-history-server.yaml",
            "(startupProbe:\n.*\n.*\n *port): http",
            "$1: 18081",
            "Startup probe failed: .*:18081/.* connection refused"),
        Fault.of(
            "names that a policy keeps from being looked up",
            SOUND.with(
                "network-policies/networkpolicy-dns.yaml", Pattern.compile("port: 53"), "port: 54"),
            List.of("network-policies", SMOKE),
            "Pod smoke-.*Unable to execute HTTP request: minio\\.spark\\.svc\n"),
        Fault.in(
            SMOKE,
            "a token that cannot be read",
            SOUND.fileOf(SMOKE, "job-smoke-"),
            "path: token",
            "path: elsewhere",
            "Pod smoke-.*smoke: FAILED: .*[Ff]orbidden"),
        Fault.of(
            "room for one pod less than there are",
            SOUND.with(
                "limits/resourcequota-limits.yaml", Pattern.compile("pods: .*"), "pods: \"4\""),
            List.of("limits", SMOKE),
            "Pod smoke-.*exceeded quota"));
  }

  @BeforeAll
  static void bring_up() {
    deployed = new Deployed(SITE, SOUND, OneNode.of(SITE, List.of(SOUND, WRONG_MODE)));
    deployed.bringUp();
  }

  @AfterAll
  static void end() {
    if (deployed != null) {
      deployed.node().close();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void is_seen(Fault fault) {
    assertThat(deployed.notReady()).isEmpty();

    for (String part : fault.parts()) {
      deployed.kubectl().run("apply", "-k", fault.tree().part(part)).succeeded();
    }

    Wait.until(
        () -> fault.told().matcher(deployed.trouble()).find(),
        () -> "looked for " + fault.told() + " in\n" + deployed.trouble());
  }

  @AfterEach
  void mend() {
    deployed.kubectl().run("delete", "--ignore-not-found", "-k", SOUND.part(SMOKE)).succeeded();
    deployed.kubectl().run("apply", "-k", SOUND.path()).succeeded();
    deployed.run("delete", "events", "--all").succeeded();
    Wait.until(deployed::isUp, deployed::trouble);
  }
}
