package io.sparkstead.render.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.sparkstead.render.cli.CommandLineInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verbs that ask a cluster say when there is none, or one that does not answer as asked. */
class ClusterAnswersTest {

  private static final String PREFLIGHT = "preflight --env laptop";
  private static final String DIFF = "diff --env laptop --live";

  @TempDir private Path folder;

  private record Outcome(int code, String data, String messages) {}

  private static Outcome run(String verb, String... more) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    List<String> args = new ArrayList<>(List.of(verb.split(" ")));
    args.addAll(Arrays.asList(more));
    int code =
        CommandLineInterface.run(
            new PrintWriter(data), new PrintWriter(messages), args.toArray(String[]::new));
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome ask(String verb, FakeApiServer server) {
    return run(verb, "--kubeconfig", server.kubeconfig(folder).toString(), "--timeout", "1");
  }

  /** Nothing of an answer is told, and what was asked of whom is. */
  private void refused(FakeApiServer.Answer answer, String reason) {
    try (FakeApiServer server = new FakeApiServer(answer)) {
      for (String verb : List.of(PREFLIGHT, DIFF)) {
        Outcome outcome = ask(verb, server);

        assertThat(outcome.messages())
            .startsWith("error: " + server.address() + " (context lab) was asked GET /")
            .contains(reason)
            .doesNotContain("secret-token");
        assertThat(outcome.data()).isEmpty();
        assertThat(outcome.code()).isEqualTo(6);
      }
    }
  }

  @Test
  void a_server_that_is_slow_is_not_waited_for_for_ever() {
    refused(
        question -> {
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "within 1 second");
  }

  @Test
  void half_an_answer_is_none() {
    refused(FakeApiServer.saying(200, "{\"gitVersion\": \"v1.3"), "no whole answer");
    refused(
        question -> {
          question.sendResponseHeaders(200, 1000);
          question
              .getResponseBody()
              .write("{\"kind\": ".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          question.getResponseBody().flush();
        },
        "");
  }

  @Test
  void a_page_of_somebody_else_is_no_answer() {
    refused(FakeApiServer.saying(200, "<html>sign in</html>"), "no whole answer of an API server");
    refused(FakeApiServer.saying(200, ""), "no whole answer of an API server");
    refused(FakeApiServer.saying(404, "not here"), "no whole answer of an API server");
  }

  @Test
  void a_server_that_knows_nobody_is_told() {
    refused(FakeApiServer.saying(401, "{\"message\": \"Unauthorized\"}"), "does not know who asks");
  }

  @Test
  void a_server_that_is_broken_is_told_with_its_words() {
    refused(
        FakeApiServer.saying(500, "{\"message\": \"etcdserver: leader changed\"}"),
        "answers 500: etcdserver: leader changed");
  }

  @Test
  void nobody_there_is_told() throws IOException {
    FakeApiServer server = new FakeApiServer(FakeApiServer.saying(200, "{}"));
    server.close();

    Outcome outcome = ask(PREFLIGHT, server);

    assertThat(outcome.messages())
        .startsWith("error: " + server.address() + " (context lab) was asked GET /version and");
    assertThat(outcome.code()).isEqualTo(6);
  }

  /** It serves what laptop has, and shows nobody any of it. */
  private static void guarded(HttpExchange question) throws IOException {
    String path = question.getRequestURI().getPath();
    boolean isDiscovery = path.matches("/api/v1|/apis/[^/]+/v1");
    String kinds =
        Stream.of(
                "Namespace",
                "ConfigMap",
                "Service",
                "ServiceAccount",
                "PersistentVolumeClaim",
                "LimitRange",
                "ResourceQuota",
                "Deployment",
                "StatefulSet",
                "Job",
                "Role",
                "RoleBinding",
                "PodDisruptionBudget")
            .map(
                kind ->
                    "{\"name\": \"%s\", \"kind\": \"%s\", \"namespaced\": %s}"
                        .formatted(kind.toLowerCase(Locale.ROOT), kind, !kind.equals("Namespace")))
            .collect(Collectors.joining(", ", "{\"resources\": [", "]}"));
    String refusal =
        "{\"code\": 403, \"message\": \"User \\\"ann\\\" cannot get resource \\\"services\\\"\"}";
    FakeApiServer.saying(isDiscovery ? 200 : 403, isDiscovery ? kinds : refusal).to(question);
  }

  @Test
  void what_nobody_may_see_is_told_as_not_checked_and_is_no_whole_answer() {
    try (FakeApiServer server = new FakeApiServer(ClusterAnswersTest::guarded)) {
      String config = server.kubeconfig(folder).toString();
      Outcome text = run(DIFF, "--kubeconfig", config);

      assertThat(text.data())
          .contains("\nnot checked: Service spark/jupyter: User \"ann\" cannot get resource")
          .contains("\nnot checked: Secret spark/jupyter-token: ");
      assertThat(text.code()).isEqualTo(6);
      assertThat(run(DIFF, "--kubeconfig", config, "-o", "json").data())
          .contains("\"unchecked\" : [ \"ConfigMap spark/");
      assertThat(run(DIFF, "--kubeconfig", config, "-o", "sarif").data())
          .contains("\"diff/unchecked\"");
      assertThat(run(DIFF, "--kubeconfig", config, "-o", "markdown").data())
          .contains("- not checked: laptop: Service spark/jupyter");
    }
  }

  @Test
  void whatever_is_asked_writes_nothing() {
    try (FakeApiServer server =
        new FakeApiServer(
            FakeApiServer.saying(
                200, "{\"gitVersion\": \"v1.35.0\", \"resources\": [], \"items\": []}"))) {
      ask(PREFLIGHT, server);
      ask(DIFF, server);

      assertThat(server.asked())
          .isNotEmpty()
          .allMatch(asked -> asked.startsWith("GET ") || asked.contains("?dryRun=All&"))
          .noneMatch(asked -> asked.contains("force"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PREFLIGHT, DIFF})
  void a_folder_that_is_old_or_damaged_is_told(String verb) throws IOException {
    String out = folder.resolve("out").toString();
    run("--env laptop", "--out", out);
    try (FakeApiServer server = new FakeApiServer(ClusterAnswersTest::guarded)) {
      String config = server.kubeconfig(folder).toString();
      Path file = folder.resolve("out/laptop/jupyter/service-jupyter.yaml");
      String good = Files.readString(file);

      Files.writeString(file, good.replace("port: 8888", "port: 8889"));
      assertThat(run(verb, "--out", out, "--kubeconfig", config).messages())
          .contains("out/laptop is not what is rendered");

      Files.writeString(file, "a: [b");
      Outcome damaged = run(verb, "--out", out, "--kubeconfig", config);
      assertThat(damaged.messages())
          .startsWith("error: " + out + "/laptop: jupyter/service-jupyter.yaml is no YAML");
      assertThat(damaged.code()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PREFLIGHT, DIFF})
  void a_wrong_context_is_told_with_those_there_are(String verb) {
    try (FakeApiServer server = new FakeApiServer(FakeApiServer.saying(200, "{}"))) {
      String config = server.kubeconfig(folder).toString();

      Outcome outcome = run(verb, "--kubeconfig", config, "--context", "lap");

      assertThat(outcome.messages().strip())
          .isEqualTo(
              "error: %s has no context lap; name one with --context, of lab".formatted(config));
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void a_kubeconfig_that_is_none_is_told() throws IOException {
    Path file = folder.resolve("config");
    assertThat(run(PREFLIGHT, "--kubeconfig", file.toString()).messages())
        .contains(file + " cannot be read as a kubeconfig");
    Files.writeString(file, "a: [b");
    assertThat(run(PREFLIGHT, "--kubeconfig", file.toString()).messages())
        .contains(file + " is no kubeconfig");
    Files.writeString(file, "contexts: []");
    Outcome outcome = run(PREFLIGHT, "--kubeconfig", file.toString());
    assertThat(outcome.messages()).contains(file + " has no current-context", "of none");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void options_that_say_nothing_together_are_refused() {
    assertThat(run(DIFF, "--against", "homelab").messages())
        .contains("--live says what to compare");
    assertThat(run("diff --env laptop --context lab").messages()).contains("give --live too");
    assertThat(run(PREFLIGHT, "--timeout", "0").messages()).contains("leaves no time");
  }

  @Test
  void the_commands_that_show_the_same_are_printed_and_nobody_is_asked() {
    Outcome outcome = run("preflight --env homelab --print --context lab");

    assertThat(outcome.data().lines())
        .allMatch(line -> line.startsWith("kubectl --context lab "))
        .contains(
            "kubectl --context lab get storageclass longhorn",
            "kubectl --context lab get ipaddresspools.metallb.io -A",
            "kubectl --context lab apply --server-side --dry-run=server --field-manager=sparkstead -k"
                + " out/homelab");
    assertThat(outcome.code()).isZero();
  }
}
