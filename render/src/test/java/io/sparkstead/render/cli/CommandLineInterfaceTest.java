package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.overlays.Environments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {

  @TempDir private Path out;

  /** What a run left on its two streams. */
  private record Outcome(int code, String data, String messages) {}

  private static Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), args);
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome homelab(String... more) {
    List<String> args = new ArrayList<>(List.of("--env", "homelab", "--out", out.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void the_first_run_writes_and_the_second_finds_nothing_to_do() {
    Outcome first = homelab();
    Outcome second = homelab();

    assertThat(first.code()).isZero();
    assertThat(first.data()).isEmpty();
    assertThat(first.messages()).contains(" files created\nnext, once:\n");
    assertThat(second.messages())
        .contains(": nothing had to change in ")
        .doesNotContain("next", "kubectl");
    assertThat(out.resolve("homelab/kustomization.yaml")).isRegularFile();
  }

  @Test
  void a_run_that_changes_files_says_what_to_apply_and_what_to_build() throws IOException {
    homelab();
    Files.delete(out.resolve("homelab/namespace.yaml"));
    String apply = "  kubectl apply -k " + out + "/homelab\n";

    assertThat(homelab().messages())
        .contains("1 created, 0 updated, 0 deleted, ")
        .contains("next:\n" + apply);

    Files.delete(out.resolve("homelab/images/build.sh"));
    assertThat(homelab().messages())
        .contains("next:\n  " + out + "/homelab/images/build.sh\n" + apply);
  }

  @Test
  void the_verb_may_be_said() {
    assertThat(run("render", "--env", "homelab", "--out", out.toString()).code()).isZero();
    assertThat(homelab("--check").code()).isZero();
  }

  @Test
  void check_is_silent_about_data_when_all_is_well() {
    homelab();

    assertThat(homelab("--check")).extracting(Outcome::code, Outcome::data).containsExactly(0, "");
  }

  @Test
  void check_finds_any_byte_that_changed() throws IOException {
    homelab();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(out)) {
      files = walk.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).toList();
    }

    for (Path file : files) {
      byte[] before = Files.readAllBytes(file);
      byte[] after = before.clone();
      after[after.length / 2] ^= 1;
      Files.write(file, after);
      Outcome check = homelab("--check");
      assertThat(check.code()).as("%s changed", file).isEqualTo(1);
      assertThat(check.data()).contains(file.toString());
      assertThat(check.messages()).contains("--env homelab");
      Files.write(file, before);
    }
    assertThat(files).hasSizeGreaterThan(30);
    assertThat(homelab("--check").code()).isZero();
  }

  @Test
  void check_finds_a_missing_file() throws IOException {
    homelab();
    Files.delete(out.resolve("homelab/namespace.yaml"));

    assertThat(homelab("--check"))
        .extracting(Outcome::code, Outcome::data)
        .containsExactly(1, "+ " + out.resolve("homelab/namespace.yaml") + "\n");
  }

  @Test
  void a_dry_run_lists_and_writes_nothing() {
    Outcome run = homelab("--dry-run");

    assertThat(run.code()).isZero();
    assertThat(run.data()).contains("+ " + out.resolve("homelab/minio/service-minio.yaml"));
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void stdout_is_one_stream_of_objects_with_the_images_to_pull() throws IOException {
    Outcome run = homelab("--stdout");

    List<JsonNode> objects =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(run.data()).readAll();
    assertThat(objects)
        .extracting(o -> o.get("kind").asText())
        .contains("Namespace", "StatefulSet");
    assertThat(run.data())
        .contains("image: \"192.168.1.3:3000/binayakd/spark-aws:3.5.4\"")
        .doesNotContain("image: spark-aws");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void a_file_edited_by_hand_stops_the_run_before_anything_is_written() throws IOException {
    homelab();
    Path edited = out.resolve("homelab/namespace.yaml");
    Files.writeString(edited, "kind: Mine\n");
    Files.delete(out.resolve("homelab/README.md"));

    Outcome run = homelab();

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.messages())
        .isEqualTo(
            """
            error: nothing was written:
              %s was edited by hand
            say the edit in Java, or give it up with --force
            """
                .formatted(edited));
    assertThat(edited).hasContent("kind: Mine\n");
    assertThat(out.resolve("homelab/README.md")).doesNotExist();
  }

  @Test
  void force_gives_the_edit_up() throws IOException {
    homelab();
    Files.writeString(out.resolve("homelab/namespace.yaml"), "kind: Mine\n");

    assertThat(homelab("--force").code()).isZero();
    assertThat(homelab("--check").code()).isZero();
  }

  @Test
  void force_spares_what_was_never_ours() throws IOException {
    Path theirs = Files.createDirectories(out.resolve("homelab")).resolve("README.md");
    Files.writeString(theirs, "mine\n");

    Outcome run = homelab("--force");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.messages()).contains(theirs + " is in the way and not ours");
    assertThat(theirs).hasContent("mine\n");
  }

  @Test
  void a_wrong_name_suggests_the_near_one() {
    Outcome run = run("--env", "homelan");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.messages())
        .startsWith("error: no environment 'homelan'; did you mean 'homelab'? there is: ");
  }

  @Test
  void no_name_says_where_to_find_one() {
    assertThat(run())
        .isEqualTo(
            new Outcome(
                2,
                "",
                "error: no environment given; name one with --env, `list` shows which there are, or a"
                    + " file with --env-file\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--environment", "--chekc", "--env", "verify", "--env=", "--check --stdout"})
  void a_wrong_command_line_is_told_in_words(String words) {
    Outcome run = run(words.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.messages()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(run.data()).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Path file = Files.writeString(out.resolve("file"), "");

    Outcome run = run("--env", "homelab", "--out", file.toString());

    assertThat(run.code()).isEqualTo(5);
    assertThat(run.messages()).startsWith("error: " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "markdown", "sarif"})
  void verify_tells_what_it_found_in_the_form_asked_for(String form) {
    Outcome run = run("verify", "--env", "homelab", "-o", form);

    assertThat(run.code()).isZero();
    assertThat(run.data()).contains("homelab");
  }

  @ParameterizedTest
  @CsvSource({"json, ''", "sarif, /runs"})
  void verify_tells_of_several_environments_in_one_document(String form, String reports)
      throws IOException {
    Outcome run = run("verify", "--all-envs", "-o", form);

    JsonNode document =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(run.data());
    assertThat(document.at(reports)).hasSize(Environments.all().size());
  }

  @Test
  void verify_knows_no_other_form() {
    assertThat(run("verify", "--env", "homelab", "-o", "xml").code()).isEqualTo(2);
  }

  @Test
  void there_is_no_way_around_the_rules() {
    assertThat(homelab("--no-verify").code()).isEqualTo(2);
  }

  @Test
  void list_is_a_line_an_environment() {
    assertThat(run("list").data()).startsWith("homelab\t").endsWith("\n");
  }

  @Test
  void programs_read_lists_as_json() throws IOException {
    JsonNode environments = new ObjectMapper().readTree(run("list", "-o", "json").data());
    JsonNode images =
        new ObjectMapper().readTree(run("images", "-o", "json", "--env", "homelab").data());

    assertThat(environments.findValuesAsText("name")).containsExactly("homelab", "laptop", "cloud");
    assertThat(environments.at("/0/description").asText()).isNotEmpty();
    assertThat(images.findValuesAsText("purpose")).contains("pulled", "built", "base");
    assertThat(images.at("/0/image").asText()).contains(":");
  }

  @Test
  void help_of_a_verb_is_what_the_verb_says_of_itself() {
    assertThat(run("help", "diff").data())
        .contains("--fail-on")
        .isEqualTo(run("diff", "--help").data());
    assertThat(run("help", "nosuch").code()).isEqualTo(2);
  }

  @Test
  void the_quiet_say_nothing_but_errors() {
    assertThat(homelab("-q").messages()).isEmpty();
    assertThat(homelab("--check", "--quiet"))
        .satisfies(check -> assertThat(check.code()).isZero())
        .satisfies(check -> assertThat(check.messages()).isEmpty());
    assertThat(run("-q", "--env", "homlab").messages()).startsWith("error: ");
    assertThat(run("list", "-q").data()).contains("homelab\t");
  }

  @Test
  void help_tells_exit_codes_and_examples() {
    assertThat(run("--help").data())
        .contains("Exit codes:")
        .contains("  4    files were edited by hand")
        .contains("java -jar render.jar --env homelab --check");
  }

  @Test
  void version_is_a_line() {
    assertThat(run("--version").data()).matches("sparkstead .+\n");
  }

  @Test
  void a_graph_is_drawn_to_standard_output_and_nowhere_else() {
    Outcome mermaid = run("graph", "--env", "homelab");

    assertThat(mermaid).extracting(Outcome::code, Outcome::messages).containsExactly(0, "");
    assertThat(mermaid.data()).startsWith("flowchart LR\n").doesNotContain("smoke");
    assertThat(run("graph", "--env", "homelab", "-o", "DOT").data())
        .startsWith("digraph \"spark\"");
    assertThat(run("graph", "--env", "homelab", "--output=svg").data()).endsWith("</svg>\n");
    assertThat(run("graph", "--env", "homelab", "--all").data()).contains("smoke, smoke test");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void a_graph_of_no_environment_or_in_no_form_is_a_matter_of_usage() {
    assertThat(run("graph")).extracting(Outcome::code, Outcome::data).containsExactly(2, "");
    assertThat(run("graph", "--env", "homelab", "-o", "png"))
        .satisfies(png -> assertThat(png.code()).isEqualTo(2))
        .satisfies(png -> assertThat(png.messages()).contains("png", "mermaid, dot, svg"));
    assertThat(run("graph", "--all-envs", "--env", "homelab").code()).isEqualTo(2);
  }

  @Test
  void secrets_are_strong_and_different_each_time() {
    Outcome first = run("secrets", "--env", "homelab");
    Outcome second = run("secrets", "--env", "homelab");

    assertThat(first.code()).isZero();
    assertThat(first.data())
        .containsPattern("token: \"?[A-Za-z0-9]{48}\"?\n")
        .containsPattern("aws_secret_access_key = [A-Za-z0-9]{40}\n")
        .isNotEqualTo(second.data());
  }

  @Test
  void one_secret_can_be_asked_for_by_name() {
    Outcome one = run("secrets", "--env", "homelab", "--name", "minio-root");

    assertThat(one.data()).contains("name: minio-root").doesNotContain("jupyter", "---");
    assertThat(one.messages()).startsWith("1 Secret with fresh values; no copy is kept; create");
    assertThat(run("secrets", "--env", "homelab", "--name", "nobody"))
        .extracting(Outcome::code, Outcome::data)
        .containsExactly(2, "");
  }

  @Test
  void a_run_understood_quickly_is_the_run_picocli_would_have_made() {
    String[][] lines = {
      {"--env", "homelab"},
      {"--env", "homelab", "--out", "elsewhere"},
      {"--out", "elsewhere", "--env", "homelab", "--env", "homelab"},
      {"--env", "homelab", "--check"},
      {"--dry-run", "--env", "homelab"},
      {"--env", "homelab", "--stdout"},
      {"--env", "homelab", "--force"},
      {"--all-envs"},
    };
    for (String[] args : lines) {
      RenderCommand command =
          new RenderCommand(
              new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
      new picocli.CommandLine(command).parseArgs(args);
      assertThat(RenderRun.plain(args)).as(String.join(" ", args)).contains(command.asked());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--env",
        "--env --check",
        "--env=homelab",
        "--help",
        "--env homelab --check --stdout"
      })
  void whatever_is_not_plain_is_left_to_picocli(String words) {
    assertThat(RenderRun.plain(words.split(" "))).isEmpty();
  }
}
