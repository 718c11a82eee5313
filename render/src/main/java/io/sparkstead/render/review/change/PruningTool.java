package io.sparkstead.render.review.change;

import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.Optional;

/** What deletes objects that are in a tree no more, as the tree's own objects for it say. */
public enum PruningTool {
  ARGO_CD("Argo CD"),
  FLUX("Flux");

  private static final String OF_ARGO = "argocd.argoproj.io/sync-options";
  private static final String OF_FLUX = "kustomize.toolkit.fluxcd.io/prune";

  private final String name;

  PruningTool(String name) {
    this.name = name;
  }

  /** The one that prunes what {@code tree} leaves out. */
  public static Optional<PruningTool> in(TreeObjects tree) {
    for (TreeObject object : tree.objects().values()) {
      String api = object.name().apiVersion();
      if (api.startsWith("argoproj.io/")
          && object.at("/spec/syncPolicy/automated/prune").asBoolean()) {
        return Optional.of(ARGO_CD);
      }
      if (api.startsWith("kustomize.toolkit.fluxcd.io/") && object.at("/spec/prune").asBoolean()) {
        return Optional.of(FLUX);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code object} says that no tool may delete it. */
  public static boolean leaves(TreeObject object) {
    String argo = object.document().at("/metadata/annotations").path(OF_ARGO).asText();
    String flux = object.document().at("/metadata/annotations").path(OF_FLUX).asText();
    return argo.contains("Prune=false") || flux.equals("disabled");
  }

  @Override
  public String toString() {
    return name;
  }
}
