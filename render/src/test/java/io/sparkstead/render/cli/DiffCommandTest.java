package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb {@code diff}, with real Git. What it says of changes: {@code PreparedChangesTest}. */
class DiffCommandTest {

  private static final String QUOTA = "homelab/limits/resourcequota-limits.yaml";

  @TempDir private Path folder;

  private record Outcome(int code, String data, String messages) {}

  private static Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), args);
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome diff(String... more) {
    List<String> args = new ArrayList<>(List.of("diff", "--env", "homelab", "--out", out()));
    args.addAll(Arrays.asList(more));
    return run(args.toArray(String[]::new));
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private void edit(String path, String before, String after) throws IOException {
    Path file = folder.resolve("out").resolve(path);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  @BeforeEach
  void render() {
    assertThat(run("--env", "homelab", "--out", out()).code()).isZero();
  }

  private void commit(String what) throws IOException, InterruptedException {
    git("add", "-A");
    git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-qm", what);
  }

  private void git(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(args));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }

  @Test
  void what_is_as_rendered_has_no_difference() {
    assertThat(diff())
        .isEqualTo(
            new Outcome(
                0,
                "homelab: "
                    + out()
                    + "/homelab → rendered\n\nPlan: 0 to add, 0 to change, 0 to destroy.\n",
                ""));
  }

  @Test
  void an_edit_is_shown_as_what_a_render_takes_back() throws IOException {
    edit(QUOTA, "pods: \"13\"", "pods: \"20\"");

    Outcome outcome = diff();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.data())
        .contains("capacity  ResourceQuota spark/limits: pods 20 → 13\n")
        .contains("~ v1 ResourceQuota spark/limits\n    ~ spec.hard.pods: 20 → 13\n")
        .endsWith("Plan: 0 to add, 1 to change, 0 to destroy.\n");
  }

  @Test
  void of_nothing_everything_is_to_be_added() {
    Outcome outcome = run("diff", "--env", "homelab", "--out", folder.resolve("none").toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.data()).contains("+ apps/v1 StatefulSet spark/jupyter\n");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void two_environments_are_compared() {
    Outcome outcome = diff("--against", "laptop");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.data())
        .startsWith("homelab: laptop → homelab\n")
        .contains(
            "\n- apps/v1 StatefulSet spark/seaweedfs\n", "\n+ apps/v1 StatefulSet spark/minio\n");
  }

  @Test
  void an_unknown_environment_is_told() {
    assertThat(diff("--against", "labtop").messages()).contains("labtop", "laptop");
  }

  @Test
  void a_revision_is_compared_with_what_stands_there() throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    commit("first");
    edit(QUOTA, "pods: \"13\"", "pods: \"20\"");

    assertThat(diff("--from", "main").data())
        .contains("homelab: main → " + out() + "/homelab\n")
        .contains("~ spec.hard.pods: 13 → 20\n");
    assertThat(diff("--from", "main", "--to", "HEAD").code()).isZero();

    commit("second");
    assertThat(diff("--from", "main~1", "--to", "main").data())
        .contains("homelab: main~1 → main\n")
        .contains("~ spec.hard.pods: 13 → 20\n");
  }

  @Test
  void a_revision_without_the_folder_has_nothing() throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    Files.writeString(folder.resolve("README"), "ours");
    git("add", "README");
    git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-qm", "first");

    assertThat(diff("--from", "main").data()).contains("+ apps/v1 StatefulSet spark/jupyter\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "--all", "main:out"})
  void a_revision_that_git_does_not_know_is_told(String revision)
      throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    commit("first");

    Outcome outcome = diff("--from=" + revision);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages()).contains("Git knows no revision '" + revision + "' here");
  }

  @Test
  void a_folder_without_git_is_told() {
    Outcome outcome = diff("--from", "main");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages()).contains("not a git repository");
  }

  @Test
  void a_file_that_is_no_yaml_is_told_with_its_path() throws IOException {
    edit(QUOTA, "spec:", "spec: [");

    Outcome outcome = diff();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages())
        .contains(out() + "/homelab: limits/resourcequota-limits.yaml is no YAML: ");
  }

  @ParameterizedTest
  @CsvSource({
    "capacity, limits/resourcequota-limits.yaml, pods: \"13\", pods: \"20\"",
    "restart, jupyter/statefulset-jupyter.yaml, enableServiceLinks: false, enableServiceLinks: true",
    "replace, jupyter/statefulset-jupyter.yaml, serviceName: jupyter-headless, serviceName: other",
    "data, jupyter/persistentvolumeclaim-jupyter-pvc.yaml, storageClassName: longhorn,"
        + " storageClassName: other",
    "rbac, spark-rbac/role-spark-role.yaml, - deletecollection, - get",
    "network, network-policies/networkpolicy-jupyter.yaml, port: 8888, port: 8889"
  })
  void a_pipeline_stops_at_what_it_says(String kind, String file, String before, String after)
      throws IOException {
    edit("homelab/" + file, before, after);

    assertThat(diff("--fail-on=" + kind).code()).isEqualTo(3);
    assertThat(diff("--fail-on=restart,data,replace,rbac,network,capacity").code()).isEqualTo(3);
    assertThat(diff("--fail-on=" + (kind.equals("rbac") ? "data" : "rbac")).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--to=main, --to is the other end of --from",
    "--fail-on=next, 'next' would stop nothing that breaks; it knows refused, replace",
    "--fail-on=all, 'all' is no such word; it knows refused, replace"
  })
  void what_makes_no_sense_is_told(String option, String said) {
    Outcome outcome = diff(option);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages()).contains(said);
  }

  @Test
  void an_unknown_word_is_told_those_alone_that_stop() {
    assertThat(diff("--fail-on=all").messages())
        .contains(
            "; it knows refused, replace, data, restart, secret, security, rbac, network, capacity\n");
  }

  @Test
  void one_revision_and_one_environment_are_too_many() {
    assertThat(diff("--from", "main", "--against", "laptop").code()).isEqualTo(2);
  }

  @Test
  void programs_read_it_as_json_and_sarif() throws IOException {
    edit(QUOTA, "pods: \"13\"", "pods: \"20\"");

    JsonNode json = new ObjectMapper().readTree(diff("-o", "json").data());
    JsonNode sarif = new ObjectMapper().readTree(diff("-o", "sarif").data());

    assertThat(json.at("/0/plan/change").asInt()).isOne();
    assertThat(json.at("/0/consequences/0/kind").asText()).isEqualTo("capacity");
    assertThat(json.at("/0/objects/0/fields/0/path").asText()).isEqualTo("spec.hard.pods");
    assertThat(sarif.at("/runs/0/results/0/ruleId").asText()).isEqualTo("diff/capacity");
    assertThat(sarif.findValue("uri").asText()).isEqualTo(out() + "/" + QUOTA);
  }

  @Test
  void what_is_the_same_in_several_environments_is_said_once() throws IOException {
    run("--env", "laptop", "--out", out());
    for (String environment : List.of("homelab", "laptop")) {
      edit(
          environment + "/spark-history-server/deployment-spark-history-server.yaml",
          "replicas: 1",
          "replicas: 0");
    }

    assertThat(diff("--env", "laptop").data())
        .containsOnlyOnce("~ apps/v1 Deployment spark/spark-history-server [all]\n")
        .contains(
            "Plan: homelab: 0 to add, 1 to change, 0 to destroy.\n", "Plan: laptop: 0 to add");
  }

  @Test
  void a_folder_that_neither_side_has_is_told() throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    commit("first");

    Outcome outcome =
        run(
            "diff",
            "--env",
            "homelab",
            "--out",
            folder.resolve("outt").toString(),
            "--from=main",
            "--to=HEAD");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages()).contains("neither main nor HEAD has a folder");
  }

  @Test
  void a_folder_without_its_ledger_is_told() throws IOException {
    Files.delete(folder.resolve("out/homelab/.sparkstead/ledger"));

    assertThat(diff().messages()).contains("has files and no ledger that names them");
  }

  @Test
  void what_a_kustomization_names_is_looked_at_whoever_wrote_it()
      throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    commit("first");
    Files.writeString(
        folder.resolve("out/homelab/spark-rbac/more.yaml"),
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: more}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects: [{kind: ServiceAccount, name: spark, namespace: spark}]
        """);
    edit("homelab/spark-rbac/kustomization.yaml", "resources:\n", "resources:\n- more.yaml\n");

    Outcome outcome = diff("--from=main", "--fail-on=rbac");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.data()).contains("ClusterRole cluster-admin");
  }

  @Test
  void what_a_kustomization_says_and_nobody_reads_is_no_small_difference() throws IOException {
    edit(
        "homelab/minio/kustomization.yaml",
        "namespace: spark\n",
        "namespace: spark\nnamePrefix: x-\n");

    assertThat(diff().code()).isEqualTo(2);
    assertThat(diff().messages())
        .contains("minio/kustomization.yaml says namePrefix, which is not read here");
  }

  @Test
  void a_comment_has_a_marker_and_room_for_what_follows() throws IOException {
    edit(QUOTA, "pods: \"13\"", "pods: \"20\"");
    edit(
        "homelab/workspace/spark-pi.sh",
        "#!/usr/bin/env bash\n",
        "#!/usr/bin/env bash\n# " + "x".repeat(70_000) + "\n");

    String comment = diff("-o", "markdown").data();

    assertThat(comment)
        .startsWith("<!-- sparkstead diff -->\n### homelab: 0 to add, 2 to change, 0 to destroy\n")
        .contains("| **capacity** | ResourceQuota spark/limits | pods 20 → 13 |")
        .contains("… and 1 more, which `diff` shows on a terminal\n")
        .endsWith("</details>\n");
    assertThat(comment.length()).isLessThan(65_536);
  }

  @Test
  void ends_of_lines_are_told_where_nothing_else_differs() throws IOException {
    Path script = folder.resolve("out/homelab/README.md");
    Files.writeString(script, Files.readString(script).replace("\n", "\r\n"));

    assertThat(diff().data())
        .contains(
            "~ README.md\n        lines end by CRLF → LF; `out/** text eol=lf` in .gitattributes keeps"
                + " Git from that\n\nPlan: ");
  }

  @Test
  void a_last_line_without_its_end_is_told() throws IOException {
    Path script = folder.resolve("out/homelab/README.md");
    Files.writeString(script, Files.readString(script).stripTrailing());

    assertThat(diff().data()).contains("~ README.md\n        the last line ends now\n");
  }

  @Test
  void a_render_that_rules_refuse_is_told_beside_what_differs() throws IOException {
    Path file = folder.resolve("small.java");
    Files.writeString(
        file,
        """
        import io.sparkstead.dsl.value.*;
        import io.sparkstead.overlays.Environment;
        import io.sparkstead.stack.*;
        import io.sparkstead.stack.preset.Workbench;

        final class Small implements Environment {
          @Override public Stack stack(ImageLock lock) {
            return new Workbench("registry.example.org/spark", lock)
                .nodes(new Node(Cpu.cores(1), ByteSize.gibibytes(1)))
                .stack();
          }
          @Override public DnsLabel name() { return DnsLabel.of("small"); }
          @Override public String description() { return "too small a node"; }
        }
        """);

    Outcome outcome = run("diff", "--env-file", file.toString(), "--out", out());

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.data()).contains("Plan: ");
    assertThat(outcome.messages())
        .startsWith("error: the stack breaks rules; a render would write nothing of this\n")
        .contains("DYN-");
  }

  @Test
  void a_graph_shows_what_changed_since_a_revision() throws IOException, InterruptedException {
    edit(
        "homelab/graph.svg",
        "Executors to minio: read and write data 9000",
        "Executors to minio: read data 8333");
    git("init", "-q", "-b", "main");
    commit("first");

    Outcome outcome = run("graph", "--env", "homelab", "--out", out(), "--from", "main");

    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.data())
        .contains("executors ==>|\"new: read and write data 9000\"| store\n")
        .contains("executors -.->|\"gone: read data 8333\"| store\n");
    assertThat(run("graph", "--env", "homelab", "--out", out(), "--from", "main", "--all").code())
        .isEqualTo(2);
    assertThat(run("graph", "--env", "laptop", "--out", out(), "--from", "main").messages())
        .contains("main has no picture ");
  }
}
