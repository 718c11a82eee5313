package io.sparkstead.stack.proof.supply;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.gitops.GitOpsTools;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether Argo CD and Flux are told in their own words to build the tree by Kustomize. */
public record SyncWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule KUSTOMIZE_BUILDS_IT =
      Rule.error("GIT-06", "Argo CD builds the tree by Kustomize")
          .why(
              "Told of a directory, a chart or a plugin it takes each file as it is: names and images"
                  + " are those of no build, and kustomization.yaml is refused.")
          .fix("Leave directory, helm, chart and plugin out of the source.");

  static final Rule TOOL_TAKES_IT =
      Rule.error("GIT-07", "Argo CD and Flux are told what they take")
          .why("They refuse it, or pass over it: nothing is synced, or otherwise than it says.")
          .fix("Write what the finding names.");

  static final Rule IT_LEADS_HERE =
      Rule.warning("GIT-08", "An Application leads to the stack's namespace")
          .why(
              "A project may forbid the one or the other, and Argo CD shows the stack where it is not.")
          .fix("Leave what syncedBy writes.");

  static final Rule SELECTORS_STAY =
      Rule.error("GIT-14", "Argo CD puts no label into selectors")
          .why(
              "Selectors of workloads that are there cannot be changed, and policies select pods that"
                  + " Spark makes no more: these do not carry it.")
          .fix("Say labelWithoutSelector: true, or give labels by .label(…) of a Workbench.");

  static final Rule CHANGES_ARE_SYNCED =
      Rule.warning("GIT-15", "What Git says of an object reaches the cluster")
          .why("Whole specs are left as they are: a change in Git is never applied.")
          .fix("Ignore the one field that others change, such as /spec/replicas.");

  /** What all of an object stands below, or of a pod. */
  private static final List<String> WHOLE =
      List.of(
          "",
          "/",
          "/data",
          "/rules",
          "/spec",
          "/spec/egress",
          "/spec/ingress",
          "/spec/jobTemplate",
          "/spec/jobTemplate/spec",
          "/spec/ports",
          "/spec/template",
          "/spec/template/spec",
          "/spec/template/spec/containers");

  private static final String INTERVAL = "interval";
  private static final String SERVER = "server";
  private static final String NAME = "name";

  /** What Argo CD reads of an option's name; Kustomize's and a person's own begin otherwise. */
  private static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          Map.entry("ApplyOutOfSyncOnly", List.of("true", "false")),
          Map.entry("ClientSideApplyMigration", List.of("true", "false")),
          Map.entry("CreateNamespace", List.of("true", "false")),
          Map.entry("Delete", List.of("true", "false", "confirm")),
          Map.entry("FailOnSharedResource", List.of("true", "false")),
          Map.entry("Force", List.of("true", "false")),
          Map.entry("Prune", List.of("true", "false", "confirm")),
          Map.entry("PruneLast", List.of("true", "false")),
          Map.entry("PrunePropagationPolicy", List.of("foreground", "background", "orphan")),
          Map.entry("Replace", List.of("true", "false")),
          Map.entry("RespectIgnoreDifferences", List.of("true", "false")),
          Map.entry("ServerSideApply", List.of("true", "false")),
          Map.entry("SkipDryRunOnMissingResource", List.of("true", "false")),
          Map.entry("Validate", List.of("true", "false")));

  private static final List<String> SOURCES =
      List.of("GitRepository", "OCIRepository", "Bucket", "ExternalArtifact");

  @Override
  public void check() {
    for (Manifest tool : stack.manifests()) {
      if (GitOpsTools.read(tool.object())) {
        Fields spec = Fields.specOf(tool);
        switch (tool.kind()) {
          case "Application" -> application(tool, spec);
          case "ApplicationSet" -> application(tool, spec.at("template").at("spec"));
          case "Kustomization" -> kustomization(tool, spec);
          default -> source(tool, spec);
        }
      }
    }
  }

  private void application(Manifest tool, Fields spec) {
    List<Fields> sources = new ArrayList<>(spec.list("sources"));
    if (sources.isEmpty()) {
      sources.add(spec.at("source"));
    }
    for (Fields source : sources) {
      sourceIsKustomizes(tool, source);
      Fields kustomize = source.at("kustomize");
      if (!kustomize.at("commonLabels").isEmpty()
          && !kustomize.text("labelWithoutSelector").equals("true")) {
        at(SELECTORS_STAY, tool, "commonLabels")
            .say(
                "{it} puts {} into every selector; say labelWithoutSelector: true, or give labels by"
                    + " .label(…) of a Workbench",
                kustomize.at("commonLabels").all());
      }
    }
    changesAreSynced(tool, spec);
    if (spec.text("project").isEmpty()) {
      at(TOOL_TAKES_IT, tool, "spec:")
          .say("{it} names no project; say default, or the one it is in");
    }
    destination(tool, spec.at("destination"));
    Fields policy = spec.at("syncPolicy");
    for (String field : List.of("prune", "selfHeal", "allowEmpty", "enabled")) {
      truth(tool, policy.at("automated"), field);
    }
    for (String option : policy.texts("syncOptions")) {
      option(tool, option);
    }
    Fields backoff = policy.at("retry").at("backoff");
    duration(tool, backoff, "duration", Durations.GO);
    duration(tool, backoff, "maxDuration", Durations.GO);
  }

  /** Without the option, differences are hidden and still synced. */
  private void changesAreSynced(Manifest tool, Fields spec) {
    if (!spec.at("syncPolicy").texts("syncOptions").contains("RespectIgnoreDifferences=true")) {
      return;
    }
    for (Fields ignored : spec.list("ignoreDifferences")) {
      List<String> paths = new ArrayList<>(ignored.texts("jsonPointers"));
      for (String expression : ignored.texts("jqPathExpressions")) {
        paths.add(expression.replace(".", "/").replace("[]", ""));
      }
      for (String path : paths) {
        if (WHOLE.contains(path) && isMade(ignored.text("kind"))) {
          at(CHANGES_ARE_SYNCED, tool, "ignoreDifferences")
              .say(
                  "{it} leaves {} of each {} as it is in the cluster, whatever Git says; name the one"
                      + " field that others change",
                  path,
                  ignored.text("kind"));
        }
      }
    }
  }

  /** Whether Git has objects of {@code kind}; what Secrets hold others may well fill in. */
  private boolean isMade(String kind) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(kind) && !kind.equals("Secret")) {
        return true;
      }
    }
    return kind.equals("*");
  }

  private void sourceIsKustomizes(Manifest tool, Fields source) {
    for (String other : List.of("directory", "helm", "chart", "plugin")) {
      if (source.has(other)) {
        at(KUSTOMIZE_BUILDS_IT, tool, other)
            .say("{it} has source.{}, and the tree is Kustomize's; leave it out", other);
      }
    }
    if (source.text("repoURL").isEmpty()) {
      at(TOOL_TAKES_IT, tool, "source").say("{it} has a source without repoURL; say where Git is");
    }
  }

  private void destination(Manifest tool, Fields destination) {
    String server = destination.text(SERVER);
    if (!server.isEmpty() && !server.contains("://") && server.indexOf('{') < 0) {
      at(TOOL_TAKES_IT, tool, server)
          .say("{it} names the server {}, which is no address; write https:// in front", server);
    }
    boolean hasServer = !destination.text(SERVER).isEmpty();
    if (hasServer == !destination.text(NAME).isEmpty()) {
      at(TOOL_TAKES_IT, tool, "destination")
          .say(
              "{it} names a cluster {}; name it by server or by name",
              hasServer
                  ? "by its server and by its name"
                  : "neither by its server nor by its name");
    }
    String namespace = destination.text("namespace");
    if (!namespace.isEmpty() && !namespace.equals(stack.namespace())) {
      at(IT_LEADS_HERE, tool, namespace)
          .say("{it} leads to namespace {}, and the stack is in {}", namespace, stack.namespace());
    }
  }

  private void option(Manifest tool, String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    List<String> values = OPTIONS.getOrDefault(name, List.of());
    Optional<String> meant = NearName.of(name, OPTIONS.keySet().stream().sorted().toList());
    // One that is newer than this list is not told.
    if (values.isEmpty() && meant.isPresent()) {
      at(TOOL_TAKES_IT, tool, option)
          .say(
              "{it} has the option {}, which Argo CD does not know; did you mean {}?",
              option,
              meant.get());
    } else if (!values.isEmpty() && !values.contains(option.substring(equals + 1))) {
      at(TOOL_TAKES_IT, tool, option)
          .say("{it} has the option {}, which takes one of {}", option, values);
    }
  }

  private void kustomization(Manifest tool, Fields spec) {
    required(tool, spec, INTERVAL);
    for (String field : List.of(INTERVAL, "retryInterval", "timeout")) {
      duration(tool, spec, field, Durations.FLUX);
    }
    if (!spec.has("prune")) {
      at(TOOL_TAKES_IT, tool, "spec:").say("{it} does not say prune, which Flux asks for; say it");
    }
    for (String field : List.of("prune", "wait", "suspend", "force")) {
      truth(tool, spec, field);
    }
    Fields source = spec.at("sourceRef");
    if (source.text(NAME).isEmpty() || !SOURCES.contains(source.text("kind"))) {
      at(TOOL_TAKES_IT, tool, "sourceRef")
          .say(
              "{it} takes its files from {} '{}'; name a source of kind {}",
              source.text("kind"),
              source.text(NAME),
              SOURCES);
    } else if (isMissing(tool, source)) {
      at(TOOL_TAKES_IT, tool, "sourceRef")
          .say(
              "{it} takes its files from {} {}, which is not beside it; name the one that is",
              source.text("kind"),
              source.text(NAME));
    }
    String namespace = spec.text("targetNamespace");
    if (!namespace.isEmpty() && !namespace.equals(stack.namespace())) {
      at(TOOL_TAKES_IT, tool, "targetNamespace")
          .say(
              "{it} puts all into namespace {}, and the stack is in {}; leave targetNamespace out",
              namespace,
              stack.namespace());
    }
  }

  /** Where a source of that kind is there, and goes by another name. */
  private boolean isMissing(Manifest tool, Fields source) {
    boolean hasOther = false;
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(source.text("kind"))
          && manifest.namespace().equals(tool.namespace())) {
        if (manifest.name().equals(source.text(NAME))) {
          return false;
        }
        hasOther = true;
      }
    }
    return hasOther && !source.has("namespace");
  }

  private void source(Manifest tool, Fields spec) {
    if (SOURCES.contains(tool.kind())) {
      required(tool, spec, INTERVAL);
      duration(tool, spec, INTERVAL, Durations.FLUX);
      duration(tool, spec, "timeout", Durations.FLUX);
    }
  }

  private void required(Manifest tool, Fields spec, String field) {
    if (!spec.has(field)) {
      at(TOOL_TAKES_IT, tool, "spec:").say("{it} has no {}, which Flux asks for; say it", field);
    }
  }

  private void duration(Manifest tool, Fields in, String field, Durations durations) {
    String said = in.text(field);
    if (!said.isEmpty() && !durations.take(said)) {
      at(TOOL_TAKES_IT, tool, field)
          .say("{it} has {}: {}, which is no duration; write it as 10m or 1h30m", field, said);
    }
  }

  private void truth(Manifest tool, Fields in, String field) {
    if (in.has(field) && !(in.all().get(field) instanceof Boolean)) {
      at(TOOL_TAKES_IT, tool, field)
          .say("{it} has {}: {}, which is neither true nor false", field, in.text(field));
    }
  }
}
