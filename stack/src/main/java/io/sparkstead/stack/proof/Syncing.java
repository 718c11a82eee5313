package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Argo CD and Flux are told is about this stack, and costs no data. */
final class Syncing implements RuleFamily {

  private static final String ARGO = "argoproj.io/";
  private static final String FLUX = "kustomize.toolkit.fluxcd.io/";
  private static final String SOURCE = "source.toolkit.fluxcd.io/";

  /**
   * What makes a tool sync a folder.
   *
   * @param manifest the Application, ApplicationSet or Kustomization
   * @param spec of the Application, or the Kustomization's own
   */
  private record Sync(Manifest manifest, Map<?, ?> spec) {

    boolean isFlux() {
      return apiVersion(manifest).startsWith(FLUX);
    }

    String path() {
      return text(isFlux() ? spec : map(spec, "source"), "path");
    }

    boolean prunes() {
      Map<?, ?> where = isFlux() ? spec : map(map(spec, "syncPolicy"), "automated");
      return Boolean.TRUE.equals(where.get("prune"));
    }

    /** What keeps an object from being deleted by it: an annotation, and a word it holds. */
    Map.Entry<String, String> keeps() {
      return isFlux()
          ? Map.entry("kustomize.toolkit.fluxcd.io/prune", "disabled")
          : Map.entry("argocd.argoproj.io/sync-options", "Prune=false");
    }
  }

  /** Whether it is for Argo CD or Flux, who have a namespace of their own. */
  static boolean isOfTheTool(Manifest manifest) {
    String version = apiVersion(manifest);
    return version.startsWith(ARGO) || version.startsWith(FLUX) || version.startsWith(SOURCE);
  }

  private static String apiVersion(Manifest manifest) {
    return manifest.object() instanceof GenericKubernetesResource
        ? Optional.ofNullable(manifest.object().getApiVersion()).orElse("")
        : "";
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    List<Manifest> tools = stack.manifests().stream().filter(Syncing::isOfTheTool).toList();
    outside(stack, findings, tools);
    for (Sync sync : tools.stream().flatMap(Syncing::sync).toList()) {
      folder(stack, findings, sync);
      claims(stack, findings, sync);
      healthChecks(stack, findings, sync);
      jobs(stack, findings, sync);
    }
  }

  private static Stream<Sync> sync(Manifest manifest) {
    Map<?, ?> spec =
        map(((GenericKubernetesResource) manifest.object()).getAdditionalProperties(), "spec");
    return switch (manifest.kind()) {
      case "Application", "Kustomization" -> Stream.of(new Sync(manifest, spec));
      case "ApplicationSet" -> Stream.of(new Sync(manifest, map(map(spec, "template"), "spec")));
      default -> Stream.empty();
    };
  }

  private static void outside(Evidence stack, Findings findings, List<Manifest> tools) {
    findings.checking(Rule.TOOL_IS_OUTSIDE);
    for (Manifest tool : tools) {
      boolean isInside = stack.namespace().equals(tool.object().getMetadata().getNamespace());
      boolean isSynced = !stack.folder().apart().contains(tool.folder());
      if (isInside || isSynced) {
        findings.about(
            tool,
            "kind: " + tool.kind(),
            tool
                + (isInside
                    ? " is in " + stack.namespace() + ", the namespace that it syncs"
                    : " is among what it syncs")
                + "; put it where the tool runs");
      }
    }
  }

  private static void folder(Evidence stack, Findings findings, Sync sync) {
    findings.checking(Rule.OWN_FOLDER_IS_SYNCED);
    String environment = stack.folder().name();
    List<String> paths = paths(sync);
    boolean isOurs =
        paths.stream()
            .anyMatch(path -> ("/" + path).replaceAll("/+$", "").endsWith("/" + environment));
    if (!environment.isEmpty() && !isOurs) {
      findings.about(
          sync.manifest(),
          "path: ",
          sync.manifest()
              + " syncs "
              + String.join(", ", paths)
              + ", and this is environment "
              + environment
              + "; give syncedBy its name()");
    }
  }

  /** What it syncs; an ApplicationSet, the folder of each of its elements. */
  private static List<String> paths(Sync sync) {
    Map<?, ?> own =
        map(
            ((GenericKubernetesResource) sync.manifest().object()).getAdditionalProperties(),
            "spec");
    if (!sync.manifest().kind().equals("ApplicationSet")) {
      return List.of(sync.path());
    }
    return list(own, "generators").stream()
        .flatMap(generator -> list(map(generator, "list"), "elements").stream())
        .map(element -> sync.path().replace("{{.environment}}", text(element, "environment")))
        .toList();
  }

  private static void claims(Evidence stack, Findings findings, Sync sync) {
    findings.checking(Rule.CLAIMS_OUTLIVE_PRUNING);
    boolean hasClaims = !stack.all(PersistentVolumeClaim.class).isEmpty();
    for (Manifest manifest : stack.manifests()) {
      boolean isKept =
          manifest.object() instanceof PersistentVolumeClaim
              || (hasClaims && manifest.object() instanceof Namespace);
      String told =
          manifest.object().getMetadata().getAnnotations().getOrDefault(sync.keeps().getKey(), "");
      if (sync.prunes() && isKept && !told.contains(sync.keeps().getValue())) {
        findings.about(
            manifest,
            "kind: " + manifest.kind(),
            manifest
                + " may be deleted by "
                + sync.manifest()
                + ", which prunes; annotate it with "
                + sync.keeps().getKey()
                + ": "
                + sync.keeps().getValue());
      }
    }
  }

  private static void healthChecks(Evidence stack, Findings findings, Sync sync) {
    findings.checking(Rule.HEALTH_CHECK_EXISTS);
    for (Map<?, ?> check : list(sync.spec(), "healthChecks")) {
      boolean exists =
          stack.manifests().stream()
              .anyMatch(
                  manifest ->
                      manifest.kind().equals(text(check, "kind"))
                          && manifest.name().equals(text(check, "name"))
                          && text(check, "namespace")
                              .equals(manifest.object().getMetadata().getNamespace()));
      if (!exists) {
        findings.about(
            sync.manifest(),
            "name: " + text(check, "name"),
            sync.manifest()
                + " waits for "
                + text(check, "kind")
                + " "
                + text(check, "name")
                + " in namespace "
                + text(check, "namespace")
                + ", which the stack does not have; check what is there");
      }
    }
  }

  private static void jobs(Evidence stack, Findings findings, Sync sync) {
    findings.checking(Rule.SYNCED_JOB_STAYS);
    stack
        .all(Job.class)
        .forEach(
            (manifest, job) -> {
              if (!stack.folder().apart().contains(manifest.folder())
                  && job.getSpec().getTtlSecondsAfterFinished() != null) {
                findings.about(
                    manifest,
                    "ttlSecondsAfterFinished",
                    manifest
                        + " is swept up "
                        + job.getSpec().getTtlSecondsAfterFinished()
                        + " s after its end, and "
                        + sync.manifest()
                        + " makes it again; leave ttlSecondsAfterFinished out");
              }
            });
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return from.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<Map<?, ?>> list(Map<?, ?> from, String key) {
    return from.get(key) instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(item -> (Map<?, ?>) item)
            .toList()
        : List.of();
  }

  private static String text(Map<?, ?> from, String key) {
    return from.get(key) instanceof String text ? text : "";
  }
}
