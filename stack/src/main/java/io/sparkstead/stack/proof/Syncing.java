package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    String version =
        manifest.object() instanceof GenericKubernetesResource made ? made.getApiVersion() : null;
    return version == null ? "" : version;
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    List<Manifest> tools = new ArrayList<>();
    for (Manifest manifest : stack.manifests()) {
      if (isOfTheTool(manifest)) {
        tools.add(manifest);
      }
    }
    outside(stack, findings, tools);
    for (Sync sync : syncs(tools)) {
      folder(stack, findings, sync);
      claims(stack, findings, sync);
      healthChecks(stack, findings, sync);
      jobs(stack, findings, sync);
    }
  }

  private static List<Sync> syncs(List<Manifest> tools) {
    List<Sync> syncs = new ArrayList<>();
    for (Manifest tool : tools) {
      Map<?, ?> spec = spec(tool);
      switch (tool.kind()) {
        case "Application", "Kustomization" -> syncs.add(new Sync(tool, spec));
        case "ApplicationSet" -> syncs.add(new Sync(tool, map(map(spec, "template"), "spec")));
        default -> {
          // A source, or a project: it syncs nothing.
        }
      }
    }
    return syncs;
  }

  private static Map<?, ?> spec(Manifest tool) {
    return map(((GenericKubernetesResource) tool.object()).getAdditionalProperties(), "spec");
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
    if (!environment.isEmpty() && !isAmong(paths, environment)) {
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

  private static boolean isAmong(List<String> paths, String environment) {
    for (String path : paths) {
      if (("/" + path).replaceAll("/+$", "").endsWith("/" + environment)) {
        return true;
      }
    }
    return false;
  }

  /** What it syncs; an ApplicationSet, the folder of each of its elements. */
  private static List<String> paths(Sync sync) {
    if (!sync.manifest().kind().equals("ApplicationSet")) {
      return List.of(sync.path());
    }
    List<String> paths = new ArrayList<>();
    for (Map<?, ?> generator : list(spec(sync.manifest()), "generators")) {
      for (Map<?, ?> element : list(map(generator, "list"), "elements")) {
        paths.add(sync.path().replace("{{.environment}}", text(element, "environment")));
      }
    }
    return paths;
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
      if (!exists(stack, check)) {
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

  private static boolean exists(Evidence stack, Map<?, ?> check) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(text(check, "kind"))
          && manifest.name().equals(text(check, "name"))
          && text(check, "namespace").equals(manifest.object().getMetadata().getNamespace())) {
        return true;
      }
    }
    return false;
  }

  private static void jobs(Evidence stack, Findings findings, Sync sync) {
    findings.checking(Rule.SYNCED_JOB_STAYS);
    for (Map.Entry<Manifest, Job> entry : stack.all(Job.class).entrySet()) {
      Manifest manifest = entry.getKey();
      Integer ttl = entry.getValue().getSpec().getTtlSecondsAfterFinished();
      if (ttl != null && !stack.folder().apart().contains(manifest.folder())) {
        findings.about(
            manifest,
            "ttlSecondsAfterFinished",
            manifest
                + " is swept up "
                + ttl
                + " s after its end, and "
                + sync.manifest()
                + " makes it again; leave ttlSecondsAfterFinished out");
      }
    }
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return from.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<Map<?, ?>> list(Map<?, ?> from, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object item : from.get(key) instanceof List<?> list ? list : List.of()) {
      if (item instanceof Map<?, ?> map) {
        maps.add(map);
      }
    }
    return maps;
  }

  private static String text(Map<?, ?> from, String key) {
    return from.get(key) instanceof String text ? text : "";
  }
}
