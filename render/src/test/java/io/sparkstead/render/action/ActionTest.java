package io.sparkstead.render.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.render.Main;
import io.sparkstead.render.MainProcess;
import io.sparkstead.render.cli.CommandLineInterface;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code action.yml} on a clone of one commit, with a GitHub that keeps its comments. */
class ActionTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String QUOTA = "out/homelab/limits/resourcequota-limits.yaml";
  private static final String MARKER = "<!-- sparkstead diff -->\n";

  @TempDir private Path folder;
  private LoopbackGitHub github;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    github = new LoopbackGitHub();
    Path origin = Files.createDirectory(folder.resolve("origin"));
    Files.createDirectory(folder.resolve("temp"));
    Files.writeString(
        folder.resolve("event.json"),
        "{\"pull_request\": {\"number\": 7}, \"action\": \"opened\"}");
    // What `java -jar` would run, and Maven that has one version.
    script(
        "bin/java",
        "shift 2\nexec '"
            + MainProcess.program(Path.of(System.getProperty("java.home")))
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + System.getProperty("java.class.path")
            + "' "
            + Main.class.getName()
            + " \"$@\"\n");
    script(
        "bin/mvn",
        """
        case "$*" in
          *sparkstead-render:1.2.3*) ;;
          *) exit 1 ;;
        esac
        to=${*: -1}
        mkdir -p "${to#-DoutputDirectory=}"
        touch "${to#-DoutputDirectory=}/sparkstead-render-1.2.3.jar"
        """);
    git(origin, "init", "-q", "-b", "main");
    render(origin);
    commit(origin, "first");
    git(origin, "checkout", "-q", "-b", "change");
  }

  @AfterEach
  void close() {
    github.close();
  }

  private static void render(Path repository) {
    StringWriter said = new StringWriter();
    int code =
        CommandLineInterface.run(
            said, said, "--env", "homelab", "--out", repository.resolve("out").toString());
    assertThat(code).as(said.toString()).isZero();
  }

  private void script(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void git(Path where, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(args));
    Process git =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }

  private static void commit(Path where, String what) throws IOException, InterruptedException {
    git(where, "add", "-A");
    git(
        where,
        "-c",
        "user.name=Ann",
        "-c",
        "user.email=ann@example.org",
        "commit",
        "-qm",
        what,
        "--allow-empty");
  }

  /** A pull request that replaces {@code before} in the quota. */
  private void change(String before, String after) throws IOException, InterruptedException {
    Path origin = folder.resolve("origin");
    Path quota = origin.resolve(QUOTA);
    String text = Files.readString(quota);
    assertThat(text).contains(before);
    Files.writeString(quota, text.replace(before, after));
    commit(origin, "change");
  }

  /** On what a checkout of the last commit alone leaves. */
  private Runner.Outcome run(Map<String, String> more) throws IOException, InterruptedException {
    Path workspace = folder.resolve("work" + github.writes().size() + System.nanoTime());
    git(
        folder,
        "clone",
        "-q",
        "--depth=1",
        "--branch=change",
        "file://" + folder.resolve("origin"),
        workspace.toString());
    Map<String, String> inputs =
        new HashMap<>(Map.of("environment", "homelab", "version", "1.2.3"));
    inputs.putAll(more);
    return new Runner(
            ROOT,
            workspace,
            folder.resolve("temp"),
            Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME",
                "",
                "GITHUB_API_URL",
                github.url(),
                "GITHUB_REPOSITORY",
                "ann/lab",
                "GITHUB_EVENT_PATH",
                folder.resolve("event.json").toString()))
        .run(
            inputs,
            Map.of(
                "github.token",
                LoopbackGitHub.TOKEN,
                "github.event.pull_request.base.sha",
                "main"));
  }

  @Test
  void a_change_has_one_comment_that_is_edited_in_place() throws IOException, InterruptedException {
    for (int i = 0; i < 120; i++) {
      github.comment("looks good");
    }
    change("pods: \"13\"", "pods: \"20\"");

    Runner.Outcome first = run(Map.of());
    change("pods: \"20\"", "pods: \"30\"");
    Runner.Outcome second = run(Map.of());

    assertThat(first.log()).isNotEmpty();
    assertThat(github.writes())
        .containsExactly(
            "POST /repos/ann/lab/issues/7/comments", "PATCH /repos/ann/lab/issues/comments/121");
    assertThat(github.comments())
        .hasSize(121)
        .last()
        .asString()
        .startsWith(MARKER)
        .contains("pods 13 → 30");
    assertThat(first.outputs().get("markdown")).contains("pods 13 → 20");
    assertThat(first.summary()).isEqualTo(first.outputs().get("markdown"));
    assertThat(
            new ObjectMapper()
                .readTree(Path.of(second.outputs().get("sarif")).toFile())
                .path("runs"))
        .isNotEmpty();
  }

  @Test
  void a_tree_that_was_edited_and_not_rendered_is_stale() throws IOException, InterruptedException {
    change("pods: \"13\"", "pods: \"20\"");

    Runner.Outcome outcome = run(Map.of());

    assertThat(outcome.isSuccess()).isFalse();
    assertThat(outcome.outputs()).containsEntry("verdict", "stale");
    assertThat(outcome.outputs().get("markdown"))
        .startsWith(MARKER + "**Stale**: `out` is not what the code renders");
    assertThat(outcome.log()).contains("::error::the tree is not what the code renders");
  }

  /** What is rendered is changed, as the code on main has it: the base is the edited one. */
  private void changeTheBase(String before, String after) throws IOException, InterruptedException {
    Path origin = folder.resolve("origin");
    git(origin, "checkout", "-q", "main");
    change(before, after);
    git(origin, "checkout", "-q", "change");
  }

  @Test
  void a_change_is_no_fault_and_what_fail_on_names_is() throws IOException, InterruptedException {
    changeTheBase("pods: \"13\"", "pods: \"20\"");

    Runner.Outcome changed = run(Map.of("fail-on", "data,replace"));
    Runner.Outcome stopped = run(Map.of("fail-on", "capacity"));

    assertThat(changed.isSuccess()).as(changed.log()).isTrue();
    assertThat(changed.outputs()).containsEntry("verdict", "changed");
    assertThat(stopped.isSuccess()).isFalse();
    assertThat(stopped.outputs()).containsEntry("verdict", "stopped");
    assertThat(stopped.log()).contains("::error::this does what fail-on names (capacity)");
    assertThat(github.comments()).hasSize(1);
  }

  @Test
  void where_nothing_differs_nothing_is_said_unless_something_was()
      throws IOException, InterruptedException {
    assertThat(run(Map.of()).outputs()).containsEntry("verdict", "same");
    assertThat(github.comments()).isEmpty();

    github.comment(MARKER + "### homelab: 0 to add, 1 to change, 0 to destroy\n");

    assertThat(run(Map.of()).isSuccess()).isTrue();
    assertThat(github.comments()).containsExactly(MARKER + "### homelab: no difference\n");
  }

  @Test
  void a_token_of_a_fork_is_a_warning_and_no_failure() throws IOException, InterruptedException {
    changeTheBase("pods: \"13\"", "pods: \"20\"");
    github.letRead();

    assertThat(run(Map.of("comment", "false")).log()).doesNotContain("::warning::");
    Runner.Outcome outcome = run(Map.of());

    assertThat(outcome.isSuccess()).isTrue();
    assertThat(outcome.log()).contains("::warning::GitHub refuses the comment (403)");
    assertThat(outcome.summary()).contains("pods 20 → 13");
  }

  @Test
  void a_file_that_rules_refuse_is_said_to_be() throws IOException, InterruptedException {
    Path origin = folder.resolve("origin");
    String java =
        """
        import io.sparkstead.dsl.value.*;
        import io.sparkstead.overlays.Environment;
        import io.sparkstead.stack.*;
        import io.sparkstead.stack.preset.Workbench;

        final class Lab implements Environment {
          @Override public Stack stack(ImageLock lock) {
            return new Workbench("registry.example.org/spark", lock)
                .nodes(new Node(Cpu.cores(8), ByteSize.gibibytes(16)))
                .stack();
          }
          @Override public DnsLabel name() { return DnsLabel.of("lab"); }
          @Override public String description() { return "one node"; }
        }
        """;
    Files.writeString(origin.resolve("lab.java"), java);
    StringWriter said = new StringWriter();
    assertThat(
            CommandLineInterface.run(
                said,
                said,
                "--env-file",
                origin.resolve("lab.java").toString(),
                "--out",
                origin.resolve("out").toString()))
        .as(said.toString())
        .isZero();
    commit(origin, "lab");
    git(origin, "branch", "-f", "main");
    Files.writeString(origin.resolve("lab.java"), java.replace("cores(8)", "cores(1)"));
    commit(origin, "a small node");

    Runner.Outcome outcome = run(Map.of("environment", "", "environment-file", "lab.java"));

    assertThat(outcome.isSuccess()).isFalse();
    assertThat(outcome.outputs()).as(outcome.log()).containsEntry("verdict", "refused");
    assertThat(outcome.outputs().get("markdown")).startsWith(MARKER + "**Refused**: rules find");
    assertThat(outcome.log()).contains("::error::rules refuse the stack");
  }

  @Test
  void what_is_missing_is_said_with_what_to_give() throws IOException, InterruptedException {
    assertThat(run(Map.of("version", "")).log())
        .contains("::error::no Sparkstead to run; give jar");
    assertThat(run(Map.of("version", "9.9.9")).log())
        .contains("::error::Maven has no io.sparkstead:sparkstead-render:9.9.9");
    assertThat(run(Map.of("jar", "none.jar")).log()).contains("::error::there is no file none.jar");
    assertThat(run(Map.of("base", "")).log()).contains("::error::nothing to compare with");
    assertThat(run(Map.of("base", "nosuch")).log()).contains("::error::origin has no 'nosuch'");
  }

  @Test
  void the_page_names_what_the_action_and_the_workflow_take() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/pull-requests.md"));
    JsonNode action = new YAMLMapper().readTree(ROOT.resolve("action.yml").toFile());
    JsonNode workflow =
        new YAMLMapper().readTree(ROOT.resolve(".github/workflows/review.yml").toFile());

    assertThat(action.path("inputs").fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` | "));
    assertThat(action.at("/outputs").fieldNames())
        .toIterable()
        .containsOnly("verdict", "markdown", "sarif");
    // What the job gives the action, it has.
    JsonNode last = workflow.at("/jobs/review/steps/3/with");
    assertThat(last).isNotEmpty();
    last.fieldNames()
        .forEachRemaining(name -> assertThat(action.path("inputs").has(name)).as(name).isTrue());
  }

  @Test
  void what_hooks_of_pre_commit_call_is_there() throws IOException {
    JsonNode hooks = new YAMLMapper().readTree(ROOT.resolve(".pre-commit-hooks.yaml").toFile());

    assertThat(hooks).hasSize(2);
    for (JsonNode hook : hooks) {
      List<String> words = new ArrayList<>(List.of(hook.path("entry").asText().split(" ")));
      assertThat(words.remove(0)).isEqualTo("sparkstead");
      words.addAll(List.of("--env", "homelab", "--out", folder.resolve("origin/out").toString()));
      if (words.contains("verify")) {
        words.subList(words.size() - 2, words.size()).clear();
      }
      StringWriter said = new StringWriter();
      assertThat(CommandLineInterface.run(said, said, words.toArray(String[]::new)))
          .as(said.toString())
          .isZero();
    }
  }
}
