package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.ObjectChange;
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

  private static final String ARGO = "argocd.argoproj.io/sync-options";
  private static final String FLUX = "kustomize.toolkit.fluxcd.io/prune";

  private Pruned() {}

  static List<Consequence> of(TreeChange change) {
    Optional<String> tool = tool(change);
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange.Removed gone : change.removed()) {
      found.add(new Consequence(Kind.prune, gone.name().inShort(), fate(gone.object(), tool)));
    }
    for (ObjectChange.Changed each : change.changed()) {
      if (each.isMadeAnew()) {
        found.add(new Consequence(Kind.prune, each.was().name().inShort(), fate(each.was(), tool)));
      }
    }
    return found;
  }

  private static String fate(TreeObject object, Optional<String> tool) {
    if (tool.isPresent() && !isKept(object)) {
      return tool.get() + " deletes it";
    }
    return tool.isPresent()
        ? "stays, since it says not to prune it"
        : "stays in the cluster until somebody deletes it by kubectl delete";
  }

  private static boolean isKept(TreeObject object) {
    String argo = object.document().at("/metadata/annotations").path(ARGO).asText();
    String flux = object.document().at("/metadata/annotations").path(FLUX).asText();
    return argo.contains("Prune=false") || flux.equals("disabled");
  }

  /** The tool that prunes, as the tree's own objects for it say. */
  private static Optional<String> tool(TreeChange change) {
    for (TreeObject object : change.after().objects().values()) {
      String api = object.name().apiVersion();
      if (api.startsWith("argoproj.io/")
          && object.at("/spec/syncPolicy/automated/prune").asBoolean()) {
        return Optional.of("Argo CD");
      }
      if (api.startsWith("kustomize.toolkit.fluxcd.io/") && object.at("/spec/prune").asBoolean()) {
        return Optional.of("Flux");
      }
    }
    return Optional.empty();
  }
}
