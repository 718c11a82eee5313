package io.sparkstead.render.cluster.field;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Fields that our objects do not have, with values that are taken and values that are not. */
final class Additions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "additions.yaml";

  private Additions() {}

  /** Those of the file, each to the first object that has such a place. */
  static List<FieldMutant> of(Collection<Evidence> stacks) {
    List<FieldMutant> all = new ArrayList<>();
    read()
        .forEach(
            (place, additions) -> {
              String[] kindAndPointer = place.split(" ", -1);
              for (JsonNode addition : additions) {
                all.add(mutant(stacks, kindAndPointer[0], kindAndPointer[1], addition));
              }
            });
    return all;
  }

  private static Map<String, List<JsonNode>> read() {
    try (InputStream file = Additions.class.getResourceAsStream(FILE)) {
      return new YAMLMapper()
          .readValue(
              Objects.requireNonNull(file),
              new TypeReference<LinkedHashMap<String, List<JsonNode>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FieldMutant mutant(
      Collection<Evidence> stacks, String kind, String pointer, JsonNode addition) {
    for (Evidence stack : stacks) {
      for (Manifest manifest : stack.manifests()) {
        JsonNode document = JSON.valueToTree(manifest.object());
        if (manifest.kind().equals(kind) && !document.at(pointer).isMissingNode()) {
          return new FieldMutant(
              stack,
              manifest,
              pointer,
              "with " + addition,
              () -> added(document, pointer, addition));
        }
      }
    }
    throw new AssertionError("no " + kind + " has " + pointer);
  }

  private static JsonNode added(JsonNode document, String pointer, JsonNode addition) {
    JsonNode copy = document.deepCopy();
    JsonNode place = copy.at(pointer);
    if (place instanceof ArrayNode list) {
      list.add(addition);
    } else {
      ((ObjectNode) place).setAll((ObjectNode) addition);
    }
    return copy;
  }
}
