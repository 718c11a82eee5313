package io.sparkstead.stack.patch;

import io.sparkstead.dsl.text.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a patch puts into an object, held to what YAML has a form for. */
final class Contents {

  private Contents() {}

  /** A copy in which each number has one form, and so equals what a parser would make of it. */
  static Map<String, Object> copied(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            copy.put(
                String.valueOf(key),
                value instanceof Optional<?> gone && gone.isEmpty()
                    ? value
                    : checked(String.valueOf(key), value)));
    return Collections.unmodifiableMap(copy);
  }

  /** A value of {@code field} that is there. */
  static Object checked(String field, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copied(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> checked(field, item)).toList();
    }
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return Numbers.carried(number)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "patch holds " + number + " at " + field + ", " + Numbers.REMEDY));
    }
    throw new IllegalArgumentException(
        "patch holds a "
            + (value instanceof Optional<?> ? "value to take away" : kind(value))
            + " at "
            + field
            + "; give maps, lists, strings, numbers or booleans, and Optional.empty() for a field"
            + " of a map to take away");
  }

  private static String kind(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
