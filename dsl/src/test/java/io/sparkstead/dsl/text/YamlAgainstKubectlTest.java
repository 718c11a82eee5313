package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.dsl.testing.ExternalTool;
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

    /**
     * Whether it takes {@code text} at all. Of what it was given in quotes, Kustomize leaves out
     * the key {@code <<}; it turns U+0085 into a blank; and it stops at controls.
     */
    boolean takes(String text) {
      return this == APPLY_FILE
          || (!text.equals("<<") && text.chars().noneMatch(Way::isLostOnKustomize));
    }

    private static boolean isLostOnKustomize(int c) {
      return (c >= 0x7f && c <= 0x9f) || c == 0xfffe || c == 0xffff;
    }

    /** Reads the file and needs no cluster. */
    private static String byKubectl(String yaml, String which) {
      return ExternalTool.run(
              List.of("kubectl", "label", "--local", "-f", "-", "x=y", "-o", "json"), yaml)
          .output(which);
    }

    private static String byKustomize(String yaml, String which) {
      try {
        Files.writeString(directory.resolve("tree.yaml"), yaml);
        Files.writeString(directory.resolve("kustomization.yaml"), "resources:\n- tree.yaml\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ExternalTool.run(List.of("kubectl", "kustomize", directory.toString()), "")
          .output(which);
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

  private static void assertSurvive(Way way, HostileStrings.Batch batch)
      throws JsonProcessingException {
    List<String> taken = batch.strings().stream().filter(way::takes).toList();
    Object tree = StringTree.of(new HostileStrings.Batch(batch.seed(), taken));
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
