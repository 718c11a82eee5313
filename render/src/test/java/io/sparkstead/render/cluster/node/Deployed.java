package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Tree;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A tree on its node, and what people do to it.
 *
 * @param site what the tree is written for
 */
record Deployed(Site site, Tree tree, OneNode node) {

  /** The tree in {@code out/}. */
  static Deployed committed(Site site) {
    return new Deployed(site, site.tree(), OneNode.of(site, List.of(site.tree())));
  }

  static final String JUPYTER = "jupyter-0";

  private static final String HISTORY = "spark-history-server";
  private static final int HISTORY_PORT = 18080;
  private static final int LAST_WORDS = 30;
  private static final Path STORED = Path.of("src/cluster/node/stored.py");

  /** Does what the tree's page says under "Bring it up", but for the images. */
  void bringUp() {
    kubectl().run("apply", "-f", tree.namespaceFile()).succeeded();
    kubectl().tell(tree.secrets(), "create", "-f", "-").succeeded();
    kubectl().run("apply", "-k", tree.path()).succeeded();
    waitUntilUp();
  }

  void waitUntilUp() {
    Wait.until(this::isUp, () -> "not ready: " + trouble());
  }

  /** Whether all of it runs that stays. */
  boolean isUp() {
    return pods().size() == workloads().size() && notReady().isEmpty();
  }

  Kubectl kubectl() {
    return node.kubectl();
  }

  String namespace() {
    return tree.namespace();
  }

  /** Runs kubectl in the tree's namespace. */
  Answer run(String... arguments) {
    return kubectl().run(inNamespace(arguments));
  }

  List<JsonNode> list(String... arguments) {
    return kubectl().list(inNamespace(arguments));
  }

  private String[] inNamespace(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(1, "--namespace=" + namespace());
    return all.toArray(String[]::new);
  }

  /** The pods that stay: those of a StatefulSet or Deployment. */
  List<JsonNode> pods() {
    return list("get", "pods").stream()
        .filter(
            pod ->
                Stream.of("StatefulSet", "ReplicaSet")
                    .anyMatch(pod.at("/metadata/ownerReferences/0/kind").asText()::equals))
        .toList();
  }

  private List<JsonNode> workloads() {
    return list("get", "statefulsets,deployments");
  }

  List<JsonNode> notReady() {
    return pods().stream().filter(pod -> !isReady(pod)).toList();
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.get("type").asText().equals("Ready")) {
        return condition.get("status").asText().equals("True");
      }
    }
    return false;
  }

  /** Whether all pods with Spark in them have it in this version. */
  boolean runs(String version) {
    return pods().stream()
        .map(pod -> pod.at("/spec/containers/0/image").asText())
        .filter(image -> image.contains("spark"))
        .allMatch(image -> image.endsWith(":" + version));
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  /** What the first container of a pod answers to a command, with {@code input} behind a pipe. */
  Answer exec(String input, String pod, String... command) {
    List<String> all = new ArrayList<>(List.of("exec", "--stdin", pod, "--"));
    all.addAll(List.of(command));
    return kubectl().tell(input, inNamespace(all.toArray(String[]::new)));
  }

  /** The same for what takes longer than a command should; what it says goes to {@code log}. */
  int execLong(Path input, Path log, String pod, String... command) {
    List<String> all = new ArrayList<>(List.of(kubectl().program().toString()));
    all.addAll(List.of(inNamespace("exec", "--stdin", pod, "--")));
    all.addAll(List.of(command));
    try {
      return new ProcessBuilder(all)
          .redirectInput(input.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a shell answers to {@code commands}, for which kubectl is that of this cluster. */
  Answer shell(String commands) {
    return kubectl().shell(commands);
  }

  /** Runs the smoke Job of {@code tree} to its end, and returns what it said. */
  String smoke(Tree tree) {
    kubectl().run("apply", "-k", tree.part("smoke")).succeeded();
    Wait.until(this::smokeEnded, this::trouble);
    return run("logs", "--selector=app.kubernetes.io/name=smoke", "--container=smoke", "--tail=-1")
        .output();
  }

  private boolean smokeEnded() {
    return ended(list("get", "jobs", "--selector=app.kubernetes.io/name=smoke").get(0));
  }

  static boolean ended(JsonNode job) {
    return job.at("/status/succeeded").asInt() + job.at("/status/failed").asInt() > 0;
  }

  /** The names of the applications that ended, as the History Server lists them. */
  Set<String> applications() {
    Set<String> names = new TreeSet<>();
    for (JsonNode application : listed()) {
      if (application.at("/attempts/0/completed").asBoolean()) {
        names.add(application.get("name").asText());
      }
    }
    return names;
  }

  private JsonNode listed() {
    String url = "/api/v1/namespaces/%s/services/%s:%d/proxy/api/v1/applications";
    String path = url.formatted(namespace(), HISTORY, HISTORY_PORT);
    return AuditLog.parse(kubectl().run("get", "--raw", path).succeeded().output());
  }

  /** Each event log in the store, with its checksum. */
  List<String> stored() {
    exec(OneNode.text(STORED), JUPYTER, "sh", "-c", "cat > /tmp/stored.py").succeeded();
    Answer answer =
        exec(
                "",
                JUPYTER,
                "sh",
                "-c",
                "spark-submit --master 'local[1]' --conf spark.eventLog.enabled=false"
                    + " --conf spark.authenticate=false --conf spark.network.crypto.enabled=false"
                    + " --conf spark.driver.port=0 --conf spark.blockManager.port=0"
                    + " /tmp/stored.py \"$(sed -n 's/^spark.eventLog.dir=//p'"
                    + " /opt/spark/conf/spark-defaults.conf)\"")
            .succeeded();
    return answer.output().lines().filter(line -> line.startsWith("stored ")).toList();
  }

  /** What a pod said last, without what Spark says of how it goes and ends. */
  private List<String> lastWords(String pod) {
    List<String> said =
        run("logs", pod, "--all-containers", "--tail=400")
            .output()
            .lines()
            .filter(line -> !line.contains(" INFO "))
            .toList();
    return said.subList(Math.max(0, said.size() - LAST_WORDS), said.size());
  }

  /** For a test that fails: pods that are not ready, with the end of their logs, and warnings. */
  String trouble() {
    List<String> lines = new ArrayList<>();
    for (JsonNode pod : list("get", "pods")) {
      if (!isReady(pod) && !pod.at("/status/phase").asText().equals("Succeeded")) {
        lines.add("Pod " + name(pod) + ": " + pod.at("/status/phase").asText());
        lines.addAll(lastWords(name(pod)));
      }
    }
    for (JsonNode event : list("get", "events")) {
      if (event.get("type").asText().equals("Warning")) {
        lines.add(
            "Event %s %s: %s"
                .formatted(
                    event.at("/involvedObject/kind").asText(),
                    event.at("/involvedObject/name").asText(),
                    event.get("message").asText()));
      }
    }
    return String.join("\n", lines);
  }
}
