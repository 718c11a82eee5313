package io.sparkstead.stack.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.gitops.GitOps.Removed;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.secret.Sops;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Argo CD and Flux are told, of the stack and at its objects. */
class GitOpsTest {

  private static final DnsLabel TEAM_A = DnsLabel.of("team-a");
  private static final GitSource SOURCE = GitSource.of("https://git.example.org/data/spark.git");
  private static final ArgoCd ARGO = ArgoCd.from(SOURCE);
  private static final ArgoCdSet SET =
      new ArgoCdSet(
          DnsLabel.of("teams"),
          ARGO,
          Map.of(DnsLabel.of("team-b"), "https://10.0.0.7:6443", TEAM_A, ArgoCd.IN_CLUSTER));
  private static final Flux FLUX = Flux.from(SOURCE);

  private final Stack stack = Samples.spark35().stack();
  private final ExternalSecrets external =
      new ExternalSecrets(ExternalSecrets.Store.ofCluster("vault"), "team/spark");

  private List<HasMetadata> objects(GitOps gitOps) {
    Stack synced = stack.syncedBy(TEAM_A, gitOps);
    Component last = synced.components().get(stack.components().size());
    return StackManifests.of(synced).manifests(last).stream().map(Manifest::object).toList();
  }

  @Test
  void argo_cd_syncs_the_folder_of_the_environment() {
    Manifests.approve(objects(ARGO));
  }

  @Test
  void argo_cd_syncs_when_it_is_told() {
    Manifests.approve(
        objects(
            new ArgoCd(
                new Namespace("gitops"),
                DnsLabel.of("data"),
                new GitSource("ssh://git@git.example.org:2222/data/spark.git", "prod", "k8s/out"),
                "https://10.0.0.7:6443",
                new ArgoCd.ByHand(),
                List.of())));
  }

  @Test
  void argo_cd_syncs_several_environments_by_one_set() {
    Manifests.approve(objects(SET));
  }

  @Test
  void flux_syncs_the_folder_and_waits_for_what_runs() {
    Manifests.approve(objects(FLUX));
  }

  @Test
  void flux_logs_in_waits_for_others_and_deletes_nothing() {
    Manifests.approve(
        objects(
            new Flux(
                new Namespace("flux-system"),
                SOURCE,
                Optional.of(DnsLabel.of("git-login")),
                60,
                5,
                Removed.LEFT,
                List.of(DnsLabel.of("external-secrets"), DnsLabel.of("storage")))));
  }

  @Test
  void nobody_changes_nothing() {
    assertThat(stack.syncedBy(TEAM_A, new None())).isEqualTo(stack);
    assertThat(stack.gitOps()).isEqualTo(new None());
  }

  private static Map<String, Map<String, String>> told(Stack stack) {
    StackManifests made = StackManifests.of(stack);
    List<Manifest> all = new ArrayList<>(List.of(made.namespace()));
    made.all().forEach(part -> all.addAll(part.manifests()));
    Map<String, Map<String, String>> told = new TreeMap<>();
    for (Manifest manifest : all) {
      Map<String, String> annotations = manifest.object().getMetadata().getAnnotations();
      if (annotations != null && !annotations.isEmpty()) {
        told.put(manifest.toString(), annotations);
      }
    }
    return told;
  }

  @Test
  void claims_and_their_namespace_are_kept() {
    Map<String, String> argo =
        Map.of("argocd.argoproj.io/sync-options", "Prune=false,Delete=false");
    Map<String, String> flux = Map.of("kustomize.toolkit.fluxcd.io/prune", "disabled");
    for (Map<String, String> kept : List.of(argo, flux)) {
      assertThat(told(stack.syncedBy(TEAM_A, kept == argo ? ARGO : FLUX)))
          .containsEntry("PersistentVolumeClaim lab-disk", kept)
          .containsEntry("PersistentVolumeClaim store-disk", kept)
          .containsEntry("Namespace data", kept)
          .hasSize(told(stack).size() + 3);
    }
  }

  @Test
  void secrets_come_before_pods_and_the_namespace_before_both() {
    Map<String, Map<String, String>> told = told(stack.deliveredBy(external).syncedBy(TEAM_A, SET));
    assertThat(told.get("Namespace data")).containsEntry("argocd.argoproj.io/sync-wave", "-2");
    assertThat(told.get("ExternalSecret lab-token"))
        .containsExactly(Map.entry("argocd.argoproj.io/sync-wave", "-1"));
    assertThat(told).doesNotContainKey("StatefulSet lab");
  }

  @Test
  void jobs_that_are_synced_stay_and_those_on_request_are_swept_up() {
    Stack synced = stack.syncedBy(TEAM_A, FLUX);
    assertThat(synced.appliedTogether())
        .extracting(Component::folder)
        .doesNotContain("check", "gitops");
    for (StackManifests.Part part : StackManifests.of(synced).all()) {
      for (Manifest manifest : part.manifests()) {
        if (manifest.object() instanceof Job job) {
          assertThat(job.getSpec().getTtlSecondsAfterFinished() == null)
              .as(manifest.toString())
              .isEqualTo(part.component().applied() == Component.Applied.WITH_THE_STACK);
        }
      }
    }
  }

  @Test
  void a_synced_stack_breaks_no_rule() {
    for (GitOps gitOps : List.of(ARGO, SET, FLUX)) {
      Stack synced = stack.deliveredBy(external).syncedBy(TEAM_A, gitOps);
      assertThat(Proof.of(Evidence.of(StackManifests.of(synced), List.of(), "team-a"), List.of()))
          .isEmpty();
    }
  }

  @Test
  void a_patch_reaches_what_the_tool_is_told() {
    Stack patched =
        stack
            .syncedBy(TEAM_A, ARGO)
            .patchedBy(
                MergePatch.ofYaml(
                    "Application", "sparkstead-team-a", "spec: {revisionHistoryLimit: 3}"),
                MergePatch.ofYaml(
                    "PersistentVolumeClaim",
                    "lab-disk",
                    "metadata: {annotations: {argocd.argoproj.io/sync-options: null}}"));
    assertThat(Proof.of(Evidence.of(StackManifests.of(patched), List.of(), "team-a"), List.of()))
        .extracting(finding -> finding.rule().id() + " " + finding.subject())
        .containsExactly("GIT-02 PersistentVolumeClaim lab-disk");
  }

  @Test
  void flux_cannot_run_a_plugin_that_argo_cd_may() {
    Stack sops = stack.deliveredBy(new Sops("age1" + "q".repeat(58)));
    assertThat(sops.syncedBy(TEAM_A, ARGO).gitOps()).isEqualTo(ARGO);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sops.syncedBy(TEAM_A, FLUX))
        .withMessageStartingWith("Flux runs no plugins of Kustomize, and ksops.yaml is for one; ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:hunter2@git.example.org/spark.git",
        "https://hunter2@git.example.org/spark.git",
        "git@git.example.org:hunter2/spark.git",
        "http://git.example.org/hunter2",
        "https://git.example.org",
        "hunter2"
      })
  void a_repository_is_named_without_its_login_and_refused_without_repeating_it(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitSource.of(url))
        .withMessageStartingWith("the repository's URL (not shown) is none that")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void what_cannot_be_is_refused() {
    String url = SOURCE.url();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GitSource(url, "-x", "out"))
        .withMessageStartingWith("branch '-x' is none; ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GitSource(url, "main", "../out"))
        .withMessageStartingWith("folder '../out' is none of a repository; ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArgoCdSet(DnsLabel.of("teams"), ARGO, Map.of()))
        .withMessageStartingWith("application set teams is for no environment; ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArgoCdSet(DnsLabel.of("teams"), ARGO, Map.of(TEAM_A, "prod")))
        .withMessageStartingWith("cluster 'prod' is no API server; ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ArgoCd(
                    ARGO.namespace(),
                    ARGO.project(),
                    SOURCE,
                    ArgoCd.IN_CLUSTER,
                    ARGO.sync(),
                    List.of("prune")))
        .withMessageStartingWith("sync option 'prune' is none; ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Flux(FLUX.namespace(), SOURCE, Optional.empty(), 0, 5, Removed.LEFT, List.of()))
        .withMessageStartingWith("an interval of 0 and a timeout of 5 minutes: ");
  }
}
