package io.sparkstead.render.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.outcome.Comparison;
import io.sparkstead.render.adopt.outcome.Defects;
import io.sparkstead.render.adopt.outcome.Outcome;
import io.sparkstead.render.adopt.outcome.ProgramForm;
import io.sparkstead.render.adopt.outcome.TextForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential that was read is written or printed, however it stands there. */
class MarkersTest {

  private static final Path INPUTS = Path.of("src/test/resources/io/sparkstead/render/adopt");

  /** Each credential of the inputs has it in itself. */
  private static final String MARKER = "(?i)zq\\d+[a-z]*";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notebook.yaml",
        "maps.yaml",
        "exposed.yaml",
        "applications.yaml",
        "applied.yaml",
        "values.yaml",
        "spark-defaults.conf",
        "session.py"
      })
  void no_marker_comes_through(String file) throws IOException {
    String text = Files.readString(INPUTS.resolve(file));
    Bench bench = Bench.of(folder, Map.of(file, text));

    assertThat(text).containsPattern(MARKER);
    assertThat(bench.java()).doesNotContainPattern(MARKER);
    assertThat(TextForm.of(outcome(bench))).doesNotContainPattern(MARKER);
    assertThat(ProgramForm.of(outcome(bench))).doesNotContainPattern(MARKER);
  }

  @Test
  void each_is_told_by_its_place() throws IOException {
    Bench bench = Bench.of(folder, Files.readString(INPUTS.resolve("maps.yaml")));

    assertThat(bench.fate("data.PASSPHRASE"))
        .isEqualTo(
            new Fate.Left(
                "it holds a secret in clear, data.PASSPHRASE; put that into a Secret, and import"
                    + " again"));
    assertThat(ProgramForm.of(outcome(bench))).contains("data.PASSPHRASE").contains("(not shown)");
  }

  @Test
  void what_names_a_credential_is_carried() throws IOException {
    Bench bench =
        Bench.of(folder, Map.of("all.yaml", Files.readString(INPUTS.resolve("names.yaml"))));

    assertThat(bench.rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.fate()).isInstanceOf(Fate.Carried.class));
    assertThat(ProgramForm.of(outcome(bench))).doesNotContain("\"value\" : \"(not");
  }

  @Test
  void a_copy_that_the_cluster_keeps_is_the_clusters() throws IOException {
    Bench bench = Bench.of(folder, Files.readString(INPUTS.resolve("applied.yaml")));

    assertThat(bench.java()).doesNotContain("last-applied").contains("colours");
    assertThat(bench.fate("metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]"))
        .isEqualTo(new Fate.Fixed("what the cluster adds"));
  }

  private static Outcome outcome(Bench bench) {
    Found found = bench.adoption().recognition().found();
    Comparison comparison =
        new Comparison(found, bench.rendered(), bench.adoption().recognition().namespace());
    return new Outcome(
        "mine.java",
        "k8s",
        found,
        comparison.rows(),
        Defects.of(found),
        Optional.of(comparison.change()),
        List.of());
  }
}
