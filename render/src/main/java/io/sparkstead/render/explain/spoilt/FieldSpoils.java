package io.sparkstead.render.explain.spoilt;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.render.explain.compared.TextLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An object with one of its fields spoilt, in each way there is.
 *
 * @param document the object as it is
 * @param line which leads to the field, or to a line of its text
 */
record FieldSpoils(Map<String, Object> document, TextLines.Line line) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private interface Slip {
    void make(Holder holder);
  }

  /** What a field is in: an object or a list. */
  private record Holder(Object in, Object field) {

    Object value() {
      return Objects.requireNonNull(
          in instanceof List<?> list
              ? list.get((Integer) field)
              : ((Map<?, ?>) in).get(String.valueOf(field)));
    }

    @SuppressWarnings("unchecked") // JSON has no other maps and lists.
    void put(Object value) {
      if (in instanceof List<?> list) {
        ((List<Object>) list).set((Integer) field, value);
      } else {
        ((Map<String, Object>) in).put(String.valueOf(field), value);
      }
    }

    void remove() {
      if (in instanceof List<?> list) {
        list.remove((int) (Integer) field);
      } else {
        ((Map<?, ?>) in).remove(String.valueOf(field));
      }
    }
  }

  /** Without it, and with other values; of a text, without the line, and with that spoilt. */
  List<Map<String, Object>> all() {
    Object value = holder(document).value();
    List<Map<String, Object>> all = new ArrayList<>();
    if (line.inText().isPresent()) {
      for (String other : Spoils.ofLine(String.valueOf(value), line.inText().get())) {
        all.add(spoilt(holder -> holder.put(other)));
      }
      return all;
    }
    all.add(spoilt(Holder::remove));
    if (!(value instanceof Map) && !(value instanceof List)) {
      for (Object other : Spoils.of(value)) {
        all.add(spoilt(holder -> holder.put(other)));
      }
    }
    return all;
  }

  private Map<String, Object> spoilt(Slip slip) {
    Map<String, Object> copy =
        JSON.convertValue(
            document,
            JSON.getTypeFactory()
                .constructMapType(LinkedHashMap.class, String.class, Object.class));
    slip.make(holder(copy));
    return copy;
  }

  private Holder holder(Map<String, Object> in) {
    Object at = in;
    int last = line.fields().size() - 1;
    for (Object field : line.fields().subList(0, last)) {
      at = new Holder(at, field).value();
    }
    return new Holder(at, line.fields().get(last));
  }
}
