package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb {@code explain}. Whether what it tells is right: {@code RandomLinesTest}. */
class ExplainCommandTest {

  private static final String CLAIM = "minio/persistentvolumeclaim-minio-pvc.yaml";
  private static final String SAID = ".storeDisk(gibibytes(50))";

  @TempDir private Path folder;

  private record Outcome(int code, String data, String messages) {}

  private static Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), args);
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome explain(String what, String... more) {
    List<String> args = new ArrayList<>(List.of("explain", what, "--out", out()));
    args.addAll(Arrays.asList(more));
    return run(args.toArray(String[]::new));
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private void render(String name) {
    assertThat(run("--env", name, "--out", out()).code()).isZero();
  }

  /** Where {@code text} stands in a file of the rendered tree. */
  private String place(String path, String text) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("out").resolve(path));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return out() + "/" + path + ":" + (i + 1);
      }
    }
    throw new AssertionError(path + " has no " + text);
  }

  @Test
  void a_line_is_told_with_its_component_its_java_and_its_rules() throws IOException {
    render("homelab");

    Outcome told = explain(place("homelab/" + CLAIM, "storage: 50Gi"));

    assertThat(told.code()).isZero();
    assertThat(told.data())
        .contains(":18  storage: 50Gi\n", "  component  Minio 'minio'\n", "  patch      none\n")
        .containsPattern("said by    Homelab\\.java:\\d+  \\.storeDisk\\(gibibytes\\(50\\)\\)\n")
        .containsPattern("there by   Homelab\\.java:\\d+  \\.minio\\(")
        .containsPattern("rules      [A-Z]{3}-\\d\\d  ");
  }

  @Test
  void a_default_is_told_with_the_call_that_would_change_it() throws IOException {
    render("homelab");

    assertThat(explain(place("homelab/jupyter/statefulset-jupyter.yaml", "memory: 3Gi")).data())
        .contains("nobody's Java: a default of the component; change it by notebookSize(…)")
        .containsPattern("there by   Homelab\\.java:\\d+  return new Workbench\\(");
  }

  @Test
  void a_line_of_a_properties_file_is_told_by_itself_and_not_by_its_neighbours()
      throws IOException {
    render("laptop");

    Outcome told =
        explain(
            place(
                "laptop/jupyter/configmap-jupyter-spark-conf.yaml", "spark.sql.shuffle.partitions"),
            "-o",
            "json");

    JsonNode json = new ObjectMapper().readTree(told.data());
    assertThat(json.get("saidBy")).hasSize(1);
    assertThat(json.get("saidBy").get(0).get("source").asText())
        .isEqualTo(".conf(\"spark.sql.shuffle.partitions\", 8)");
    assertThat(json.get("isDefault").asBoolean()).isFalse();
    assertThat(json.get("rules").findValuesAsText("rule")).isNotEmpty();
  }

  @Test
  void a_file_of_an_image_is_told_likewise() throws IOException {
    render("homelab");

    assertThat(explain(place("homelab/images/spark-aws/Dockerfile", "3.5.4")).data())
        .contains("component  image 'spark-aws'", "this(SparkReleases.version(\"3.5.4\"))");
  }

  @Test
  void a_whole_file_is_told_without_a_line() {
    assertThat(explain("homelab/jupyter/service-jupyter.yaml").data())
        .contains(".notebookExposure(new MetalLb(\"192.168.1.7\"))", "component  Jupyter 'jupyter'")
        .containsPattern("rules      [A-Z]{3}-\\d\\d  ");
  }

  @Test
  void a_line_of_java_leads_to_the_lines_it_makes() throws IOException {
    render("homelab");
    JsonNode json =
        new ObjectMapper()
            .readTree(explain(place("homelab/" + CLAIM, "storage: 50Gi"), "--output=json").data());
    int line = json.get("saidBy").get(0).get("line").asInt();

    assertThat(explain("Homelab.java:" + line).data())
        .startsWith("Homelab.java:" + line + "  " + SAID + "\n  says 1 line\n")
        .endsWith("homelab/" + CLAIM + ":18  storage: 50Gi\n");
    assertThat(explain("Homelab.java:1").data()).contains("makes no line of the tree");
  }

  @ParameterizedTest
  @ValueSource(strings = {"homelab/%s", "%s", "./homelab/jupyter/../%s"})
  void a_path_is_taken_as_people_type_it(String typed) {
    assertThat(explain(typed.formatted(CLAIM) + ":18", "-e", "homelab").data()).contains(SAID);
  }

  @Test
  void the_tree_around_a_file_says_which_environment_it_is() {
    render("homelab");

    Outcome told = run("explain", out() + "/homelab/" + CLAIM + ":18");

    assertThat(told.data()).contains(SAID);
  }

  @Test
  void a_rule_is_told_as_its_page_has_it() throws IOException {
    String page = Files.readString(Path.of("../docs/rules.md"));

    Outcome told = explain("ref-01");

    assertThat(told.code()).isZero();
    assertThat(told.data())
        .contains("REF-01  A Service selects pods of the stack\n", "docs/rules.md#ref-01")
        .contains("error: nothing is written", "Without an endpoint every connection");
    assertThat(page).contains("<a id=\"ref-01\"></a>\n### REF-01 A Service selects pods");
    assertThat(new ObjectMapper().readTree(explain("REF-01", "-o", "json").data()).get("fix"))
        .isNotNull();
  }

  @Test
  void the_page_shows_what_is_told() throws IOException {
    String page = Files.readString(Path.of("../docs/explain.md"));

    assertThat(page)
        .contains("```text\n" + run("explain", "out/homelab/" + CLAIM + ":18").data() + "```")
        .contains("```text\n" + run("explain", "Homelab.java:69").data() + "```");
    for (String option : List.of("--env=NAME", "--env-file=FILE", "--only", "--out=DIR", "-o")) {
      assertThat(page).contains(option);
    }
  }

  private Path mylab(String more) throws IOException {
    String text = Template.teaching().called(DnsLabel.of("mylab"));
    int stack = text.lastIndexOf(".stack()");
    return Files.writeString(
        folder.resolve("mylab.java"),
        text.substring(0, stack + ".stack()".length())
            + more
            + text.substring(stack + ".stack()".length()));
  }

  @Test
  void a_file_of_ones_own_is_told_with_its_patch() throws IOException {
    Path file =
        mylab(
            "\n.patchedBy(io.sparkstead.stack.patch.MergePatch.ofYaml(\"StatefulSet\", \"jupyter\",\n"
                + "\"\"\"\nspec:\n  minReadySeconds: 7\n\"\"\"))");
    assertThat(run("--env-file", file.toString(), "--out", out()).messages()).contains("created");
    String place = place("mylab/jupyter/statefulset-jupyter.yaml", "minReadySeconds: 7");

    Outcome told = explain(place, "--env-file", file.toString());

    assertThat(told.data())
        .containsPattern("said by    mylab\\.java:\\d+  minReadySeconds: 7\n")
        .containsPattern("patch      patch of StatefulSet jupyter  mylab\\.java:\\d+\n");
    String line = told.data().replaceFirst("(?s).*mylab\\.java:(\\d+)  minReady.*", "$1");
    assertThat(explain(file + ":" + line).data()).contains("minReadySeconds: 7", "says 1 line");
    assertThat(explain(place))
        .extracting(Outcome::code, Outcome::messages)
        .satisfies(
            all -> {
              assertThat(all.get(0)).isEqualTo(2);
              assertThat(String.valueOf(all.get(1))).contains("--env-file");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "homelab/minio/persistentvolumeclaim-minio-pvc.yaml:99 | has lines 1 to ",
        "homelab/minio/persistentvolumeclaim-minio-pvc.yaml:0 | has lines 1 to ",
        "homelab/minio/persistentvolumeclaim-minio-pv.yaml:1 | did you mean minio/persist",
        "homelab/images.lock:1 | is not one of the ",
        "homelap/namespace.yaml:1 | did you mean homelab?",
        "Homelab.java:999 | has lines 1 to ",
        "Homelab.java | say which, as Homelab.java:1",
        "Nobody.java:3 | no file 'Nobody.java'",
        "REF-99 | no rule is called 'REF-99'; did you mean REF-",
        "QQQ-77 | no rule is called 'QQQ-77'; docs/rules.md has all ",
        "'' | is no file, no FILE:LINE and no rule",
      })
  void what_is_nothing_is_a_wrong_command_line_and_told(String what, String told) {
    Outcome outcome = explain(what);

    assertThat(outcome.code()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.data()).isEmpty();
    assertThat(outcome.messages()).contains(told);
  }

  @Test
  void an_old_tree_is_not_explained_by_what_is_rendered_today() throws IOException {
    render("homelab");
    Path file = folder.resolve("out/homelab").resolve(CLAIM);
    Files.writeString(file, Files.readString(file).replace("50Gi", "40Gi"));

    Outcome outcome = explain(file + ":18");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.messages())
        .contains("is not what Homelab.java makes today: line 18 is another; render it first");
  }

  @Test
  void java_that_this_program_was_not_built_of_is_not_explained() throws IOException {
    Path file = Files.writeString(folder.resolve("Homelab.java"), "class Homelab {}\n");

    assertThat(explain(file + ":1"))
        .extracting(Outcome::code, Outcome::messages)
        .satisfies(all -> assertThat(all.toString()).contains("2", "build it first", "--env-file"));
  }
}
