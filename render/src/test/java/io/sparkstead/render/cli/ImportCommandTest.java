package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.render.cli.outcome.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code import} writes, prints and exits with. */
class ImportCommandTest {

  private static final String JOB =
      """
      apiVersion: sparkoperator.k8s.io/v1beta2
      kind: SparkApplication
      metadata:
        name: count
        namespace: spark
      spec:
        type: Python
        mode: cluster
        mainApplicationFile: local:///opt/spark/examples/src/main/python/wordcount.py
        arguments: ["/opt/spark/examples/src/main/python/wordcount.py"]
        sparkVersion: 4.1.2
        driver: {cores: 1, memory: 1g}
        executor: {cores: 2, instances: 3, memory: 2g}
      """;

  @TempDir private Path folder;

  private final StringWriter data = new StringWriter();
  private final StringWriter messages = new StringWriter();

  private int run(String input, String... args) {
    PrintWriter err = new PrintWriter(messages, true);
    ImportCommand command =
        new ImportCommand(
            new PrintWriter(data, true),
            err,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            folder);
    return new CommandLine(command)
        .setExecutionExceptionHandler((e, line, parsed) -> Failure.tell(e, err, false))
        .execute(args);
  }

  @Test
  void what_comes_through_standard_input_becomes_a_file_and_differences_exit_with_1()
      throws IOException {
    assertThat(run(JOB, "-", "--name", "jobs")).isEqualTo(1);

    assertThat(Files.readString(folder.resolve("jobs.java")))
        .contains("final class Jobs implements Environment")
        .contains(".allocation(3, 3, 3)");
    assertThat(data.toString())
        .contains("  stdin:1 SparkApplication count apiVersion, kind: a Job of Kubernetes")
        .contains("0 not carried");
    assertThat(messages.toString()).contains("next, look for GUESS in it, then:");
  }

  @Test
  void each_value_is_told_to_programs_with_its_line() throws IOException {
    run(JOB, "-", "-o", "json");

    JsonNode told = new ObjectMapper().readTree(data.toString());
    assertThat(told.path("fields")).hasSize(14);
    assertThat(told.path("fields").path(2).path("place").asText()).isEqualTo("stdin:4");
    assertThat(told.path("fields").path(2).path("fate").asText()).isEqualTo("carried");
    assertThat(told.path("differences")).isNotEmpty();
  }

  @Test
  void a_file_that_is_there_is_replaced_by_force_alone() throws IOException {
    Path mine = Files.writeString(folder.resolve("jobs.java"), "mine");

    assertThat(run(JOB, "-", "--name", "jobs")).isEqualTo(4);
    assertThat(mine).hasContent("mine");
    assertThat(messages.toString()).contains("is there already; give another --name");

    assertThat(run(JOB, "-", "--name", "jobs", "--force")).isEqualTo(1);
    assertThat(mine).content().contains("final class Jobs");
  }

  @Test
  void what_is_no_yaml_is_refused_with_its_line_and_nothing_is_written() {
    assertThat(run("kind: [a\nb: c\n", "-")).isEqualTo(2);

    assertThat(messages.toString()).startsWith("error: stdin:2: no YAML: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_key_that_is_there_twice_is_refused() {
    assertThat(run("apiVersion: v1\nkind: Pod\nkind: Service\n", "-")).isEqualTo(2);

    assertThat(messages.toString()).contains("stdin:3: no YAML: Duplicate field 'kind'");
  }

  @Test
  void a_template_of_helm_is_refused_with_what_to_give_instead() {
    assertThat(run("metadata:\n  name: {{ .Release.Name }}-spark\n", "-")).isEqualTo(2);

    assertThat(messages.toString()).contains("give what `helm template` makes of it");
  }

  @Test
  void a_file_that_is_too_large_is_refused_by_its_name() throws IOException {
    Path given = Files.createDirectory(folder.resolve("given"));
    Files.writeString(given.resolve("huge.yaml"), "a: b\n".repeat(700_000));

    assertThat(run("", given.toString(), "--name", "mine")).isEqualTo(2);

    assertThat(messages.toString()).startsWith("error: huge.yaml has more than 3 MiB");
    assertThat(folder.resolve("mine.java")).doesNotExist();
  }

  @Test
  void anchors_that_unfold_without_end_are_refused() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append("%s: &%s [".formatted(c, c))
          .append((before + ", ").repeat(8))
          .append(before)
          .append("]\n");
    }

    assertThat(run(bomb.toString(), "-")).isEqualTo(2);

    assertThat(messages.toString()).contains("says more by its anchors than is read");
  }

  @Test
  void a_folder_without_manifests_is_refused() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "nothing");

    assertThat(run("", folder.toString(), "--name", "mine")).isEqualTo(2);

    assertThat(messages.toString()).contains("has no manifest, no spark-defaults.conf");
  }

  @Test
  void a_name_that_ships_is_refused() {
    assertThat(run(JOB, "-", "--name", "homelab")).isEqualTo(2);

    assertThat(messages.toString()).contains("'homelab' ships with this program");
  }

  @Test
  void what_a_rule_refuses_is_written_and_told_with_exit_code_3() {
    String missing = JOB.replace("wordcount.py", "nowhere.py");

    assertThat(run(missing, "-", "--name", "jobs")).isEqualTo(3);

    assertThat(folder.resolve("jobs.java")).exists();
    assertThat(data.toString()).contains("Refused as it is\n  error IMG-15: ");
  }

  @Test
  void no_secret_is_written_or_printed() throws IOException {
    String secrets =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: login, namespace: spark}
        stringData: {password: Tr0ub4dor}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: own, namespace: spark}
        data:
          db.password: hunter2hunter2
          url: jdbc:postgresql://ann:correcthorse@db.example.org/x
        """;
    for (String form : new String[] {"text", "json"}) {
      run(JOB + "---\n" + secrets, "-", "--name", "jobs", "--force", "-o", form);
    }

    assertThat(Files.readString(folder.resolve("jobs.java")) + data + messages)
        .contains("it holds a secret in clear")
        .contains("no value of a Secret is carried")
        .doesNotContain("Tr0ub4dor")
        .doesNotContain("hunter2")
        .doesNotContain("correcthorse");
  }
}
