package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What a component asks whose own objects are reckoned from other components'.
 *
 * <p>Whoever answers makes each component's objects once, for itself and for all who ask: to read,
 * and not to change.
 */
@FunctionalInterface
public interface Siblings {

  /** The objects of {@code component}, as {@link Component#resources()} makes them. */
  List<HasMetadata> of(Component component);
}
