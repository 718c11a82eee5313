package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.CommandLineInterface;
import io.sparkstead.render.source.LongForm;
import io.sparkstead.render.source.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** From an empty folder to a tree, as a person goes. */
class InitTest {

  private static final MainProcess JAVA = new MainProcess(List.of(), Map.of());

  @TempDir private Path folder;

  @Test
  void from_an_empty_folder_two_commands_write_a_tree_that_verifies()
      throws IOException, InterruptedException {
    MainProcess.Outcome init = JAVA.run(folder, "init", "mylab");
    assertThat(init.messages())
        .isEqualTo(
            """
            mylab.java: an environment to change as you like
            next, look for GUESS in it, then:
              java -jar render.jar --env-file mylab.java
            """);

    MainProcess.Outcome render = JAVA.run(folder, "--env-file", "mylab.java");
    assertThat(render.code()).as(render.messages()).isZero();
    assertThat(render.messages())
        .endsWith(
            """
            next, once:
              out/mylab/images/build.sh
              kubectl apply -f out/mylab/namespace.yaml
              java -jar render.jar secrets --env-file mylab.java | kubectl create -f -
            then, and after every change:
              kubectl apply -k out/mylab
            then ask whether it works:
              kubectl apply -k out/mylab/smoke
            out/mylab/README.md says more
            """);
    assertThat(folder.resolve("out/mylab/README.md"))
        .content()
        .contains("\nsparkstead secrets --env-file mylab.java | kubectl create -f -\n");
    assertThat(folder.resolve("out/mylab/kustomization.yaml")).isRegularFile();
    assertThat(JAVA.run(folder, "verify", "--env-file", "mylab.java").data())
        .endsWith("mylab: 0 errors, 1 warning, 0 notes\n");
  }

  @Test
  void a_file_that_is_there_is_never_replaced() throws IOException, InterruptedException {
    Path mine = Files.writeString(folder.resolve("mylab.java"), "mine");

    MainProcess.Outcome init = JAVA.run(folder, "init", "mylab");

    assertThat(init.code()).isEqualTo(4);
    assertThat(init.messages())
        .isEqualTo("error: mylab.java is there already; give another name, or move it away\n");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void a_name_that_will_not_do_writes_nothing() throws IOException, InterruptedException {
    for (List<String> args :
        List.of(
            List.of("init", "My Lab"),
            List.of("init", "../lab"),
            List.of("init", "homelab"),
            List.of("init", "con"),
            List.of("init", "mylab", "--like", "homelap"),
            List.of("init"))) {
      MainProcess.Outcome init = JAVA.run(folder, args.toArray(String[]::new));
      assertThat(init.code()).as("%s: %s", args, init.messages()).isEqualTo(2);
      assertThat(init.messages()).startsWith("error: ").doesNotContain("\tat ");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java"))).isEmpty();
    }
  }

  @Test
  void a_java_without_a_compiler_is_told_to_be_a_jdk() throws IOException, InterruptedException {
    JAVA.run(folder, "init", "mylab");

    MainProcess.Outcome render =
        new MainProcess(List.of("--limit-modules", "java.se,jdk.unsupported"), Map.of())
            .run(folder, "--env-file", "mylab.java");

    assertThat(render.code()).isEqualTo(2);
    assertThat(render.messages())
        .startsWith("error: this Java (")
        .endsWith(") has no compiler for mylab.java; run with the java of a JDK, 17 or later\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Else a copy of a new environment could fail to compile, and nobody would know. */
  @TestFactory
  Stream<DynamicTest> every_environment_can_be_begun_with() {
    return Environments.all().stream()
        .map(
            environment ->
                dynamicTest(
                    environment.name().text(), () -> verifies(Template.of(environment), "my-own")));
  }

  /** Names whose class would hide another, and one with a hyphen. */
  @TestFactory
  Stream<DynamicTest> any_name_will_do() {
    return Stream.of("minio", "string", "environment", "my-lab", "m")
        .map(name -> dynamicTest(name, () -> verifies(Template.teaching(), name)));
  }

  private void verifies(Template template, String name) throws IOException {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, template.called(DnsLabel.of(name)));
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();

    int code =
        CommandLineInterface.run(
            new PrintWriter(data),
            new PrintWriter(messages),
            "verify",
            "--env-file",
            file.toString());

    assertThat(code).as(messages.toString() + data).isZero();
    assertThat(data.toString()).contains(name + ": 0 errors");
  }

  /** Nothing is lost to who says it part by part, and nothing added for who does not. */
  @Test
  void the_preset_is_the_long_form_said_shortly() throws IOException {
    Map<String, String> preset = tree("preset", Template.teaching());
    assertThat(preset).hasSize(54).isEqualTo(tree("long", LongForm.template()));
  }

  private Map<String, String> tree(String where, Template template) throws IOException {
    Path here = Files.createDirectory(folder.resolve(where));
    Path file =
        Files.writeString(here.resolve("mylab.java"), template.called(DnsLabel.of("mylab")));
    StringWriter messages = new StringWriter();
    int code =
        CommandLineInterface.run(
            new PrintWriter(messages),
            new PrintWriter(messages),
            "--env-file",
            file.toString(),
            "--out",
            here.resolve("out").toString());
    assertThat(code).as(messages.toString()).isZero();
    Path root = here.resolve("out/mylab");
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        if (!root.relativize(one).startsWith(".sparkstead")) {
          tree.put(root.relativize(one).toString(), Files.readString(one));
        }
      }
    }
    return tree;
  }

  @Test
  void what_is_written_is_short_and_its_guesses_come_first() {
    String text = Template.teaching().called(DnsLabel.of("mylab"));
    List<String> code =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*|import |@).*"))
            .toList();
    assertThat(text.lines().count()).isLessThanOrEqualTo(40);
    assertThat(code).hasSizeLessThanOrEqualTo(15);
    assertThat(text.lines().filter(line -> line.contains("// GUESS: "))).hasSize(3);
    assertThat(text.indexOf("GUESS")).isLessThan(text.indexOf("DnsLabel name()"));
  }

  @Test
  void a_copy_says_nothing_of_where_it_came_from() {
    for (Environment environment : Environments.all()) {
      assertThat(Template.of(environment).called(DnsLabel.of("mine")))
          .contains("final class Mine implements Environment")
          .doesNotContain("package ", "public final", environment.getClass().getSimpleName() + " ");
    }
  }
}
