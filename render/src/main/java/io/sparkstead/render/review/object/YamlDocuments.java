package io.sparkstead.render.review.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a YAML file of a tree holds. */
final class YamlDocuments {

  private static final YAMLMapper YAML = new YAMLMapper();

  private YamlDocuments() {}

  /** The first in {@code text}, or an empty one. */
  static JsonNode first(String path, String text) {
    List<JsonNode> documents = all(path, text);
    return documents.isEmpty() ? YAML.createObjectNode() : documents.get(0);
  }

  /**
   * All in {@code text}.
   *
   * @throws IllegalArgumentException if it is no YAML
   */
  static List<JsonNode> all(String path, String text) {
    try (MappingIterator<JsonNode> each = YAML.readerFor(JsonNode.class).readValues(text)) {
      List<JsonNode> documents = new ArrayList<>();
      while (each.hasNextValue()) {
        documents.add(each.nextValue());
      }
      return documents;
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException in ? in.getOriginalMessage() : "" + e;
      throw new IllegalArgumentException(
          path + " is no YAML: " + why.lines().findFirst().orElse(""), e);
    }
  }
}
