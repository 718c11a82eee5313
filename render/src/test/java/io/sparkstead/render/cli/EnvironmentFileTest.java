package io.sparkstead.render.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.LongForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --env-file}, in good and bad hands. */
class EnvironmentFileTest {

  private static final String GOOD = LongForm.template().called(DnsLabel.of("mylab"));
  private static final String STACK = "    Namespace spark = new Namespace(\"spark\");\n";
  private static final String DISKS = "StorageClass.clusterDefault()";

  @TempDir private Path folder;
  private Path out;
  private Path file;

  private record Outcome(int code, String data, String messages) {}

  @BeforeEach
  void beginWithAGoodFile() throws IOException {
    out = Files.createDirectory(folder.resolve("out"));
    file = folder.resolve("mylab.java");
    Files.writeString(file, GOOD);
  }

  private static Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), args);
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome render(String... more) {
    List<String> args =
        new ArrayList<>(List.of("--env-file", file.toString(), "--out", out.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** What a run says of the good file with {@code part} replaced; nothing may be written. */
  private String refusal(String part, String replacement) throws IOException {
    assertThat(GOOD).contains(part);
    Files.writeString(file, GOOD.replace(part, replacement));
    Outcome run = render();
    assertThat(run.code()).as(run.messages()).isEqualTo(3);
    assertThat(run.messages()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(out).isEmptyDirectory();
    return run.messages();
  }

  private static long lineOf(String part) {
    return GOOD.substring(0, GOOD.indexOf(part)).lines().count();
  }

  @Test
  void a_file_is_rendered_like_an_environment_that_ships() {
    assertThat(render()).extracting(Outcome::code, Outcome::data).containsExactly(0, "");
    assertThat(out.resolve("mylab/kustomization.yaml")).isRegularFile();
    assertThat(render("--check").code()).isZero();
  }

  @Test
  void a_lock_of_python_packages_is_found_beside_the_file() throws IOException {
    String given =
        "io.sparkstead.stack.image.PythonPackages.beside(getClass(), \"requirements.lock\")";
    Files.writeString(file, GOOD.replace(STACK, STACK + "    var packages = " + given + ";\n"));

    assertThat(render())
        .satisfies(
            run -> {
              assertThat(run.code()).isEqualTo(3);
              assertThat(run.messages())
                  .contains("there is no file requirements.lock beside Mylab; packages --lock");
            });
    Files.writeString(
        folder.resolve("requirements.lock"), "duckdb==2.0.0 --hash=sha256:" + "a".repeat(64));
    assertThat(render().code()).isZero();
  }

  @Test
  void every_verb_takes_a_file() {
    String path = file.toString();
    assertThat(run("verify", "--env-file", path).data()).contains("mylab: 0 errors");
    assertThat(run("secrets", "--env-file", path).data()).contains("name: seaweedfs-spark");
    assertThat(run("images", "--env-file", path, "--out", out.toString()).data())
        .contains("registry.example.org/spark/spark-aws:4.1.2\tbuilt");
    assertThat(run("secrets", "--env-file", path, "--env", "homelab"))
        .isEqualTo(
            new Outcome(
                2, "", "error: 2 environments given; this verb takes one, run it for each\n"));
  }

  @Test
  void its_page_names_the_file_in_its_commands() throws IOException {
    render();

    assertThat(out.resolve("mylab/README.md"))
        .content()
        .contains("secrets --env-file mylab.java | kubectl create -f -")
        .doesNotContain("--env mylab");
  }

  @Test
  void a_stale_tree_is_told_the_command_that_renders_the_file() throws IOException {
    render();
    Files.delete(out.resolve("mylab/namespace.yaml"));

    assertThat(render("--check").messages()).contains(" --env-file mylab.java");
  }

  @Test
  void a_call_whose_result_is_dropped_is_told_with_its_line() throws IOException {
    String dropped = "    StorageClass.named(\"fast\");\n    DnsLabel.of(\"x\");\n";

    assertThat(refusal(STACK, STACK + dropped))
        .contains("mylab.java:" + (lineOf(STACK) + 2) + ": what named(…) gives is used by nobody")
        .contains("mylab.java:" + (lineOf(STACK) + 3) + ": what of(…) gives")
        .contains("write bench = bench.named(…)")
        .doesNotContain("environments(");
  }

  @Test
  void a_result_that_a_loop_drops_is_told_too() throws IOException {
    String loops =
        """
            java.util.List.of("a").forEach(name -> DnsLabel.of(name));
            java.util.List.of("a").forEach(DnsLabel::of);
            java.util.List.of("a").stream().map(DnsLabel::of).toList();
        """;

    assertThat(refusal(STACK, STACK + loops))
        .contains("mylab.java:" + (lineOf(STACK) + 2) + ": what of(…) gives is used by nobody")
        .contains("mylab.java:" + (lineOf(STACK) + 3) + ": what of(…) gives")
        .doesNotContain("mylab.java:" + (lineOf(STACK) + 4));
  }

  @Test
  void a_type_error_is_shown_at_its_line_with_a_caret_and_a_hint() throws IOException {
    assertThat(refusal(DISKS, "\"fast\""))
        .isEqualTo(
            """
            error: %1$s does not compile
            %1$s:%2$d:26: incompatible types: java.lang.String cannot be converted to io.sparkstead.dsl.kube.StorageClass
                  StorageClass disks = "fast";
                                       ^
              hint: make one by StorageClass.clusterDefault() or StorageClass.named(String)
            """
                .formatted(file, lineOf("StorageClass disks")));
  }

  @Test
  void a_type_without_its_import_is_told_the_import() throws IOException {
    assertThat(refusal("import io.sparkstead.dsl.kube.Claim;\n", ""))
        .contains("cannot find symbol", "  hint: add: import io.sparkstead.dsl.kube.Claim;\n");
  }

  @ParameterizedTest
  @CsvSource({
    "MetalLb lb, io.sparkstead.dsl.kube.Exposure.MetalLb",
    "Scheduler.Kueue queue, io.sparkstead.stack.schedule.Scheduler",
    "Program.Python job, io.sparkstead.stack.component.Submission.Program",
    "ConfigMap map, io.fabric8.kubernetes.api.model.ConfigMap",
    "Optional<String> perhaps, java.util.Optional",
    "'Map.Entry<String, String> entry', java.util.Map",
    "URI address, java.net.URI",
    "io.sparkstead.kube.Probes probes, io.sparkstead.dsl.kube.Probes"
  })
  void a_type_that_is_not_imported_is_told_the_import(String field, String type)
      throws IOException {
    assertThat(refusal("Environment {\n", "Environment {\n  " + field + ";\n"))
        .contains("  hint: add: import " + type + ";\n");
  }

  @Test
  void a_name_that_several_types_have_is_told_each_import() throws IOException {
    assertThat(refusal("Environment {\n", "Environment {\n  Taint taint;\n"))
        .contains(
            "  hint: add: import io.sparkstead.stack.schedule.Taint;"
                + " or import io.fabric8.kubernetes.api.model.Taint;\n");
  }

  @Test
  void a_type_that_no_file_may_import_is_told_no_import() throws IOException {
    assertThat(refusal("Environment {\n", "Environment {\n  SealedSlot slot;\n"))
        .contains("class SealedSlot")
        .doesNotContain("hint:");
  }

  @Test
  void a_misspelt_type_is_told_the_near_one() throws IOException {
    assertThat(refusal("    EventLog events", "    EvntLog events"))
        .contains("  hint: did you mean EventLog? it is io.sparkstead.stack.storage.EventLog\n");
  }

  @Test
  void ten_errors_are_shown_and_the_rest_counted() throws IOException {
    assertThat(refusal(STACK, many())).containsPattern("\nand \\d+ more\n");
  }

  private static String many() {
    StringBuilder many = new StringBuilder(STACK);
    for (int i = 0; i < 12; i++) {
      many.append("    int wrong").append(i).append(" = \"\";\n");
    }
    return many.toString();
  }

  @Test
  void a_public_class_of_another_name_would_compile_nowhere_else_either() throws IOException {
    assertThat(refusal("final class Mylab", "public final class Mylab"))
        .contains("hint: leave `public` out, or name the file after the class");
  }

  @Test
  void a_file_without_an_environment_is_refused() throws IOException {
    assertThat(refusal(GOOD, "final class Empty {}\n"))
        .isEqualTo(
            "error: "
                + file
                + " has no class that implements io.sparkstead.overlays.Environment; add one,"
                + " `init` writes an example\n");
  }

  @Test
  void a_file_with_two_environments_is_refused() throws IOException {
    String second = GOOD.substring(GOOD.indexOf("final class Mylab")).replace("Mylab", "Other");

    assertThat(refusal(GOOD, GOOD + second)).contains("has 2 environments, Mylab and Other;");
  }

  @Test
  void an_environment_that_cannot_be_made_says_how_it_could() throws IOException {
    assertThat(refusal("Environment {\n", "Environment {\n  Mylab(int size) {}\n"))
        .contains("class Mylab cannot be made", "constructor without parameters");
  }

  @Test
  void a_name_that_ships_is_taken() throws IOException {
    assertThat(refusal("DnsLabel.of(\"mylab\")", "DnsLabel.of(\"homelab\")"))
        .contains("names its environment 'homelab', which is one that ships");
  }

  @Test
  void two_environments_of_one_name_are_refused() throws IOException {
    Path copy = Files.writeString(folder.resolve("copy.java"), GOOD);

    Outcome run = render("--env-file", copy.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.messages()).contains("error: two environments are named 'mylab', and one's");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void a_value_that_is_refused_is_told_with_the_line_of_the_file() throws IOException {
    assertThat(refusal(DISKS, "StorageClass.named(\"Fast Disks\")"))
        .contains("'Fast Disks' is not a DNS label")
        .endsWith("\n  at mylab.java:" + lineOf("StorageClass disks") + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    java.util.Objects.requireNonNull(null, \"too early\");\n",
        "    stack(lock);\n",
        "    assert false;\n    if (true) throw new AssertionError();\n",
        "    if (true) throw new IllegalStateException(new RuntimeException());\n"
      })
  void an_environment_that_throws_is_told_with_its_line(String throwing) throws IOException {
    assertThat(refusal(STACK, throwing + STACK))
        .startsWith("error: the environment fails with java.lang.")
        .containsPattern("\n  at mylab\\.java:\\d+\n");
  }

  @Test
  void a_constant_that_throws_is_told_with_its_line() throws IOException {
    String head = "Environment {\n";
    assertThat(refusal(head, head + "  static final int ZERO = 1 / Integer.parseInt(\"0\");\n"))
        .contains("java.lang.ArithmeticException: / by zero\n  at mylab.java:");
    assertThat(refusal(head, head + "  static final DnsLabel BAD = DnsLabel.of(\"\");\n"))
        .contains("is not a DNS label", "\n  at mylab.java:");
  }

  @Test
  void null_is_no_stack() throws IOException {
    assertThat(refusal(STACK, "    if (true) return null;\n" + STACK))
        .contains("stack(lock) gives null");
  }

  @Test
  void a_finding_names_the_line_of_the_file() throws IOException {
    assertThat(refusal("new DynamicAllocation(1, 1, 2)", "new DynamicAllocation(1, 1, 90)"))
        .contains("error DYN-")
        .containsPattern("\n {2}by mylab\\.java:\\d+\n");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThat(run("--env-file", "nowhere.java"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "error: no file 'nowhere.java'; name one that is there, `init` writes one\n"));
  }

  @Test
  void a_file_in_another_encoding_is_refused() throws IOException {
    Files.writeString(file, GOOD.replace("a small cluster", "ein grünes Haus"), ISO_8859_1);

    assertThat(render())
        .isEqualTo(new Outcome(3, "", "error: " + file + " is not UTF-8; save it as that\n"));
  }

  @Test
  void a_mark_at_the_beginning_is_no_part_of_it() throws IOException {
    Files.writeString(file, "\uFEFF" + GOOD);

    assertThat(render().code()).isZero();
  }

  @Test
  void of_a_line_without_end_what_is_near_the_error_is_shown() throws IOException {
    String numbers = "1, ".repeat(100_000);
    String told = refusal(STACK, "    List.of(" + numbers + "wrong, " + numbers + "2);\n" + STACK);

    assertThat(told).contains("cannot find symbol", "1, wrong, 1, ").hasSizeLessThan(4000);
    assertThat(told.lines().filter(line -> line.endsWith("^")).findFirst().orElse(""))
        .hasSize(2 + 120 + 1);
  }

  @Test
  void a_message_of_javac_without_end_is_cut() throws IOException {
    String type = "Map<".repeat(2000) + "String" + ">".repeat(2000);

    assertThat(refusal(STACK, "    java.util.List<" + type + "> a = 1;\n" + STACK))
        .hasSizeLessThan(40_000);
  }

  @Test
  void what_does_something_in_a_terminal_is_shown_instead() throws IOException {
    String told = refusal(DISKS, "StorageClass.named(\"\\033[31mred\\7\\u009bm\")");

    assertThat(told).contains("\\u001b[31mred\\u0007\\u009bm").matches("[\\n -~…]*");
    assertThat(refusal(DISKS, "\u001b[2Jnothing")).doesNotContain("\u001b").contains("\\u001b[2J");
  }

  @Test
  void a_file_that_it_reads_itself_and_does_not_find_is_its_own_affair() throws IOException {
    String reads =
        """
        Environment {
          Mylab() throws java.io.IOException {
            java.nio.file.Files.readString(java.nio.file.Path.of("none"));
          }
        """;
    assertThat(refusal("Environment {\n", reads))
        .contains("the environment fails with java.nio.file.NoSuchFileException: none\n  at mylab")
        .containsPattern("\n  at mylab\\.java:\\d+\n");
  }

  @Test
  void an_error_of_the_disk_that_it_throws_itself_is_none_of_ours() throws IOException {
    String sneaky =
        """
        Environment {
          @SuppressWarnings("unchecked")
          static <T extends Throwable> void sneak(Throwable t) throws T {
            throw (T) t;
          }

          { sneak(new java.io.IOException("no lab")); }
        """;
    assertThat(refusal("Environment {\n", sneaky))
        .contains("the environment fails with java.io.IOException: no lab\n  at mylab.java:");
  }

  @Test
  void a_class_of_ours_by_name_is_still_the_files_own() throws IOException {
    Path homelab = folder.resolve("Homelab.java");
    Files.writeString(
        homelab, "package io.sparkstead.overlays;\n" + GOOD.replace("Mylab", "Homelab"));

    assertThat(run("verify", "--env-file", homelab.toString()).data()).contains("mylab: 0 errors");
  }
}
