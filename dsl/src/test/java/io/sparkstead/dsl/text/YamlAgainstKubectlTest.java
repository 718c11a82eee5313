package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.sparkstead.dsl.testing.ExternalTool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The parser that counts in the end: kubectl's own, which no Java parser is quite like. */
class YamlAgainstKubectlTest {

  private static final long SEED = 20_251_122;
  private static final JsonMapper JSON = new JsonMapper();

  @BeforeAll
  static void kubectl_is_here() {
    ExternalTool.KUBECTL.require();
  }

  @Test
  void hostile_strings_come_back_as_they_were() throws JsonProcessingException {
    assertSurvive(HostileStrings.all(), "the hand-picked strings");
  }

  @Test
  void random_strings_come_back_as_they_were() throws JsonProcessingException {
    for (int batch = 0; batch < 5; batch++) {
      assertSurvive(HostileStrings.random(SEED + batch, 1000), "strings of seed " + (SEED + batch));
    }
  }

  /** Each as a value, the short ones also as a key. */
  private static void assertSurvive(List<String> texts, String which)
      throws JsonProcessingException {
    Map<String, String> data = new LinkedHashMap<>();
    for (String text : texts) {
      data.put(text.length() <= 100 ? text : "key-" + data.size(), text);
    }

    assertThat(new TreeMap<>(readByKubectl(data))).as(which).isEqualTo(new TreeMap<>(data));
  }

  private static Map<String, String> readByKubectl(Map<String, String> data)
      throws JsonProcessingException {
    String yaml =
        Yaml.document(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("a")
                .endMetadata()
                .withData(data)
                .build());
    // Reads the file and needs no cluster.
    String json =
        ExternalTool.run(
                List.of("kubectl", "label", "--local", "-f", "-", "x=y", "-o", "json"), yaml)
            .output();
    return JSON.convertValue(
        JSON.readTree(json).get("data"),
        JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  }
}
