package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plain run loads, since loading classes is most of what it takes. */
class ColdStartTest {

  private static final String HEAVY =
      "(?s).*\\b(com\\.google\\.|com\\.fasterxml\\.jackson\\.(databind|dataformat)\\.|org\\.apache\\.|picocli\\.|javax\\.tools\\.|com\\.sun\\.tools\\.).*";

  /**
   * What looks small in Java and is not: fabric8's builders are over 100 KB each, a lambda is a
   * class that is made when it is reached, records compare by method handles unless the build says
   * how, formats load the language's digits, an expression with a class of letters in it is
   * compiled by means of lambdas, digests come from providers that all have to be looked for, a
   * folder is listed under locks, and a stream of characters is not in the JDK's own archive.
   */
  private static final List<String> DEAR =
      List.of(
          "io\\.fabric8\\..*(Builder|Fluent)(Impl)?",
          "io\\.sparkstead\\.(dsl|stack|render)\\..*Lambda.*",
          "java\\.lang\\.runtime\\.ObjectMethods",
          "java\\.util\\.Formatter",
          "java\\.util\\.regex\\.CharPredicates.*",
          "java\\.security\\.MessageDigest",
          "java\\.util\\.concurrent\\.ThreadPoolExecutor",
          "java\\.nio\\.file\\.DirectoryStream",
          "sun\\.nio\\.cs\\.StreamDecoder",
          "java\\.(text|util\\.logging)\\..*",
          "org\\.slf4j\\..*");

  /** What the main job took when it was last measured, and a tenth. */
  private static final int CLASSES_OF_OURS = 478;

  @TempDir private Path folder;

  @Test
  void a_plain_render_loads_no_parser_no_client_no_registry_and_no_compiler()
      throws IOException, InterruptedException {
    assertThat(loaded("--env", "homelab"))
        .contains("io.sparkstead.overlays.Homelab")
        .doesNotMatch(HEAVY);
    assertThat(loaded("--env", "homelab", "--check")).doesNotMatch(HEAVY);
  }

  @Test
  void a_plain_render_loads_nothing_dear() throws IOException, InterruptedException {
    assertThat(classes("--env", "homelab"))
        .contains("io.sparkstead.overlays.Homelab")
        .filteredOn(name -> DEAR.stream().anyMatch(name::matches))
        .isEmpty();
  }

  @Test
  void a_plain_render_loads_few_classes_of_its_own() throws IOException, InterruptedException {
    assertThat(classes("--env", "homelab"))
        .filteredOn(name -> name.startsWith("io."))
        .hasSizeBetween(100, CLASSES_OF_OURS);
  }

  @Test
  void help_is_told_without_the_registry_client() throws IOException, InterruptedException {
    assertThat(loaded("images", "--help")).contains("picocli.").doesNotContain("com.google.");
  }

  /** {@code [0.123s][info][class,load] java.lang.Object source: …}, name by name. */
  private List<String> classes(String... args) throws IOException, InterruptedException {
    return loaded(args)
        .lines()
        .filter(line -> line.contains(" source: "))
        .map(line -> line.substring(line.lastIndexOf("] ") + 2, line.indexOf(" source: ")))
        .toList();
  }

  private String loaded(String... args) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    MainProcess.Outcome run =
        new MainProcess(List.of("-Xlog:class+load:file=" + log), Map.of()).run(folder, args);
    assertThat(run.code()).as(run.messages()).isZero();
    return Files.readString(log);
  }
}
