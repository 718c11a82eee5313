package io.sparkstead.dsl.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names with values in the order they are written: the fields of an object that are set, or a map.
 *
 * <p>Maps inside an object (labels, data, limits) are sets to Kubernetes, so they are sorted:
 * nothing here depends on how a map was made.
 */
final class Fields {

  static final @Nullable ModelReader WRITTEN = written();

  private static final int BY_REFLECTION = -1;

  /** The reader's numbers of the classes that were met: found by name, which takes longer. */
  private static final Map<Class<?>, Integer> NUMBERS = new ConcurrentHashMap<>();

  private static final Map<?, ?> NONE = Map.of();

  private String[] names = new String[8];
  private Object[] values = new Object[8];
  private int size;
  private Map<?, ?> unknown = NONE;
  private boolean isWritten;

  /** Those of an object of fabric8's model. */
  static Fields read(Object bean) {
    Fields fields = new Fields();
    int number = number(bean.getClass());
    if (WRITTEN == null || number < 0) {
      Members.read(bean, fields);
    } else {
      WRITTEN.read(number, bean, fields);
      fields.isWritten = true;
    }
    return fields;
  }

  private static int number(Class<?> type) {
    Integer number = NUMBERS.get(type);
    if (number == null) {
      number = WRITTEN == null ? BY_REFLECTION : WRITTEN.number(type.getName());
      NUMBERS.put(type, number);
    }
    return number;
  }

  /** The class that the build writes; an editor that compiles without it has reflection. */
  private static @Nullable ModelReader written() {
    try {
      return Class.forName("io.sparkstead.dsl.text.ModelFields")
          .asSubclass(ModelReader.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the build wrote a class that cannot be used", e);
    }
  }

  /** {@code map} as it is. */
  static Fields of(Map<?, ?> map) {
    Fields fields = new Fields();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      fields.append((String) entry.getKey(), entry.getValue());
    }
    return fields;
  }

  /** {@code map} by alphabet. */
  private static Fields sorted(Map<?, ?> map) {
    return map.size() == 1 ? of(map) : of(new TreeMap<>(map));
  }

  int size() {
    return size;
  }

  String name(int index) {
    return names[index];
  }

  Object value(int index) {
    return values[index];
  }

  /** Whether all names are ones that a {@link ModelReader} knows. */
  boolean haveBareNames() {
    return isWritten && !hasUnknown();
  }

  /** What the object's class has no field for. */
  Map<?, ?> unknown() {
    return unknown;
  }

  /** Whether the object has anything that its class has no field for. */
  boolean hasUnknown() {
    return unknown != NONE;
  }

  /** Adds a field of a class, unless nothing is in it. */
  void add(String name, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      addList(name, list);
    } else if (value instanceof Map<?, ?> map) {
      addMap(name, map);
    } else {
      addValue(name, value);
    }
  }

  /** Adds a field that is neither a list nor a map, unless nothing is in it. */
  void addValue(String name, @Nullable Object value) {
    if (value != null) {
      put(name, value);
    }
  }

  void addList(String name, @Nullable Collection<?> list) {
    if (list != null && !list.isEmpty()) {
      put(name, list);
    }
  }

  void addMap(String name, @Nullable Map<?, ?> map) {
    if (map != null && !map.isEmpty()) {
      put(name, sorted(map));
    }
  }

  /** Adds what fabric8 keeps in a map beside the fields of a class. */
  void addUnknown(Map<?, ?> map) {
    if (!map.isEmpty()) {
      unknown = map;
      Fields sorted = sorted(map);
      for (int i = 0; i < sorted.size; i++) {
        put(sorted.names[i], sorted.values[i]);
      }
    }
  }

  private void put(String name, Object value) {
    if (hasUnknown()) {
      for (int i = 0; i < size; i++) {
        if (names[i].equals(name)) {
          values[i] = value;
          return;
        }
      }
    }
    append(name, value);
  }

  private void append(String name, Object value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size] = value;
    size++;
  }
}
