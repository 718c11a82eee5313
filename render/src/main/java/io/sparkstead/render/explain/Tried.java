package io.sparkstead.render.explain;

import io.sparkstead.render.explain.compared.Effect;
import io.sparkstead.render.explain.compared.TreeCompared;
import io.sparkstead.render.explain.woven.Said;
import java.util.List;

/**
 * One thing that the Java says, and what became of the tree with it otherwise.
 *
 * @param outcomes one for each way that was taken; none where none was
 */
record Tried(Said said, List<TreeCompared> outcomes) {

  Tried {
    outcomes = List.copyOf(outcomes);
  }

  /** Of the line {@code line} of the file at {@code path}: altered, if it was so in any way. */
  Effect at(String path, int line) {
    Effect effect = Effect.SAME;
    for (TreeCompared outcome : outcomes) {
      Effect one = outcome.at(path, line);
      effect = one == Effect.ALTERED || effect == Effect.SAME ? one : effect;
    }
    return effect;
  }

  /** How many lines it is answerable for. */
  int count() {
    return outcomes.stream().mapToInt(TreeCompared::count).max().orElse(0);
  }

  /** Whether any line of the tree is otherwise without it. */
  boolean isFelt() {
    return count() > 0;
  }

  /** Whether no other value was taken: then it may be answerable for what nobody knows. */
  boolean isUnknown() {
    return outcomes.isEmpty();
  }
}
