package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.Flux;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncWordsTest extends FamilyTest {

  private static final String ARGO =
      """
      project: default
      source: {repoURL: 'https://git.example.org/a.git', targetRevision: main, path: out/team-a}
      destination: {server: 'https://kubernetes.default.svc', namespace: data}
      syncPolicy:
        automated: {prune: true, selfHeal: true}
        retry: {backoff: {duration: 5s, maxDuration: 3m}}
        syncOptions: [PruneLast=true]
      """;

  private static final String FLUX =
      """
      interval: 10m
      timeout: 10m
      path: ./out/team-a
      prune: true
      sourceRef: {kind: GitRepository, name: team-a}
      """;

  SyncWordsTest() {
    super(SyncWords::new);
    on(
        SyncWords.KUSTOMIZE_BUILDS_IT,
        "Application a has source.directory, and the tree is Kustomize's; leave it out",
        good -> argo("path: out/team-a", "path: out/team-a, directory: {recurse: true}"));
    on(
        SyncWords.KUSTOMIZE_BUILDS_IT,
        "has source.helm",
        good -> argo("path: out/team-a", "path: out/team-a, helm: {releaseName: a}"));
    on(
        SyncWords.TOOL_TAKES_IT,
        "has the option ServerSideAply=true, which Argo CD does not know; did you mean"
            + " ServerSideApply?",
        good -> argo("PruneLast=true", "ServerSideAply=true"));
    on(
        SyncWords.TOOL_TAKES_IT,
        "has interval: 10, which is no duration; write it as 10m or 1h30m",
        good -> flux("interval: 10m", "interval: '10'"));
    on(
        SyncWords.SELECTORS_STAY,
        "Application a puts {env=x} into every selector; say labelWithoutSelector: true",
        good -> argo("path: out/team-a", "path: out/team-a, kustomize: {commonLabels: {env: x}}"));
    on(
        SyncWords.CHANGES_ARE_SYNCED,
        "leaves /spec/template of each StatefulSet as it is in the cluster, whatever Git says",
        good -> ignoring("jsonPointers: [/spec/template]"));
    on(
        SyncWords.CHANGES_ARE_SYNCED,
        "leaves /spec of each StatefulSet",
        good -> ignoring("jqPathExpressions: [.spec]"));
    on(
        SyncWords.IT_LEADS_HERE,
        "Application a leads to namespace date, and the stack is in data",
        good -> argo("namespace: data", "namespace: date"));
  }

  private static Altered argo(String from, String to) {
    return with("argoproj.io/v1alpha1", "Application", ARGO.replace(from, to));
  }

  private static Altered ignoring(String what) {
    return ignoring("StatefulSet", what);
  }

  private static Altered ignoring(String kind, String what) {
    return argo(
        "  syncOptions: [PruneLast=true]\n",
        "  syncOptions: [RespectIgnoreDifferences=true]\n"
            + "ignoreDifferences: [{kind: "
            + kind
            + ", "
            + what
            + "}]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jsonPointers: [/spec/replicas]",
        "jqPathExpressions: ['.spec.template.spec.containers[].resources']",
        "managedFieldsManagers: [vertical-pod-autoscaler]"
      })
  void one_field_may_be_others_to_change(String what) {
    assertThat(said(ignoring(what))).isEmpty();
  }

  @Test
  void what_is_hidden_alone_is_synced_and_labels_may_stay_out_of_selectors() {
    String hidden =
        "ignoreDifferences: [{kind: StatefulSet, jsonPointers: [/spec]}]\nproject: default";
    String labels = "kustomize: {commonLabels: {env: x}, labelWithoutSelector: true}";

    assertThat(said(argo("project: default", hidden))).isEmpty();
    assertThat(said(argo("path: out/team-a", "path: out/team-a, " + labels))).isEmpty();
  }

  @Test
  void secrets_may_be_filled_by_others() {
    assertThat(said(ignoring("Secret", "jsonPointers: [/data]"))).isEmpty();
  }

  private static Altered flux(String from, String to) {
    return with("kustomize.toolkit.fluxcd.io/v1", "Kustomization", FLUX.replace(from, to));
  }

  private static Altered with(String api, String kind, String spec) {
    GenericKubernetesResource tool = Custom.of(api, kind, "a", spec);
    tool.getMetadata().setNamespace("gitops");
    return Altered.samples().add(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PruneLast=true | PruneLast=yes | has the option PruneLast=yes, which takes one of",
        "PruneLast=true | PruneLast | takes one of [true, false]",
        "server: 'https://kubernetes.default.svc', | '' | neither by its server nor by its name",
        "namespace: data | name: a | both",
        "https://kubernetes.default.svc | kubernetes.default.svc | which is no address",
        "project: default | projekt: default | names no project",
        "repoURL | repoUrl | has a source without repoURL",
        "prune: true | prune: 'yes' | has prune: yes, which is neither true nor false",
        "duration: 5s | duration: five | has duration: five, which is no duration"
      })
  void what_argo_cd_does_not_take_is_told(String from, String to, String told) {
    String word = told.equals("both") ? "by its server and by its name" : told;

    assertThat(said(SyncWords.TOOL_TAKES_IT, argo(from, to))).anyMatch(said -> said.contains(word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval: 10m | '' | has no interval, which Flux asks for",
        "timeout: 10m | timeout: 1d | has timeout: 1d, which is no duration",
        "prune: true | '' | does not say prune",
        "kind: GitRepository | kind: GitRepo | takes its files from GitRepo 'team-a'",
        "prune: true | 'prune: true, targetNamespace: date' | leave targetNamespace out"
      })
  void what_flux_does_not_take_is_told(String from, String to, String told) {
    String line = to.replace(", ", "\n");

    assertThat(said(SyncWords.TOOL_TAKES_IT, flux(from, line)))
        .anyMatch(said -> said.contains(told));
  }

  @Test
  void a_source_of_another_name_is_told() {
    Altered good =
        Altered.of(
            Samples.spark35()
                .stack()
                .syncedBy(
                    DnsLabel.of("team-a"),
                    Flux.from(GitSource.of("https://git.example.org/data/spark.git"))));
    assertThat(said(good)).isEmpty();

    GenericKubernetesResource other =
        Custom.of("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "a", FLUX);
    other.getMetadata().setNamespace("flux-system");
    assertThat(said(SyncWords.TOOL_TAKES_IT, good.add(other)))
        .singleElement()
        .asString()
        .contains("takes its files from GitRepository team-a, which is not beside it");
  }

  @Test
  void what_syncs_a_stack_is_left_alone() {
    Altered argo =
        Altered.of(
            Samples.spark35()
                .stack()
                .syncedBy(
                    DnsLabel.of("team-a"),
                    ArgoCd.from(GitSource.of("https://git.example.org/data/spark.git"))));

    assertThat(said(argo)).isEmpty();
    assertThat(said(argo("path: out", "kustomize: {namePrefix: a-}, path: out"))).isEmpty();
    assertThat(said(argo("PruneLast=true", "CreateNamespace=false, Validate=false, Later=1")))
        .isEmpty();
    assertThat(said(argo("server: 'https://kubernetes.default.svc'", "name: in-cluster")))
        .isEmpty();
    assertThat(said(flux("timeout: 10m", "timeout: 1h30m"))).isEmpty();
    assertThat(said(flux("kind: GitRepository", "kind: OCIRepository"))).isEmpty();
  }
}
