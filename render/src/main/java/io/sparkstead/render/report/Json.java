package io.sparkstead.render.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** What a program is told, the same text for the same thing. */
public final class Json {

  private Json() {}

  /** Of maps, lists, strings and documents; keys in the order of the alphabet. */
  public static String text(Object value) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(value)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and strings have a JSON form", e);
    }
  }
}
