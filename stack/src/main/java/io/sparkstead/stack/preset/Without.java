package io.sparkstead.stack.preset;

import io.sparkstead.dsl.value.Origin;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Recipe;
import io.sparkstead.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call of a {@link Workbench} gave. */
record Without(Workbench bench, Origin origin) implements Recipe.Argument {

  /** Parts that are no longer as the bench made them stay, and so do those added to them. */
  @Override
  public Stack without(Stack whole) {
    Stack before = bench.stack();
    Stack after = bench.without(origin).stack();
    List<Component> parts = new ArrayList<>();
    for (Component part : after.parts()) {
      if (!before.parts().contains(part)) {
        parts.add(part);
      }
    }
    for (Component part : whole.parts()) {
      if (!before.parts().contains(part) || after.parts().contains(part)) {
        parts.add(part);
      }
    }
    return new Stack(
        after.namespace(),
        parts,
        whole.nodes().equals(before.nodes()) ? after.nodes() : whole.nodes(),
        whole.delivery(),
        whole.sync(),
        whole.patches(),
        Optional.empty());
  }
}
