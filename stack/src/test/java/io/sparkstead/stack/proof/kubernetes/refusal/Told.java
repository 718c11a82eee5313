package io.sparkstead.stack.proof.kubernetes.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.function.BiConsumer;

/** What is told of a part of an object, which is given as YAML. */
final class Told {

  private static final ObjectMapper YAML = new YAMLMapper();

  private Told() {}

  static <T> T read(String yaml, Class<T> type) {
    try {
      return YAML.readValue(yaml, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(yaml, e);
    }
  }

  static <T> List<String> of(String yaml, Class<T> type, BiConsumer<Refusals, T> question) {
    Refusals refusals = new Refusals();
    question.accept(refusals, read(yaml, type));
    return of(refusals.all());
  }

  static List<String> of(List<Refused> refused) {
    return refused.stream()
        .map(one -> one.field() + " '" + one.value() + "': " + one.remedy())
        .toList();
  }
}
