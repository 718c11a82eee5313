package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.stack.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the real Kustomize makes of the committed tree. */
class KustomizeTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  @BeforeAll
  static void kubectl_is_here() {
    ExternalTool.KUBECTL.require();
  }

  @TestFactory
  Stream<DynamicTest> the_root_builds_to_exactly_the_objects_of_the_model() {
    return forEachEnvironment(
        environment ->
            assertSame(
                build(environment, ""),
                read(ManifestStream.of(CommittedLocks.stack(environment)))));
  }

  @TestFactory
  Stream<DynamicTest> the_folders_together_are_the_root() {
    return forEachEnvironment(
        environment -> {
          List<JsonNode> folders = new ArrayList<>();
          for (Component component : CommittedLocks.stack(environment).appliedTogether()) {
            folders.addAll(build(environment, "/" + component.folder()));
          }
          assertSame(folders, withoutNamespace(build(environment, "")));
        });
  }

  @TestFactory
  Stream<DynamicTest> every_object_but_the_namespace_says_where_it_belongs() {
    return forEachEnvironment(
        environment ->
            assertThat(withoutNamespace(build(environment, "")))
                .isNotEmpty()
                .allSatisfy(
                    object ->
                        assertThat(object.at("/metadata/namespace").asText())
                            .as(name(object))
                            .isEqualTo(CommittedLocks.stack(environment).namespace().name())));
  }

  /** What is to be held of each environment. */
  private interface Claim {
    void hold(Environment environment) throws IOException;
  }

  private static Stream<DynamicTest> forEachEnvironment(Claim claim) {
    return Environments.all().stream()
        .map(environment -> dynamicTest(environment.name().text(), () -> claim.hold(environment)));
  }

  /** Object by object, so that a failure shows the one that differs. */
  private static void assertSame(List<JsonNode> found, List<JsonNode> wanted) {
    Map<String, JsonNode> byName = byName(found);
    assertThat(byName).containsOnlyKeys(byName(wanted).keySet());
    byName(wanted)
        .forEach((name, object) -> assertThat(byName.get(name)).as(name).isEqualTo(object));
  }

  private static Map<String, JsonNode> byName(List<JsonNode> objects) {
    Map<String, JsonNode> byName = new TreeMap<>();
    objects.forEach(object -> byName.put(name(object), object));
    return byName;
  }

  private static List<JsonNode> withoutNamespace(List<JsonNode> objects) {
    return objects.stream().filter(object -> !kind(object).equals("Namespace")).toList();
  }

  private static List<JsonNode> build(Environment environment, String folder) throws IOException {
    ExternalTool.Result result =
        ExternalTool.run(
            List.of("kubectl", "kustomize", "../out/" + environment.name() + folder), "");
    // Kustomize warns of deprecated fields there.
    assertThat(result.stderr()).isEmpty();
    return read(result.output());
  }

  private static List<JsonNode> read(String stream) throws IOException {
    return YAML.readerFor(JsonNode.class).<JsonNode>readValues(stream).readAll();
  }

  private static String kind(JsonNode object) {
    return object.get("kind").asText();
  }

  private static String name(JsonNode object) {
    return kind(object) + " " + object.at("/metadata/name").asText();
  }
}
