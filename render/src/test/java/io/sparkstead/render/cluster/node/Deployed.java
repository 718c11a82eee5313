package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tree on its node, and what people do to it.
 *
 * @param site the tree, and what it is made for
 */
record Deployed(Site site, OneNode node) {

  /** Does what the tree's page says under "Bring it up", but for the images. */
  void bringUp() {
    kubectl().run("apply", "-f", site.tree().namespaceFile()).succeeded();
    kubectl().tell(site.tree().secrets(), "create", "-f", "-").succeeded();
    kubectl().run("apply", "-k", site.tree().path()).succeeded();
    Wait.until(
        () -> pods().size() >= workloads().size() && notReady().isEmpty(),
        () -> "not ready: " + trouble());
  }

  Kubectl kubectl() {
    return node.kubectl();
  }

  String namespace() {
    return site.tree().namespace();
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

  /** What a Service answers, through the API server. */
  JsonNode ask(String service, int port, String path) {
    String url = "/api/v1/namespaces/%s/services/%s:%d/proxy%s";
    Answer answer =
        kubectl().run("get", "--raw", url.formatted(namespace(), service, port, path)).succeeded();
    return AuditLog.parse(answer.output());
  }

  /** For a test that fails: pods that are not ready, with the end of their logs, and warnings. */
  String trouble() {
    List<String> lines = new ArrayList<>();
    for (JsonNode pod : list("get", "pods")) {
      if (!isReady(pod) && !pod.at("/status/phase").asText().equals("Succeeded")) {
        lines.add("Pod " + name(pod) + ": " + pod.at("/status/phase").asText());
        lines.add(run("logs", name(pod), "--all-containers", "--tail=8").output());
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
