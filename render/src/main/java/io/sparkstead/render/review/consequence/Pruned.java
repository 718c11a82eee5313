package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.PruningTool;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of objects that are no more in the tree: a tool deletes them, or somebody has to.
 */
final class Pruned {

  private Pruned() {}

  static List<Consequence> of(TreeChange change) {
    Optional<PruningTool> tool = PruningTool.in(change.after());
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange.Removed gone : change.removed()) {
      say(found, change, gone.object(), tool);
    }
    for (ObjectChange.Changed each : change.changed()) {
      if (each.isMadeAnew()) {
        say(found, change, each.was(), tool);
      }
    }
    return found;
  }

  private static void say(
      List<Consequence> found, TreeChange change, TreeObject gone, Optional<PruningTool> tool) {
    // A folder that is applied by itself is no tool's.
    boolean isTools = tool.isPresent() && !change.before().apart().contains(gone.folder());
    found.add(
        new Consequence(
            Kind.prune, gone.name().inShort(), fate(gone, isTools ? tool : Optional.empty())));
  }

  private static String fate(TreeObject object, Optional<PruningTool> tool) {
    if (tool.isPresent()) {
      return PruningTool.leaves(object)
          ? "stays, since it says not to prune it"
          : tool.get() + " deletes it";
    }
    boolean isForgotten = !object.at("/spec/ttlSecondsAfterFinished").isMissingNode();
    return isForgotten
        ? "stays until it is finished and forgotten, by ttlSecondsAfterFinished"
        : "stays in the cluster until somebody deletes it by kubectl delete";
  }
}
