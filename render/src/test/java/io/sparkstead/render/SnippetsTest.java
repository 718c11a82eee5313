package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.Snippets.Snippet;
import io.sparkstead.render.cli.CommandLineInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show of Java, taken at its word. */
class SnippetsTest {

  /** What {@code init} writes. */
  private static final Path BEGUN =
      Path.of("src/main/resources/io/sparkstead/render/source/Mylab.java");

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    return Snippets.pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatever_java_a_page_shows_compiles_with_the_imports_it_shows(Path page) throws IOException {
    assertThat(Snippets.errors(Snippets.of(page), folder)).isEmpty();
  }

  static List<Snippet> environments() throws IOException {
    List<Snippet> environments = new ArrayList<>();
    for (Path page : pages()) {
      Snippets.of(page).stream().filter(Snippet::isEnvironment).forEach(environments::add);
    }
    return environments;
  }

  @ParameterizedTest
  @MethodSource("environments")
  void an_environment_that_a_page_shows_renders(Snippet snippet) throws IOException {
    Path file = Files.writeString(folder.resolve(snippet.file()), snippet.text());
    StringWriter told = new StringWriter();
    PrintWriter both = new PrintWriter(told);
    String out = folder.resolve("out").toString();

    int code = CommandLineInterface.run(both, both, "--env-file", file.toString(), "--out", out);

    assertThat(code).as(told.toString()).isZero();
  }

  static List<Snippet> tasks() throws IOException {
    return Snippets.of(Path.of("../docs/daily-work.md"));
  }

  @Test
  void daily_work_is_ten_tasks() throws IOException {
    assertThat(tasks()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_of_daily_work_changes_six_lines_at_most(Snippet task) throws IOException {
    String begun = Files.readString(BEGUN);

    assertThat(task.text().lines().map(String::strip))
        .filteredOn(line -> !begun.contains(line) && !line.equals(".stack();"))
        .hasSizeLessThanOrEqualTo(6);
  }

  /** On the nodes that stand there, and by the rules that speak of them. */
  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_of_daily_work_renders_in_what_init_writes(Snippet task) throws IOException {
    String begun = Files.readString(BEGUN);
    String statements =
        task.text()
            .lines()
            .filter(line -> !line.startsWith("import "))
            .collect(Collectors.joining("\n"))
            .replace("lock)", "lock).nodes(new Node(Cpu.cores(8), gibibytes(16)))");
    String imports =
        Stream.concat(begun.lines(), task.text().lines())
            .filter(line -> line.startsWith("import "))
            .distinct()
            .collect(Collectors.joining("\n"));
    String stack = begun.substring(begun.indexOf("    // GUESS"), begun.indexOf("  }\n"));
    String type = begun.substring(begun.indexOf("final class")).replace(stack, statements + "\n");
    Path file = Files.writeString(folder.resolve("mylab.java"), imports + "\n" + type);
    Files.writeString(
        folder.resolve("requirements.lock"), "duckdb==1.4.1 --hash=sha256:" + "a".repeat(64));
    StringWriter told = new StringWriter();
    PrintWriter both = new PrintWriter(told);
    String out = folder.resolve("out").toString();

    int code = CommandLineInterface.run(both, both, "--env-file", file.toString(), "--out", out);

    assertThat(code).as(told.toString()).isZero();
  }

  @Test
  void a_snippet_that_leaves_an_import_out_is_told_with_its_line() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "# Page\n\n```java\nList<String> all = List.of(\"a\");\n```\n");

    assertThat(Snippets.errors(Snippets.of(page), folder))
        .hasSize(2)
        .allMatch(error -> error.startsWith("page.md:4: cannot find symbol"));
  }

  @Test
  void a_snippet_may_be_a_file_methods_or_statements() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        ```java
        import java.util.List;

        record Mine(List<String> all) {}
        ```
        ```java
          @Override
          public String description() {
            return "mine";
          }
        ```
        ```java
        import java.util.List;

        Mine mine = new Mine(List.of(application.name()));
        ```
        """);

    List<Snippet> snippets = Snippets.of(page);

    assertThat(snippets).hasSize(3);
    assertThat(Snippets.errors(snippets, folder)).isEmpty();
  }
}
