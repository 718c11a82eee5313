package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every script of every environment, wherever it stands: a file, a ConfigMap, a container. */
class ScriptsTest {

  private static final ExternalTool SHELLCHECK =
      new ExternalTool(
          "shellcheck",
          "install it as https://github.com/koalaman/shellcheck#installing says",
          List.of("shellcheck", "--version"));

  @BeforeAll
  static void shellcheck_is_here() {
    SHELLCHECK.require();
  }

  @TestFactory
  Stream<DynamicTest> shellcheck_has_nothing_to_say() {
    return Environments.all().stream()
        .flatMap(environment -> scripts(environment).entrySet().stream())
        .map(
            script ->
                dynamicTest(
                    script.getKey(),
                    () ->
                        assertThat(
                                ExternalTool.run(
                                        List.of("shellcheck", "--format=gcc", "-"),
                                        script.getValue())
                                    .stdout())
                            .isEmpty()));
  }

  private static Map<String, String> scripts(Environment environment) {
    Map<String, String> scripts = new TreeMap<>();
    Layout.of(environment, environment.stack(ImageLock.NONE))
        .files()
        .forEach(
            (path, text) -> {
              if (text.startsWith("#!")) {
                scripts.put(environment.name() + "/" + path, text);
              }
            });
    for (JsonNode object : objects(environment)) {
      String owner = object.at("/metadata/name").asText();
      object
          .path("data")
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue().asText().startsWith("#!")) {
                  scripts.put(owner + " key " + entry.getKey(), entry.getValue().asText());
                }
              });
      JsonNode pod = object.at("/spec/template/spec");
      for (String kind : List.of("initContainers", "containers")) {
        for (JsonNode container : pod.path(kind)) {
          JsonNode command = container.path("command");
          if (command.path(1).asText().equals("-c")) {
            scripts.put(
                owner + " container " + container.path("name").asText(),
                "#!" + command.path(0).asText() + "\n" + command.path(2).asText());
          }
        }
      }
    }
    assertThat(scripts).hasSizeGreaterThan(4);
    return scripts;
  }

  private static List<JsonNode> objects(Environment environment) {
    try {
      return new YAMLMapper()
          .readerFor(JsonNode.class)
          .<JsonNode>readValues(
              ManifestStream.of(StackManifests.of(environment.stack(ImageLock.NONE))))
          .readAll();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
