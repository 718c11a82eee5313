package io.sparkstead.stack.preset;

import io.sparkstead.dsl.value.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arguments that were given, each with where; the last one given holds. */
final class Given {

  static final Given NOTHING = new Given(Map.of());

  private record Argument(Object value, Origin origin) {}

  private final Map<Knob<?>, Argument> arguments;

  private Given(Map<Knob<?>, Argument> arguments) {
    this.arguments = arguments;
  }

  <T> Given with(Knob<T> knob, T value, Origin origin) {
    Map<Knob<?>, Argument> more = new LinkedHashMap<>(arguments);
    more.remove(knob);
    more.put(knob, new Argument(value, origin));
    return new Given(more);
  }

  /** Without what one call gave. */
  Given without(Origin origin) {
    Map<Knob<?>, Argument> less = new LinkedHashMap<>();
    for (Map.Entry<Knob<?>, Argument> each : arguments.entrySet()) {
      if (!each.getValue().origin().isCall(origin)) {
        less.put(each.getKey(), each.getValue());
      }
    }
    return new Given(less);
  }

  /** What was given of one kind, in the order it was given. */
  <T> List<T> all(Class<T> kind) {
    List<T> values = new ArrayList<>();
    for (Map.Entry<Knob<?>, Argument> each : arguments.entrySet()) {
      if (kind.isInstance(each.getValue().value())) {
        values.add(kind.cast(each.getValue().value()));
      }
    }
    return values;
  }

  boolean has(Knob<?> knob) {
    return arguments.containsKey(knob);
  }

  /** The calls that gave them, in their order. */
  List<Origin> calls() {
    List<Origin> calls = new ArrayList<>();
    for (Argument argument : arguments.values()) {
      // One call may give two.
      if (calls.isEmpty() || !calls.get(calls.size() - 1).isCall(argument.origin())) {
        calls.add(argument.origin());
      }
    }
    return calls;
  }

  @SuppressWarnings("unchecked") // with(…) takes for a knob only what it is a knob of
  <T> T get(Knob<T> knob) {
    Argument given = arguments.get(knob);
    return given == null ? knob.usual() : (T) given.value();
  }

  /** Those that hold by their knob; what is added has none that is known. */
  private Map<Knob<?>, Argument> settings() {
    Map<Knob<?>, Argument> settings = new LinkedHashMap<>();
    for (Map.Entry<Knob<?>, Argument> each : arguments.entrySet()) {
      if (!(each.getValue().value() instanceof Addition)) {
        settings.put(each.getKey(), each.getValue());
      }
    }
    return settings;
  }

  /** In whatever order settings were given; what is added stays in its own. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Given given
        && settings().equals(given.settings())
        && all(Addition.class).equals(given.all(Addition.class));
  }

  @Override
  public int hashCode() {
    return Objects.hash(settings(), all(Addition.class));
  }
}
