package io.sparkstead.stack.proof.supply;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitOpsTools;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Sources;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.storage.Irsa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a person tells Argo CD, Flux, External Secrets and Grafana beyond what parts tell them. */
public record Applications(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OWN_CLUSTER_IS_KNOWN =
      Rule.error("GIT-09", "An Application names its own cluster as Argo CD knows it")
          .why("Argo CD finds no cluster of another address, and nothing is applied.")
          .fix("Say " + ArgoCd.IN_CLUSTER + ", letter for letter.");

  static final Rule NAMES_STAY =
      Rule.error("GIT-10", "What syncs the stack leaves its names as they are")
          .why("Properties, scripts and policies name objects that are called otherwise then.")
          .fix("Name things otherwise in Java: the prefix, or the namespace.");

  static final Rule WAVES_FOLLOW_NEED =
      Rule.error("GIT-11", "What pods need is synced in no later wave than they")
          .why("Argo CD begins a wave when the one before is healthy, which it never is.")
          .fix("Give what is needed the lower wave.");

  static final Rule DASHBOARD_IS_LABELLED =
      Rule.error("OBS-16", "A dashboard has the label by which Grafana's sidecar finds it")
          .why("It is loaded by that label alone, and is never shown.")
          .fix("Leave the label grafana_dashboard, or the one that your sidecar asks for.");

  static final Rule VALUE_IS_PICKED =
      Rule.warning("SEC-12", "A key takes one property of an entry, as those beside it do")
          .why("Without, it gets the whole entry, with its other values and as JSON.")
          .fix("Name the property.");

  static final Rule ROLES_ARE_ALIKE =
      Rule.warning("SEC-13", "The accounts that come to one store take the role that it knows")
          .why("A role that nobody made, or that trusts another account, is refused by STS.")
          .fix(
              "Give all of them the role of the README, or say in an exception who made the other.");

  static final Rule WHAT_STAYS_IS_NO_HOOK =
      Rule.warning("GIT-17", "What pods need all day is no hook of Argo CD's")
          .why("Argo CD deletes a hook with each sync, and pods that start meanwhile wait for it.")
          .fix("Drop the hook; a sync wave makes it early, and leaves it.");

  static final Rule PROJECT_IS_THERE =
      Rule.warning("GIT-18", "The project that a patch gives an Application is there")
          .why("Of a project that nobody made, Argo CD says InvalidSpecError, and syncs nothing.")
          .fix("Say default, or give the project to ArgoCd in Java once it is made.");

  private static final String HOOK = "argocd.argoproj.io/hook";

  /** How whoever means the cluster that Argo CD runs in begins. */
  private static final String OWN_CLUSTER = "https://kubernetes.default";

  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String ROLE = Irsa.ANNOTATION;

  @Override
  public void check() {
    for (Manifest manifest : stack.manifests()) {
      if (GitOpsTools.read(manifest.object())) {
        Fields spec = Fields.specOf(manifest);
        ownClusterIsKnown(manifest, spec.at("destination").text("server"));
        namesStay(manifest, spec.at("source").at("kustomize"));
        namesStay(manifest, spec);
        projectIsThere(manifest, spec.text("project"));
      }
      whatStaysIsNoHook(manifest);
    }
    for (Workload workload : stack.workloads()) {
      wavesFollowNeed(workload);
    }
    for (Found<ConfigMap> map : stack.all(ConfigMap.class)) {
      dashboardIsLabelled(map);
    }
    valuesArePicked();
    rolesAreAlike();
  }

  private void ownClusterIsKnown(Manifest manifest, String server) {
    if (server.startsWith(OWN_CLUSTER) && !server.equals(ArgoCd.IN_CLUSTER)) {
      at(OWN_CLUSTER_IS_KNOWN, manifest, "server:")
          .say(
              "{it} says {}, and Argo CD knows its own cluster as {}; say that",
              server,
              ArgoCd.IN_CLUSTER);
    }
  }

  private void namesStay(Manifest manifest, Fields kustomize) {
    for (String field : List.of("namePrefix", "nameSuffix")) {
      String value = kustomize.text(field);
      if (!value.isEmpty()) {
        at(NAMES_STAY, manifest, field)
            .say(
                "{it} renames all objects by {} {}, and properties, scripts and policies go on with"
                    + " the old names; drop it, and name them in Java",
                field,
                value);
      }
    }
  }

  /** One that somebody gave to {@code ArgoCd} in Java is theirs to know. */
  private void projectIsThere(Manifest tool, String project) {
    boolean isMade = project.isEmpty() || project.equals("default") || stack.isTried(tool.path());
    for (Manifest manifest : stack.manifests()) {
      isMade |= manifest.kind().equals("AppProject") && manifest.name().equals(project);
    }
    if (!isMade && tool.kind().equals("Application")) {
      at(PROJECT_IS_THERE, tool, "project:")
          .say(
              "{it} is of project {}, which the stack does not make; say default, or give the"
                  + " project to ArgoCd in Java",
              project);
    }
  }

  private static boolean isHook(Manifest manifest) {
    String hook = manifest.annotations().getOrDefault(HOOK, "Skip");
    return !hook.equals("Skip");
  }

  /** What other hooks alone need may come and go with them, and a Job does so anyway. */
  private void whatStaysIsNoHook(Manifest manifest) {
    if (!isHook(manifest)) {
      return;
    }
    for (Workload workload : stack.workloads()) {
      boolean isIt = workload.manifest().equals(manifest);
      boolean stays = !workload.isJob() && !manifest.kind().equals("Pod");
      if ((isIt && stays) || (!isHook(workload.manifest()) && needs(workload, manifest))) {
        at(WHAT_STAYS_IS_NO_HOOK, manifest, HOOK)
            .say(
                "{it} is a hook, {}, which Argo CD deletes with each sync, and {} {}; drop the hook",
                manifest.annotations().getOrDefault(HOOK, ""),
                isIt ? "its pods are those of" : "it is needed by",
                workload);
        return;
      }
    }
  }

  private static int wave(Manifest manifest) {
    String wave = manifest.annotations().getOrDefault(WAVE, "0");
    return wave.matches("[+-]?\\d{1,6}") ? Integer.parseInt(wave) : 0;
  }

  private void wavesFollowNeed(Workload workload) {
    int own = wave(workload.manifest());
    for (Manifest manifest : stack.manifests()) {
      if (wave(manifest) > own && needs(workload, manifest)) {
        at(WAVES_FOLLOW_NEED, manifest, WAVE)
            .say(
                "{it} is in wave {} and {}, which needs it, in wave {}; give it that or a lower one",
                wave(manifest),
                workload,
                own);
      }
    }
  }

  private static boolean needs(Workload workload, Manifest manifest) {
    Sources sources = Sources.of(workload);
    return switch (manifest.kind()) {
      case "ServiceAccount" -> workload.account().equals(manifest.name());
      case "ConfigMap" -> isAmong(sources.configMaps(), manifest.name());
      case "Secret", "SealedSecret" -> isAmong(sources.secrets(), manifest.name());
      case "ExternalSecret" -> isAmong(sources.secrets(), target(manifest));
      case "PersistentVolumeClaim" ->
          workload.volumes().stream()
              .anyMatch(
                  volume ->
                      volume.claim().isPresent() && volume.claim().get().equals(manifest.name()));
      default -> false;
    };
  }

  private static boolean isAmong(List<Source> sources, String name) {
    return sources.stream().anyMatch(source -> source.name().equals(name));
  }

  private static String target(Manifest externalSecret) {
    String target = Fields.specOf(externalSecret).at("target").text("name");
    return target.isEmpty() ? externalSecret.name() : target;
  }

  /** One that pods mount is found by them. */
  private void dashboardIsLabelled(Found<ConfigMap> map) {
    for (Map.Entry<String, String> file : Given.texts(map.object().getData()).entrySet()) {
      boolean isDashboard =
          file.getKey().endsWith(".json")
              && file.getValue().contains("\"panels\"")
              && file.getValue().contains("\"schemaVersion\"");
      boolean isFound =
          map.manifest().labels().keySet().stream()
              .anyMatch(label -> !label.startsWith("app.kubernetes.io/"));
      boolean isMounted =
          stack.workloads().stream().anyMatch(workload -> workload.mounts(map.name()));
      if (isDashboard && !isFound && !isMounted) {
        at(DASHBOARD_IS_LABELLED, map, "labels:")
            .say(
                "{it} has a dashboard and no label that a sidecar of Grafana's would ask for; give"
                    + " it grafana_dashboard, or yours");
      }
    }
  }

  /** Where all other keys of all ExternalSecrets do. */
  private void valuesArePicked() {
    List<Manifest> without = new ArrayList<>();
    int with = 0;
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals("ExternalSecret")) {
        for (Fields entry : Fields.specOf(manifest).list("data")) {
          if (entry.at("remoteRef").text("property").isEmpty()) {
            without.add(manifest);
          } else {
            with++;
          }
        }
      }
    }
    if (with >= without.size()) {
      for (Manifest manifest : without) {
        at(VALUE_IS_PICKED, manifest, "remoteRef:")
            .say(
                "{it} has a key without a property, and gets the whole entry of it; name the"
                    + " property, as the other keys do");
      }
    }
  }

  private void rolesAreAlike() {
    Set<String> roles = new TreeSet<>();
    List<Manifest> accounts = new ArrayList<>();
    for (Manifest manifest : stack.manifests()) {
      String role = manifest.annotations().getOrDefault(ROLE, "");
      if (manifest.kind().equals("ServiceAccount") && !role.isEmpty()) {
        accounts.add(manifest);
        roles.add(role);
      }
    }
    for (String role : roles.size() == 2 ? roles : Set.<String>of()) {
      List<Manifest> takers =
          accounts.stream().filter(each -> role.equals(each.annotations().get(ROLE))).toList();
      if (takers.size() == 1 && accounts.size() > 2) {
        at(ROLES_ARE_ALIKE, takers.get(0), ROLE)
            .say(
                "{it} takes {}, and the other accounts another role; give it theirs, unless somebody"
                    + " has made this one for it",
                role);
      }
    }
  }
}
