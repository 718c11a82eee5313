package io.sparkstead.dsl.text.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.testing.HostileStrings;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.text.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parsers that count in the end: kubectl's own, which no Java parser is quite like. */
class YamlAgainstKubectlTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path directory;

  /** The ways into a cluster. */
  private enum Way {
    /** {@code kubectl apply -f} */
    APPLY_FILE,
    /** {@code kubectl apply -k}, where Kustomize reads and writes first. */
    APPLY_KUSTOMIZATION;

    String read(String yaml, String which) {
      return byKubectl(this == APPLY_FILE ? yaml : byKustomize(yaml, which), which);
    }

    /** Reads the file and needs no cluster. */
    private static String byKubectl(String yaml, String which) {
      return ExternalTool.run(
              List.of("kubectl", "label", "--local", "-f", "-", "x=y", "-o", "json"), yaml)
          .output(which);
    }

    private static String byKustomize(String yaml, String which) {
      return kustomize(yaml).output(which);
    }

    private static ExternalTool.Result kustomize(String yaml) {
      try {
        Files.writeString(directory.resolve("tree.yaml"), yaml);
        Files.writeString(directory.resolve("kustomization.yaml"), "resources:\n- tree.yaml\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ExternalTool.run(List.of("kubectl", "kustomize", directory.toString()), "");
    }
  }

  @BeforeAll
  static void kubectl_is_here() {
    ExternalTool.KUBECTL.require();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void hostile_strings_come_back_as_they_were(Way way) throws JsonProcessingException {
    assertSurvive(way, new HostileStrings.Batch(0, HostileStrings.all()));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void random_strings_come_back_as_they_were(Way way) throws JsonProcessingException {
    for (HostileStrings.Batch batch : HostileStrings.batches(5_000, 100_000).toList()) {
      assertSurvive(way, batch);
    }
  }

  /** Should Kustomize learn to bring it through, there is less to refuse. */
  @ParameterizedTest
  @ValueSource(chars = {'\u007f', '\u0080', '\u0085', '\u009f', '\ufffe', '\uffff'})
  void what_our_yaml_refuses_would_be_lost_on_kustomize(char c) throws JsonProcessingException {
    ExternalTool.Result built =
        Way.kustomize(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: strings
            data:
              key: "\\u%04x"
            """
                .formatted((int) c));

    assertThat(
            built.exitCode() == 0
                && JSON.readTree(Way.byKubectl(built.stdout(), "the character"))
                    .at("/data/key")
                    .textValue()
                    .equals(String.valueOf(c)))
        .isFalse();
  }

  private static void assertSurvive(Way way, HostileStrings.Batch batch)
      throws JsonProcessingException {
    Object tree = StringTree.of(batch.throughKustomize());
    Map<String, Object> object =
        Mapping.of(
            "apiVersion",
            "test.example/v1",
            "kind",
            "Strings",
            "metadata",
            Map.of("name", "strings"),
            "spec",
            tree);

    Map<?, ?> read = JSON.readValue(way.read(Yaml.document(object), batch.toString()), Map.class);

    assertThat(read.containsKey("spec")).isTrue();
    StringTree.assertSame(read.get("spec"), tree, batch.toString());
  }
}
