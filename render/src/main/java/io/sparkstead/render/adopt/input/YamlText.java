package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** YAML and JSON, each value with its line; anchors are put in where they are named. */
final class YamlText {

  private static final int MOST_LEAVES = 200_000;
  private static final int DEEPEST = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String file;
  private final YAMLParser parser;
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private List<Leaf> leaves = new ArrayList<>();

  private YamlText(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * All in {@code text}; of a List, each item.
   *
   * @throws UnusableInput if it is no YAML
   */
  static List<Given> all(String file, String text) {
    YAMLFactory yaml =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (YAMLParser parser = yaml.createParser(text)) {
      return new YamlText(file, parser).documents();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UnusableInput(
          file
              + ":"
              + line
              + ": no YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + (text.contains("{{")
                  ? "; it is a template: give what `helm template` makes of it"
                  : "; mend it, or leave the file out"),
          e);
    } catch (IOException e) {
      throw new UnusableInput(file + ": " + e.getMessage(), e);
    }
  }

  private List<Given> documents() throws IOException {
    List<Given> all = new ArrayList<>();
    while (parser.nextToken() != null) {
      int line = line();
      leaves = new ArrayList<>();
      anchors.clear();
      JsonNode document = value("", 0);
      if (document.isObject()
          && document.path("kind").asText().endsWith("List")
          && document.path("items").isArray()) {
        items(all, document);
      } else if (document.isContainerNode() && !document.isEmpty()) {
        all.add(given(line, document, leaves));
      }
    }
    return all;
  }

  private void items(List<Given> all, JsonNode list) {
    for (int i = 0; i < list.path("items").size(); i++) {
      String beginning = "/items/" + i;
      List<Leaf> ofItem = new ArrayList<>();
      for (Leaf leaf : leaves) {
        if (leaf.pointer().startsWith(beginning + "/")) {
          ofItem.add(
              new Leaf(leaf.pointer().substring(beginning.length()), leaf.value(), leaf.line()));
        }
      }
      int line = ofItem.isEmpty() ? 1 : ofItem.get(0).line();
      all.add(given(line, list.path("items").path(i), ofItem));
    }
  }

  private Given given(int line, JsonNode document, List<Leaf> said) {
    boolean isObject = document.path("apiVersion").isTextual() && document.path("kind").isTextual();
    return new Given(
        file,
        line,
        isObject ? Given.Shape.OBJECT : Given.Shape.VALUES,
        document,
        isObject ? withProperties(said) : said);
  }

  /** A file of properties in a ConfigMap says each of its lines. */
  private static List<Leaf> withProperties(List<Leaf> said) {
    List<Leaf> all = new ArrayList<>();
    for (Leaf leaf : said) {
      boolean isFile =
          leaf.pointer().matches("/data/[^/]+") && PropertyLines.isFile(leaf.key(), leaf.text());
      if (leaf.pointer().matches(".*/env/\\d+/value") && leaf.text().contains("-Dspark.")) {
        all.addAll(PropertyLines.options(leaf));
      } else if (isFile) {
        all.addAll(PropertyLines.leaves(leaf.pointer(), leaf.text(), leaf.line() + 1));
      } else {
        all.add(leaf);
      }
    }
    return all;
  }

  private JsonNode value(String pointer, int depth) throws IOException {
    if (depth > DEEPEST || leaves.size() > MOST_LEAVES) {
      throw new UnusableInput(file + ":" + line() + ": has too many values, or too deep ones");
    }
    int line = line();
    Optional<String> anchor = Optional.ofNullable(parser.getObjectId());
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING && parser.isCurrentAlias()) {
      return alias(pointer, line);
    }
    JsonNode read =
        switch (token) {
          case START_OBJECT -> object(pointer, line, depth);
          case START_ARRAY -> array(pointer, line, depth);
          default -> scalar(pointer, line, token);
        };
    anchor.ifPresent(name -> anchors.put(name, read));
    return read;
  }

  private JsonNode object(String pointer, int line, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      if (key.equals("<<")) {
        // What is merged in yields to what stands here, wherever that stands.
        JsonNode merged = value(Leaf.below(pointer, key), depth + 1);
        merged.properties().forEach(each -> object.putIfAbsent(each.getKey(), each.getValue()));
      } else {
        object.set(key, value(Leaf.below(pointer, key), depth + 1));
      }
    }
    return empty(object, pointer, line);
  }

  private JsonNode array(String pointer, int line, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(pointer + "/" + array.size(), depth + 1));
    }
    return empty(array, pointer, line);
  }

  private JsonNode empty(JsonNode container, String pointer, int line) {
    if (container.isEmpty()) {
      leaves.add(new Leaf(pointer, container, line));
    }
    return container;
  }

  private JsonNode scalar(String pointer, int line, JsonToken token) throws IOException {
    JsonNode scalar =
        switch (token) {
          case VALUE_TRUE -> NODES.booleanNode(true);
          case VALUE_FALSE -> NODES.booleanNode(false);
          case VALUE_NULL -> NODES.nullNode();
          case VALUE_NUMBER_INT -> integer();
          case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
          default -> NODES.textNode(parser.getText());
        };
    leaves.add(new Leaf(pointer, scalar, line));
    return scalar;
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode alias(String pointer, int line) throws IOException {
    JsonNode named = anchors.get(parser.getText());
    if (named == null) {
      throw new UnusableInput(
          file + ":" + line + ": names anchor " + parser.getText() + ", which is not there before");
    }
    copy(named, pointer, line);
    return named;
  }

  private void copy(JsonNode node, String pointer, int line) {
    if (leaves.size() > MOST_LEAVES) {
      throw new UnusableInput(file + ":" + line + ": says more by its anchors than is read");
    }
    if ((node.isEmpty() && node.isContainerNode()) || node.isValueNode()) {
      leaves.add(new Leaf(pointer, node, line));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        copy(node.path(i), pointer + "/" + i, line);
      }
    } else {
      node.properties()
          .forEach(each -> copy(each.getValue(), Leaf.below(pointer, each.getKey()), line));
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
