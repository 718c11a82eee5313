package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.ArgoCdSet;
import io.sparkstead.stack.gitops.Flux;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A stack that Argo CD or Flux syncs, and one thing made wrong in it. */
class SyncingTest extends FamilyTest {

  private static final String TEAM = "team-a";
  private static final GitSource SOURCE = GitSource.of("https://git.example.org/data/spark.git");
  private static final ArgoCd ARGO = ArgoCd.from(SOURCE);
  private static final Flux FLUX = Flux.from(SOURCE);
  private static final ArgoCdSet SET =
      new ArgoCdSet(
          DnsLabel.of("teams"),
          ARGO,
          Map.of(
              DnsLabel.of("team-b"),
              "https://10.0.0.7:6443",
              DnsLabel.of(TEAM),
              ArgoCd.IN_CLUSTER));

  SyncingTest() {
    super(Syncing::new);
    on(
        Syncing.OWN_FOLDER_IS_SYNCED,
        "Application sparkstead-team-a syncs out/team-a, and this is environment team-b; give",
        good -> synced(ARGO).writtenFor("team-b"));
    on(
        Syncing.CLAIMS_OUTLIVE_PRUNING,
        "PersistentVolumeClaim lab-disk may be deleted by Kustomization sparkstead-team-a, which"
            + " prunes; annotate it with kustomize.toolkit.fluxcd.io/prune: disabled",
        good ->
            synced(FLUX)
                .edit(
                    PersistentVolumeClaim.class,
                    "lab-disk",
                    claim -> claim.getMetadata().setAnnotations(Map.of())));
    on(
        Syncing.HEALTH_CHECK_EXISTS,
        "waits for StatefulSet lab in namespace data, which the stack does not have",
        good -> synced(FLUX).rename(StatefulSet.class, "lab", "other"));
    on(
        Syncing.TOOL_IS_OUTSIDE,
        "is in data, the namespace that it syncs; put it where the tool runs",
        good ->
            synced(
                new ArgoCd(
                    Samples.DATA,
                    ARGO.project(),
                    SOURCE,
                    ArgoCd.IN_CLUSTER,
                    ARGO.sync(),
                    List.of())));
    on(
        Syncing.SYNCED_JOB_STAYS,
        "is swept up 60 s after its end, and Application sparkstead-team-a makes it again",
        good -> synced(ARGO).edit(Job.class, bootstrap(), job -> ttl(job, 60)));
  }

  private static Altered synced(GitOps gitOps) {
    return Altered.of(Samples.spark35().stack().syncedBy(DnsLabel.of(TEAM), gitOps))
        .writtenFor(TEAM);
  }

  private static String bootstrap() {
    return StackManifests.of(Samples.spark35().stack())
        .manifests(Samples.spark35().minio())
        .stream()
        .filter(manifest -> manifest.kind().equals("Job"))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static void ttl(Job job, int seconds) {
    job.getSpec().setTtlSecondsAfterFinished(seconds);
  }

  static List<GitOps> tools() {
    return List.of(ARGO, SET, FLUX);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void a_synced_stack_keeps_every_rule(GitOps tool) {
    assertThat(said(synced(tool))).isEmpty();
    assertThat(said(synced(tool).writtenFor(""))).isEmpty();
  }

  @Test
  void a_set_syncs_the_folder_of_each_of_its_elements() {
    assertThat(said(synced(SET).writtenFor("team-b"))).isEmpty();
    assertThat(said(Syncing.OWN_FOLDER_IS_SYNCED, synced(SET).writtenFor("team-c")))
        .containsExactly(
            "ApplicationSet teams syncs out/team-a, out/team-b, and this is environment team-c;"
                + " give syncedBy its name()");
  }

  @ParameterizedTest
  @CsvSource({
    "out/team-a,        true",
    "out/team-a/,       true",
    "out/team-a//,      true",
    "team-a,            true",
    "./team-a,          true",
    "out/a-team-a,      false",
    "out/team-a/smoke,  false",
    "out,               false",
    "'',                false",
  })
  void a_folder_is_synced_as_a_whole_whatever_is_above_it(String path, boolean isOwn) {
    Altered altered = Altered.samples().writtenFor(TEAM);
    altered.add(
        tool("argoproj.io/v1alpha1", "Application", Map.of("source", Map.of("path", path))));

    assertThat(said(Syncing.OWN_FOLDER_IS_SYNCED, altered).isEmpty()).isEqualTo(isOwn);
  }

  @ParameterizedTest
  @CsvSource({
    "argoproj.io/v1alpha1,           AppProject,    true",
    "source.toolkit.fluxcd.io/v1,    GitRepository, true",
    "kustomize.toolkit.fluxcd.io/v1, Other,         true",
    "example.org/v1,                 Application,   false",
  })
  void what_a_tool_reads_belongs_outside_be_it_synced_or_a_source(
      String api, String kind, boolean isOfTool) {
    Altered altered = Altered.samples().writtenFor(TEAM).add(tool(api, kind, Map.of()));

    assertThat(said(Syncing.TOOL_IS_OUTSIDE, altered))
        .isEqualTo(
            isOfTool
                ? List.of(kind + " tool is among what it syncs; put it where the tool runs")
                : List.of());
    assertThat(said(Syncing.OWN_FOLDER_IS_SYNCED, altered)).isEmpty();
  }

  @Test
  void what_argo_cd_prunes_tells_it_to_leave_the_claims_and_their_namespace() {
    Altered altered = synced(ARGO);
    for (String claim : altered.evidence().names(PersistentVolumeClaim.class)) {
      altered.edit(PersistentVolumeClaim.class, claim, SyncingTest::withoutAnnotations);
    }
    altered.edit(Namespace.class, "data", SyncingTest::withoutAnnotations);

    assertThat(said(Syncing.CLAIMS_OUTLIVE_PRUNING, altered))
        .containsExactlyInAnyOrder(
            prunes("PersistentVolumeClaim lab-disk"),
            prunes("PersistentVolumeClaim store-disk"),
            prunes("Namespace data"));
  }

  private static String prunes(String object) {
    return object
        + " may be deleted by Application sparkstead-team-a, which prunes; annotate it with"
        + " argocd.argoproj.io/sync-options: Prune=false";
  }

  private static void withoutAnnotations(HasMetadata object) {
    object.getMetadata().setAnnotations(null);
  }

  @Test
  void a_namespace_without_claims_may_go() {
    Altered altered = synced(ARGO).edit(Namespace.class, "data", SyncingTest::withoutAnnotations);
    for (String claim : altered.evidence().names(PersistentVolumeClaim.class)) {
      altered.delete(PersistentVolumeClaim.class, claim);
    }

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_annotation_of_another_word_keeps_nothing() {
    Altered altered =
        synced(ARGO)
            .edit(
                PersistentVolumeClaim.class,
                "lab-disk",
                claim ->
                    claim
                        .getMetadata()
                        .setAnnotations(Map.of("argocd.argoproj.io/sync-options", "Delete=false")));

    assertThat(said(Syncing.CLAIMS_OUTLIVE_PRUNING, altered)).hasSize(1);
  }

  @Test
  void a_tool_that_prunes_nothing_may_meet_claims_that_say_nothing() {
    GitOps lenient =
        new Flux(
            FLUX.namespace(),
            SOURCE,
            Optional.empty(),
            FLUX.minutes(),
            FLUX.timeout(),
            GitOps.Removed.LEFT,
            List.of());
    GitOps asked =
        new ArgoCd(
            ARGO.namespace(),
            ARGO.project(),
            SOURCE,
            ArgoCd.IN_CLUSTER,
            new ArgoCd.ByHand(),
            List.of());
    for (GitOps tool : List.of(lenient, asked)) {
      assertThat(
              said(
                  synced(tool)
                      .edit(
                          PersistentVolumeClaim.class,
                          "lab-disk",
                          SyncingTest::withoutAnnotations)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulSet, lab,  data,  true",
    "Deployment,  lab,  data,  false",
    "StatefulSet, lad,  data,  false",
    "StatefulSet, lab,  other, false",
  })
  void a_health_check_is_by_kind_name_and_namespace(
      String kind, String name, String namespace, boolean exists) {
    Map<String, Object> spec =
        Map.of(
            "path",
            TEAM,
            "healthChecks",
            List.of(Map.of("kind", kind, "name", name, "namespace", namespace), "no map"));
    Altered altered =
        Altered.samples()
            .writtenFor(TEAM)
            .add(tool("kustomize.toolkit.fluxcd.io/v1", "Kustomization", spec));

    assertThat(said(Syncing.HEALTH_CHECK_EXISTS, altered))
        .isEqualTo(
            exists
                ? List.of()
                : List.of(
                    "Kustomization tool waits for "
                        + kind
                        + " "
                        + name
                        + " in namespace "
                        + namespace
                        + ", which the stack does not have; check what is there"));
  }

  @Test
  void a_job_on_request_may_be_swept_up_and_one_without_a_spec_says_nothing() {
    Altered altered = synced(ARGO);
    Job empty = new Job();
    empty.setMetadata(new ObjectMetaBuilder().withName("empty").build());

    assertThat(altered.evidence().all(Job.class))
        .anyMatch(job -> job.object().getSpec().getTtlSecondsAfterFinished() != null);
    assertThat(said(altered.add(empty))).isEmpty();
  }

  private static GenericKubernetesResource tool(String api, String kind, Map<String, Object> spec) {
    GenericKubernetesResource tool = new GenericKubernetesResource();
    tool.setApiVersion(api);
    tool.setKind(kind);
    tool.setMetadata(new ObjectMetaBuilder().withName("tool").withNamespace("gitops").build());
    tool.setAdditionalProperties(Map.of("spec", spec));
    return tool;
  }
}
