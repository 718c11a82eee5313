package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The components of one stack as one of them sees the others.
 *
 * <p>Each component's objects are made once, for all who ask: to read, and not to change.
 */
public final class Siblings {

  /** What stands for the objects of a component while they are being made. */
  private static final List<HasMetadata> UNDER_WAY = new ArrayList<>();

  private final List<Component> all;
  private final List<Component> others;
  private final IdentityHashMap<Component, List<HasMetadata>> made;

  private Siblings(
      List<Component> all,
      List<Component> others,
      IdentityHashMap<Component, List<HasMetadata>> made) {
    this.all = List.copyOf(all);
    this.others = List.copyOf(others);
    this.made = made;
  }

  /** All of {@code components}, as somebody else sees them. */
  public static Siblings among(List<Component> components) {
    return new Siblings(components, components, new IdentityHashMap<>());
  }

  /** All but the one that asks, in the order of the stack. */
  public List<Component> others() {
    return others;
  }

  /** Those of them that are not {@link Derived}, and so can be asked whatever they are. */
  public List<Component> parts() {
    List<Component> parts = new ArrayList<>();
    for (Component other : others) {
      if (!(other instanceof Derived)) {
        parts.add(other);
      }
    }
    return parts;
  }

  /**
   * The objects of {@code component}, as it makes them.
   *
   * @throws IllegalArgumentException if it is reckoned from who asks
   */
  public List<HasMetadata> of(Component component) {
    List<HasMetadata> objects = made.get(component);
    if (objects == UNDER_WAY) {
      throw new IllegalArgumentException(
          "component "
              + component.folder()
              + " is reckoned from the objects of one that is reckoned from its own; let one of"
              + " them ask for those of parts() alone");
    }
    if (objects == null) {
      made.put(component, UNDER_WAY);
      objects =
          component instanceof Derived derived
              ? derived.resources(seenBy(derived))
              : component.resources();
      made.put(component, objects);
    }
    return objects;
  }

  private Siblings seenBy(Component one) {
    List<Component> rest = new ArrayList<>();
    for (Component other : all) {
      if (other != one) {
        rest.add(other);
      }
    }
    return new Siblings(all, rest, made);
  }
}
