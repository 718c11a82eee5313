package io.sparkstead.stack.proof.text.parsed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A document of YAML as fabric8 models it: for what a person wrote, since its parser loads slow.
 */
public final class TypedYaml {

  /** One for all: it has to look through the classes of a pod before it reads the first. */
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private TypedYaml() {}

  /**
   * What was read.
   *
   * @param misfit where a value of another kind stands, as {@code spec.priority}; empty if nowhere
   */
  public record Read<T>(Optional<T> value, String misfit) {}

  /** {@code text} as a {@code type}; fields that this has not are kept. */
  public static <T> Read<T> read(String text, Class<T> type) {
    try {
      return new Read<>(Optional.ofNullable(YAML.readValue(text, type)), "");
    } catch (JsonMappingException e) {
      return new Read<>(Optional.empty(), path(e));
    } catch (JsonProcessingException e) {
      // No YAML at all, of which other rules speak.
      return new Read<>(Optional.empty(), "");
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .filter(step -> step.getFieldName() != null)
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }
}
