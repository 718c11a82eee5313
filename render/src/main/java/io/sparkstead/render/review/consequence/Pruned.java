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
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange.Removed gone : change.removed()) {
      found.add(said(gone.object(), change));
    }
    for (ObjectChange.Changed each : change.changed()) {
      if (each.isMadeAnew()) {
        found.add(said(each.was(), change));
      }
    }
    return found;
  }

  private static Consequence said(TreeObject gone, TreeChange change) {
    return new Consequence(Kind.prune, gone.name().inShort(), fate(gone, change));
  }

  private static String fate(TreeObject gone, TreeChange change) {
    Optional<PruningTool> tool = change.deleting(gone);
    if (tool.isPresent()) {
      return tool.get() + " deletes it";
    }
    if (change.isTools(gone)) {
      return "stays, since it says not to prune it";
    }
    return gone.at("/spec/ttlSecondsAfterFinished").isMissingNode()
        ? "stays in the cluster until somebody deletes it by kubectl delete"
        : "stays until it is finished and forgotten, by ttlSecondsAfterFinished";
  }
}
