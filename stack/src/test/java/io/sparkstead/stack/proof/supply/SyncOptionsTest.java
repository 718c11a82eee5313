package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncOptionsTest extends FamilyTest {

  private static final String DISK = "store-disk";

  SyncOptionsTest() {
    super(SyncOptions::new);
    on(
        SyncOptions.CLAIMS_ARE_NOT_REPLACED,
        "Application a replaces all that it syncs, by Replace=true",
        good -> synced("ServerSideApply=true, Replace=true"));
    on(
        SyncOptions.CLAIMS_ARE_NOT_REPLACED,
        "PersistentVolumeClaim store-disk is replaced by each sync, by its own Replace=true",
        good -> annotated(PersistentVolumeClaim.class, DISK, "Prune=false,Replace=true"));
    on(
        SyncOptions.OPTIONS_AGREE,
        "Application a says ServerSideApply=true beside Replace=true",
        good -> synced("ServerSideApply=true, Replace=true"));
    on(
        SyncOptions.OPTIONS_AGREE,
        "Application a says Validate twice, once each of [true, false]; keep one",
        good -> synced("Validate=true, Validate=false"));
    on(
        SyncOptions.OPTIONS_AGREE,
        "Application a says Prune=false beside automated.prune: true",
        good -> synced("Prune=false"));
    on(
        SyncOptions.WORKLOADS_ARE_NOT_FORCED,
        "StatefulSet lab is deleted and made anew with each change, by its own Force=true",
        good -> annotated(StatefulSet.class, JUPYTER, "Force=true,Replace=true"));
  }

  private static Altered synced(String options) {
    GenericKubernetesResource tool =
        Custom.of(
            "argoproj.io/v1alpha1",
            "Application",
            "a",
            "syncPolicy: {automated: {prune: true}, syncOptions: ["
                + ("'" + options.replace(", ", "', '") + "'")
                + "]}");
    tool.getMetadata().setNamespace("gitops");
    return Altered.samples().add(tool);
  }

  private static <T extends HasMetadata> Altered annotated(
      Class<T> kind, String name, String options) {
    return annotated(Altered.samples(), kind, name, options);
  }

  private static <T extends HasMetadata> Altered annotated(
      Altered altered, Class<T> kind, String name, String options) {
    return altered.edit(
        kind,
        name,
        object ->
            object
                .getMetadata()
                .setAnnotations(Map.of("argocd.argoproj.io/sync-options", options)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PruneLast=true, ServerSideApply=true",
        "ServerSideApply=true, ClientSideApplyMigration=false",
        "ApplyOutOfSyncOnly=true, CreateNamespace=true",
        "Replace=false, ServerSideApply=true",
      })
  void options_that_go_together_are_free(String options) {
    assertThat(said(synced(options))).isEmpty();
  }

  @Test
  void what_the_cluster_writes_nothing_into_may_be_replaced() {
    assertThat(said(annotated(Service.class, HISTORY, "Replace=true"))).isEmpty();
  }

  @Test
  void a_job_may_run_once_more_by_force() {
    Altered altered =
        Altered.samples()
            .add(new JobBuilder().withNewMetadata().withName("again").endMetadata().build());

    assertThat(said(annotated(altered, Job.class, "again", "Force=true,Replace=true"))).isEmpty();
    assertThat(said(annotated(altered, Job.class, "again", "Replace=true"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Replace=true", "Force=true", "Force=true,Replace=false"})
  void a_workload_that_is_replaced_or_forced_alone_is_free(String options) {
    assertThat(said(annotated(StatefulSet.class, JUPYTER, options))).isEmpty();
  }
}
