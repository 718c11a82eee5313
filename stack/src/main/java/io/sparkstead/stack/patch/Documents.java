package io.sparkstead.stack.patch;

import static io.fabric8.zjsonpatch.CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Objects as maps and lists and back again: the one class here that knows Jackson. */
final class Documents {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private Documents() {}

  static Map<String, Object> of(HasMetadata object) {
    return JSON.convertValue(object, MAP);
  }

  /**
   * The object that {@code document} describes. A field that the class does not know is kept.
   *
   * @throws IllegalArgumentException if a field takes another type than the document has
   */
  static <T extends HasMetadata> T typed(Map<String, Object> document, Class<T> type) {
    try {
      return JSON.convertValue(document, type);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonMappingException misfit) {
        throw new IllegalArgumentException(
            "puts a value of another type at "
                + path(misfit)
                + ": "
                + misfit.getOriginalMessage().lines().findFirst().orElse(""),
            e);
      }
      throw e;
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  /**
   * {@code document} after one step.
   *
   * @throws IllegalArgumentException if the step fails
   */
  static Map<String, Object> after(JsonPatch.Operation step, Map<String, Object> document) {
    JsonNode steps = JSON.valueToTree(List.of(step.document()));
    try {
      return JSON.convertValue(
          io.fabric8.zjsonpatch.JsonPatch.apply(
              steps, JSON.valueToTree(document), EnumSet.of(FORBID_REMOVE_MISSING_OBJECT)),
          MAP);
    } catch (JsonPatchException e) {
      throw new IllegalArgumentException(step.title() + " fails: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      // As the library has it for a name where a list is.
      throw new IllegalArgumentException(
          step.title()
              + " fails: its path has a name where a list is; write an index, from 0 on, or - for"
              + " behind the last",
          e);
    }
  }

  /**
   * A patch's text; what is null there takes its field away.
   *
   * @throws IllegalArgumentException if it is not one YAML document with fields
   */
  static Map<String, Object> parsed(String text) {
    try {
      Map<String, Object> fields =
          YAMLMapper.builder()
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readValue(text, MAP);
      return marked(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the text of a patch is not YAML with fields: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + "; write it as in the manifest, from spec: or metadata: on",
          e);
    }
  }

  private static Map<String, Object> marked(Map<?, ?> fields) {
    Map<String, Object> marked = new LinkedHashMap<>();
    fields.forEach((key, value) -> marked.put((String) key, marked(value)));
    return marked;
  }

  private static Object marked(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> map) {
      return marked(map);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(marked(item)));
      return items;
    }
    return value;
  }
}
