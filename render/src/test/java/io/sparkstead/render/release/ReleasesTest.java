package io.sparkstead.render.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.render.cli.CommandLineInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What names a release, and what was written for one: docs/versions.md. */
class ReleasesTest {

  private static final Path ROOT = Path.of("..");

  /** What {@code init} wrote when the release was cut, a folder each. */
  private static final Path WRITTEN = Path.of("src/test/environments");

  @TempDir private Path folder;

  /** As CHANGELOG.md has them, the newest first. */
  static List<String> releases() throws IOException {
    return found("(?m)^## (\\d+\\.\\d+\\.\\d+), \\d{4}-\\d\\d-\\d\\d$", "CHANGELOG.md");
  }

  @Test
  void the_build_is_the_newest_release_or_the_one_to_come() throws IOException {
    String built = found("(?m)^  <version>(.*)</version>$", "pom.xml").get(0);

    assertThat(built).matches(version -> version.endsWith("-SNAPSHOT") || isNewest(version));
  }

  @Test
  void whatever_names_a_version_to_install_names_the_newest_release() throws IOException {
    List<String> named = new ArrayList<>();
    named.addAll(found("\"io\\.sparkstead:sparkstead-render:(.*)\"", "jbang-catalog.json"));
    named.addAll(found("(?m)^ARG VERSION=(.*)$", "Dockerfile"));
    named.addAll(found("image\\.version=\"(.*)\"", "Dockerfile"));
    named.addAll(found("//DEPS io\\.sparkstead:.*:(.*)", "docs/add-an-environment.md"));
    named.addAll(found("<version>(.*)</version>", "docs/add-an-environment.md"));
    named.addAll(found("sparkstead-(\\d[\\d.]*\\d)", "docs/install.md"));

    assertThat(named).hasSizeGreaterThan(5).allMatch(ReleasesTest::isNewest);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void an_environment_that_was_written_for_a_release_renders(String release) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(WRITTEN.resolve(release))) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(1);
    for (Path file : files) {
      StringWriter told = new StringWriter();
      PrintWriter both = new PrintWriter(told);
      String out = folder.toString();
      int code = CommandLineInterface.run(both, both, "--env-file", file.toString(), "--out", out);
      assertThat(code).as("%s: %s", file, told).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_release_has_a_note_for_who_upgrades_to_it(String release) throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/upgrade.md"))).contains("\n## To " + release);
  }

  @Test
  void the_catalogue_of_jbang_starts_the_artifact() throws IOException {
    JsonNode catalog = json("jbang-catalog.json");

    assertThat(catalog.fieldNames()).toIterable().containsExactly("aliases");
    assertThat(catalog.at("/aliases/sparkstead").fieldNames())
        .toIterable()
        .containsExactly("script-ref", "description", "java", "java-options");
    assertThat(catalog.at("/aliases/sparkstead/script-ref").asText())
        .startsWith("io.sparkstead:sparkstead-render:");
  }

  @Test
  void renovate_finds_what_the_example_promises() throws IOException {
    String environment =
        """
        //DEPS io.sparkstead:sparkstead-overlays:0.1.0
            return new Workbench("registry.example.org/spark", lock)
                .release("4.1.2")
        """;
    String lock = "registry.example.org/ubi9/ubi-minimal:9.7 sha256:" + "a".repeat(64) + "\n";

    List<String> values = new ArrayList<>();
    for (JsonNode manager : json("docs/renovate.json").path("customManagers")) {
      for (JsonNode text : manager.path("matchStrings")) {
        Matcher match =
            Pattern.compile(text.asText(), Pattern.MULTILINE).matcher(environment + lock);
        while (match.find()) {
          values.add(match.group("currentValue"));
        }
      }
    }

    assertThat(values).containsExactly("0.1.0", "4.1.2", "9.7");
  }

  private static boolean isNewest(String version) {
    try {
      return version.equals(releases().get(0));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(ROOT.resolve(file).toFile());
  }

  private static List<String> found(String expression, String file) throws IOException {
    Matcher match = Pattern.compile(expression).matcher(Files.readString(ROOT.resolve(file)));
    List<String> all = new ArrayList<>();
    while (match.find()) {
      all.add(match.group(1));
    }
    assertThat(all).as("%s in %s", expression, file).isNotEmpty();
    return all;
  }
}
