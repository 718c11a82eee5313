package io.sparkstead.stack.preset;

import io.sparkstead.dsl.value.Origin;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The arguments that were given, each with where. */
final class Given {

  static final Given NOTHING = new Given(Map.of());

  private static final String EACH = "the size of executors";
  private static final String NUMBER = "the number of executors";
  private static final String SIZE = "size";

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

  /** The call that gave it, if one did. */
  private Optional<Origin> call(Knob<?> knob) {
    Argument given = arguments.get(knob);
    return given == null ? Optional.empty() : Optional.of(given.origin());
  }

  /** {@code store}, unless another is given: of two, one would hold nothing. */
  Store once(Store store) {
    Store earlier = get(Workbench.STORE);
    if (has(Workbench.STORE) && !earlier.equals(store)) {
      throw twice("the store", Workbench.STORE, earlier.argument(), store.argument());
    }
    return store;
  }

  /** {@code value}, unless another is given: of two, the first would be passed over. */
  <T> T once(String what, Knob<T> knob, T value) {
    if (has(knob) && !get(knob).equals(value)) {
      throw twice(what, knob, knob.name(), knob.name());
    }
    return value;
  }

  /** {@code executors}, unless a size says otherwise. */
  Executors beside(Executors executors) {
    if (isSized() && !get(Workbench.EXECUTORS).equals(executors)) {
      throw twice(EACH, Workbench.EXECUTORS, SIZE, Workbench.EXECUTORS.name());
    }
    return executors;
  }

  /** {@code allocation}, unless a size says otherwise. */
  DynamicAllocation beside(DynamicAllocation allocation) {
    if (isSized() && !get(Workbench.ALLOCATION).equals(allocation)) {
      throw twice(NUMBER, Workbench.ALLOCATION, SIZE, Workbench.ALLOCATION.name());
    }
    return allocation;
  }

  /** Refuses {@code size} where its parts say otherwise. */
  void refuseBeside(Size size) {
    if (isSized()) {
      return;
    }
    if (has(Workbench.EXECUTORS) && !get(Workbench.EXECUTORS).equals(size.executors())) {
      throw twice(EACH, Workbench.EXECUTORS, Workbench.EXECUTORS.name(), SIZE);
    }
    if (has(Workbench.ALLOCATION) && !get(Workbench.ALLOCATION).equals(size.allocation())) {
      throw twice(NUMBER, Workbench.ALLOCATION, Workbench.ALLOCATION.name(), SIZE);
    }
  }

  /** Whether one call gave both the size of executors and their number. */
  private boolean isSized() {
    Optional<Origin> each = call(Workbench.EXECUTORS);
    Optional<Origin> number = call(Workbench.ALLOCATION);
    return each.isPresent() && number.isPresent() && each.get().isCall(number.get());
  }

  /** What two arguments say, of which one would be passed over. */
  private IllegalArgumentException twice(String what, Knob<?> knob, String first, String second) {
    StringBuilder at = new StringBuilder();
    Optional<Origin> call = call(knob);
    for (StackTraceElement frame :
        call.isPresent() ? call.get().frames() : new StackTraceElement[0]) {
      if (at.isEmpty() && !frame.getClassName().equals(Workbench.class.getName())) {
        at.append(" in line ").append(frame.getLineNumber());
      }
    }
    return new IllegalArgumentException(
        what
            + " is given twice, by "
            + first
            + "(…)"
            + at
            + " and by "
            + second
            + "(…) here; keep one of them");
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
