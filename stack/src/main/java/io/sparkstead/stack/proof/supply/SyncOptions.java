package io.sparkstead.stack.proof.supply;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.gitops.GitOpsTools;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the options by which Argo CD syncs agree with each other, and leave data alone. */
public record SyncOptions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLAIMS_ARE_NOT_REPLACED =
      Rule.error("GIT-12", "Argo CD applies claims and Jobs, and does not replace them")
          .why(
              "What the cluster wrote into a bound claim or a Job is not in Git: the API server"
                  + " refuses it without as immutable, and every sync fails. By force, it is deleted"
                  + " first, and the data with it.")
          .fix("Drop Replace=true; ServerSideApply=true takes large objects too.");

  static final Rule OPTIONS_AGREE =
      Rule.warning("GIT-13", "No option of Argo CD's takes back what another says")
          .why("One of them is passed over, and nothing says which.")
          .fix("Keep the one that is meant.");

  static final Rule WORKLOADS_ARE_NOT_FORCED =
      Rule.warning("GIT-16", "Argo CD does not delete workloads to change them")
          .why(
              "By Force and Replace each sync that finds a change deletes the workload and its pods:"
                  + " what runs in them is lost for a changed label.")
          .fix("Drop Force=true; where a field cannot change, delete the workload by hand, once.");

  private static final String ANNOTATION = "argocd.argoproj.io/sync-options";
  private static final String REPLACE = "Replace";
  private static final String SERVER_SIDE = "ServerSideApply";
  private static final String FORCE = "Force";
  private static final String PRUNE = "Prune";
  private static final String YES = "true";
  private static final String NO = "false";

  @Override
  public void check() {
    for (Manifest manifest : stack.manifests()) {
      if (GitOpsTools.read(manifest.object())) {
        Fields spec = Fields.specOf(manifest);
        switch (manifest.kind()) {
          case "Application" -> application(manifest, spec.at("syncPolicy"));
          case "ApplicationSet" ->
              application(manifest, spec.at("template").at("spec").at("syncPolicy"));
          default -> {
            // Flux has no such options.
          }
        }
      }
      ofOne(manifest);
    }
  }

  private void application(Manifest tool, Fields policy) {
    Map<String, Set<String>> said = read(policy.texts("syncOptions"));
    if (is(said, REPLACE, YES)) {
      claimsAreNotReplaced(tool, is(said, FORCE, YES));
    }
    agree(tool, said);
    if (is(said, PRUNE, NO) && policy.at("automated").text("prune").equals(YES)) {
      takesBack(tool, "Prune=false", "automated.prune: true");
    }
  }

  /** What an object says of itself, which goes before what the Application says. */
  private void ofOne(Manifest manifest) {
    String told = Given.texts(manifest.annotations()).getOrDefault(ANNOTATION, "");
    if (!told.isEmpty()) {
      Map<String, Set<String>> said = read(List.of(told.split(",", -1)));
      if (is(said, REPLACE, YES) && isLost(manifest, is(said, FORCE, YES))) {
        at(CLAIMS_ARE_NOT_REPLACED, manifest, ANNOTATION)
            .say("{it} is replaced by each sync, by its own Replace=true; drop that");
      }
      if (is(said, REPLACE, YES) && is(said, FORCE, YES) && runsForLong(manifest)) {
        at(WORKLOADS_ARE_NOT_FORCED, manifest, ANNOTATION)
            .say(
                "{it} is deleted and made anew with each change, by its own Force=true and"
                    + " Replace=true; drop Force=true");
      }
      agree(manifest, said);
    }
  }

  /** A Job may run once more. */
  private static boolean runsForLong(Manifest manifest) {
    return List.of("StatefulSet", "Deployment", "DaemonSet").contains(manifest.kind());
  }

  private static Map<String, Set<String>> read(List<String> options) {
    Map<String, Set<String>> said = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        said.computeIfAbsent(option.substring(0, equals).strip(), name -> new LinkedHashSet<>())
            .add(option.substring(equals + 1).strip());
      }
    }
    return said;
  }

  private static boolean is(Map<String, Set<String>> said, String name, String value) {
    return said.getOrDefault(name, Set.of()).contains(value);
  }

  /**
   * Whether the cluster writes into it what may not change. By force a Job runs once more, which is
   * what some want, and a claim is made anew.
   */
  private static boolean isLost(Manifest manifest, boolean byForce) {
    return manifest.object() instanceof PersistentVolumeClaim
        || (manifest.object() instanceof Job && !byForce);
  }

  private void claimsAreNotReplaced(Manifest tool, boolean byForce) {
    for (Manifest manifest : stack.manifests()) {
      String own = Given.texts(manifest.annotations()).getOrDefault(ANNOTATION, "");
      if (isLost(manifest, byForce)
          && !stack.folder().apart().contains(manifest.folder())
          && !own.contains("Replace=false")) {
        at(CLAIMS_ARE_NOT_REPLACED, tool, REPLACE)
            .say(
                "{it} replaces all that it syncs, by Replace=true, and of {} what the cluster wrote"
                    + " may not go; drop that option",
                manifest);
        return;
      }
    }
  }

  private void agree(Manifest what, Map<String, Set<String>> said) {
    for (Map.Entry<String, Set<String>> option : said.entrySet()) {
      if (option.getValue().size() > 1) {
        at(OPTIONS_AGREE, what, option.getKey())
            .say(
                "{it} says {} twice, once each of {}; keep one",
                option.getKey(),
                option.getValue());
      }
    }
    if (is(said, REPLACE, YES) && is(said, SERVER_SIDE, YES)) {
      takesBack(what, "ServerSideApply=true", "Replace=true");
    }
    if (is(said, FORCE, YES) && !is(said, REPLACE, YES) && is(said, SERVER_SIDE, YES)) {
      takesBack(what, "Force=true", "ServerSideApply=true");
    }
    if (is(said, "ClientSideApplyMigration", YES) && is(said, SERVER_SIDE, NO)) {
      takesBack(what, "ClientSideApplyMigration=true", "ServerSideApply=false");
    }
    if (is(said, "PruneLast", YES) && is(said, PRUNE, NO)) {
      takesBack(what, "PruneLast=true", "Prune=false");
    }
  }

  private void takesBack(Manifest what, String one, String other) {
    at(OPTIONS_AGREE, what, one)
        .say("{it} says {} beside {}, which does not go together; keep one", one, other);
  }
}
