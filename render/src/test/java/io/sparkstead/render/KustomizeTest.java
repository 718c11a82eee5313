package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Cloud;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

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
                read(ManifestStream.of(StackManifests.of(CommittedLocks.stack(environment))))));
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

  /** Ingress where the committed tree has a Gateway. */
  @Test
  void a_tree_with_another_entrance_builds_to_its_model_too(@TempDir Path folder)
      throws IOException {
    Cloud cloud = new Cloud(Cloud.Entrance.INGRESS);
    Stack stack = cloud.stack(ImageLock.NONE);
    for (Map.Entry<String, String> file : Layout.of(cloud, stack).files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }

    List<JsonNode> built = build(folder.toString());

    assertSame(built, read(ManifestStream.of(StackManifests.of(stack))));
    assertThat(built)
        .extracting(KustomizeTest::kind)
        .contains("Ingress")
        .doesNotContain("HTTPRoute");
    assertThat(Proof.of(stack, cloud.exceptions())).isEmpty();
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
    return build("../out/" + environment.name() + folder);
  }

  private static List<JsonNode> build(String folder) throws IOException {
    ExternalTool.Result result = ExternalTool.run(List.of("kubectl", "kustomize", folder), "");
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
