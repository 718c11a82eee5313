package io.sparkstead.stack.proof.supply;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.gitops.GitOpsTools;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what Argo CD and Flux are told is about this stack, and costs no data. */
public record Syncing(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OWN_FOLDER_IS_SYNCED =
      Rule.error("GIT-01", "Argo CD or Flux syncs the folder of this environment, as a whole")
          .why("It would apply another environment here, or what is meant for requests alone.")
          .fix("Give syncedBy the environment's own name().");

  static final Rule CLAIMS_OUTLIVE_PRUNING =
      Rule.error("GIT-02", "A tool that prunes leaves claims, and the namespace they are in")
          .why("A renamed file or a removed Application would delete the data.")
          .fix("Leave the annotations that syncedBy adds.");

  static final Rule HEALTH_CHECK_EXISTS =
      Rule.error("GIT-03", "A health check of Flux names an object of the stack")
          .why("The Kustomization is never ready, and nothing that waits for it goes up.")
          .fix("Say syncedBy when all components are there.");

  static final Rule TOOL_IS_OUTSIDE =
      Rule.error(
              "GIT-04",
              "What tells a tool to sync the stack is not in the stack's namespace, nor in what it syncs")
          .why("The tool does not look for it there, or deletes what it is told by.")
          .fix("Name the namespace that Argo CD or Flux runs in.");

  static final Rule SYNCED_JOB_STAYS =
      Rule.error("GIT-05", "A Job that a tool syncs is not swept up")
          .why("The tool misses it and makes it again: it runs for ever.")
          .fix("Leave ttlSecondsAfterFinished out.");

  /**
   * What makes a tool sync a folder.
   *
   * @param manifest the Application, ApplicationSet or Kustomization
   * @param spec of the Application, or the Kustomization's own
   */
  private record Sync(Manifest manifest, Fields spec) {

    boolean isFlux() {
      return GitOpsTools.isForFlux(manifest.object());
    }

    String path() {
      return (isFlux() ? spec : spec.at("source")).text("path");
    }

    boolean prunes() {
      Fields where = isFlux() ? spec : spec.at("syncPolicy").at("automated");
      return where.text("prune").equals("true");
    }

    /** What keeps an object from being deleted by it: an annotation, and a word it holds. */
    Map.Entry<String, String> keeps() {
      return isFlux()
          ? Map.entry("kustomize.toolkit.fluxcd.io/prune", "disabled")
          : Map.entry("argocd.argoproj.io/sync-options", "Prune=false");
    }
  }

  @Override
  public void check() {
    for (Manifest manifest : stack.manifests()) {
      if (GitOpsTools.read(manifest.object())) {
        toolIsOutside(manifest);
        for (Sync sync : syncs(manifest)) {
          ownFolderIsSynced(sync);
          claimsOutlivePruning(sync);
          healthCheckExists(sync);
          syncedJobStays(sync);
        }
      }
    }
  }

  /** What {@code tool} makes be synced: nothing, if it is a source or a project. */
  private static List<Sync> syncs(Manifest tool) {
    Fields spec = Fields.specOf(tool);
    return switch (tool.kind()) {
      case "Application", "Kustomization" -> List.of(new Sync(tool, spec));
      case "ApplicationSet" -> List.of(new Sync(tool, spec.at("template").at("spec")));
      default -> List.of();
    };
  }

  private void toolIsOutside(Manifest tool) {
    String mark = "kind: " + tool.kind();
    if (isIn(stack.namespace(), tool)) {
      at(TOOL_IS_OUTSIDE, tool, mark)
          .say(
              "{it} is in {}, the namespace that it syncs; put it where the tool runs",
              stack.namespace());
    } else if (isSynced(tool)) {
      at(TOOL_IS_OUTSIDE, tool, mark)
          .say("{it} is among what it syncs; put it where the tool runs");
    }
  }

  private static boolean isIn(String namespace, Manifest manifest) {
    return manifest.namespace().equals(Optional.of(namespace));
  }

  private boolean isSynced(Manifest manifest) {
    return !stack.folder().apart().contains(manifest.folder());
  }

  private void ownFolderIsSynced(Sync sync) {
    String environment = stack.folder().name();
    List<String> paths = paths(sync);
    if (!environment.isEmpty() && !isAmong(paths, environment)) {
      at(OWN_FOLDER_IS_SYNCED, sync.manifest(), "path: ")
          .say(
              "{it} syncs {}, and this is environment {}; give syncedBy its name()",
              String.join(", ", paths),
              environment);
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
    for (Fields generator : Fields.specOf(sync.manifest()).list("generators")) {
      for (Fields element : generator.at("list").list("elements")) {
        paths.add(sync.path().replace("{{.environment}}", element.text("environment")));
      }
    }
    return paths;
  }

  private void claimsOutlivePruning(Sync sync) {
    if (!sync.prunes()) {
      return;
    }
    Map.Entry<String, String> keeps = sync.keeps();
    boolean hasClaims = !stack.all(PersistentVolumeClaim.class).isEmpty();
    for (Manifest manifest : stack.manifests()) {
      boolean hasData =
          manifest.object() instanceof PersistentVolumeClaim
              || (hasClaims && manifest.object() instanceof Namespace);
      String told = Given.texts(manifest.annotations()).getOrDefault(keeps.getKey(), "");
      if (hasData && !told.contains(keeps.getValue())) {
        at(CLAIMS_OUTLIVE_PRUNING, manifest, "kind: " + manifest.kind())
            .say(
                "{it} may be deleted by {}, which prunes; annotate it with {}: {}",
                sync.manifest(),
                keeps.getKey(),
                keeps.getValue());
      }
    }
  }

  private void healthCheckExists(Sync sync) {
    for (Fields check : sync.spec().list("healthChecks")) {
      String kind = check.text("kind");
      String name = check.text("name");
      String namespace = check.text("namespace");
      if (!exists(kind, name, namespace)) {
        at(HEALTH_CHECK_EXISTS, sync.manifest(), "name: " + name)
            .say(
                "{it} waits for {} {} in namespace {}, which the stack does not have; check what is"
                    + " there",
                kind,
                name,
                namespace);
      }
    }
  }

  private boolean exists(String kind, String name, String namespace) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(kind)
          && manifest.name().equals(name)
          && isIn(namespace, manifest)) {
        return true;
      }
    }
    return false;
  }

  private void syncedJobStays(Sync sync) {
    for (Found<Job> job : stack.all(Job.class)) {
      Integer ttl =
          job.object().getSpec() == null
              ? null
              : job.object().getSpec().getTtlSecondsAfterFinished();
      if (ttl != null && isSynced(job.manifest())) {
        at(SYNCED_JOB_STAYS, job, "ttlSecondsAfterFinished")
            .say(
                "{it} is swept up {} s after its end, and {} makes it again; leave"
                    + " ttlSecondsAfterFinished out",
                ttl,
                sync.manifest());
      }
    }
  }
}
