package io.sparkstead.dsl.text.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.testing.HostileStrings;
import io.sparkstead.dsl.text.Dockerfile;
import io.sparkstead.dsl.value.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docker build} understands of our Dockerfiles: BuildKit's own parser says. */
class DockerfileAgainstBuildKitTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final ImageReference BASE = ImageReference.of("registry.example/ubi9:9.6");

  private static final ExternalTool BUILDKIT =
      new ExternalTool(
          "dockerfile-values",
          "with Go, run go -C dsl/src/test/dockerfile install, and put $(go env GOPATH)/bin on PATH",
          List.of("sh", "-c", "echo FROM scratch | dockerfile-values"));

  @BeforeAll
  static void buildkit_is_here() {
    BUILDKIT.require();
  }

  @Test
  void hostile_values_come_back_as_they_were() throws JsonProcessingException {
    assertSurvive(HostileStrings.all(), "the hand-picked strings");
  }

  @Test
  void random_values_come_back_as_they_were() throws JsonProcessingException {
    for (HostileStrings.Batch batch : HostileStrings.batches(1_000, 10_000).toList()) {
      assertSurvive(batch.strings(), batch.toString());
    }
  }

  /** As values of ENV and LABEL, unless they are refused, and as words of ENTRYPOINT. */
  private static void assertSurvive(List<String> texts, String which)
      throws JsonProcessingException {
    Map<String, String> values = new TreeMap<>();
    for (String text : texts) {
      if (text.chars().noneMatch(Character::isISOControl)) {
        values.put("v" + values.size(), text);
      }
    }
    Dockerfile.Builder dockerfile = Dockerfile.builder().from(BASE).env(values).label(values);
    texts.forEach(dockerfile::entrypoint);
    List<List<String>> written = new ArrayList<>();
    values.forEach((name, value) -> written.add(List.of("ENV", name, value)));
    values.forEach((name, value) -> written.add(List.of("LABEL", name, value)));
    texts.forEach(text -> written.add(List.of("ENTRYPOINT", text)));

    List<List<String>> read =
        JSON.readValue(understood(dockerfile.build().text(), which), new TypeReference<>() {});

    assertThat(values).hasSizeGreaterThan(100);
    assertThat(read).as(which).zipSatisfy(written, (is, was) -> assertThat(is).isEqualTo(was));
  }

  private static String understood(String dockerfile, String which) {
    return ExternalTool.run(List.of("dockerfile-values"), dockerfile).output(which);
  }
}
