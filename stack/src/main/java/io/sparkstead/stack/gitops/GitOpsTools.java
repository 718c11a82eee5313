package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** The objects by which Argo CD and Flux are told what to sync. */
public final class GitOpsTools {

  private static final String ARGO_CD = "argoproj.io/";
  private static final String FLUX = "kustomize.toolkit.fluxcd.io/";
  private static final String FLUX_SOURCES = "source.toolkit.fluxcd.io/";

  private GitOpsTools() {}

  /** Whether {@code object} is for Argo CD or Flux, who have a namespace of their own. */
  public static boolean read(HasMetadata object) {
    return isOf(ARGO_CD, object) || isOf(FLUX_SOURCES, object) || isForFlux(object);
  }

  /** Whether {@code object} tells Flux what to sync. */
  public static boolean isForFlux(HasMetadata object) {
    return isOf(FLUX, object);
  }

  /** Fabric8 has no model of these kinds. */
  private static boolean isOf(String group, HasMetadata object) {
    return object instanceof GenericKubernetesResource made
        && made.getApiVersion() != null
        && made.getApiVersion().startsWith(group);
  }
}
