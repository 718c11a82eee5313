package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ApplicationsTest extends FamilyTest {

  private static final String DASHBOARD = "monitoring-dashboard";
  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String ROLE = "arn:aws:iam::111122223333:role/";

  ApplicationsTest() {
    super(Applications::new);
    on(
        Applications.OWN_CLUSTER_IS_KNOWN,
        "says https://kubernetes.default, and",
        good ->
            application(
                spec -> map(spec, "destination").put("server", "https://kubernetes.default")));
    on(
        Applications.PROJECT_IS_THERE,
        "is of project spark, which the stack does not make",
        good -> application(spec -> spec.put("project", "spark")));
    on(
        Applications.WHAT_STAYS_IS_NO_HOOK,
        "ConfigMap lab-spark-conf is a hook, PreSync, which Argo CD deletes with each sync, and it"
            + " is needed by StatefulSet lab",
        good -> hooked(good, ConfigMap.class, NOTEBOOK_CONF, "PreSync"));
    on(
        Applications.WHAT_STAYS_IS_NO_HOOK,
        "StatefulSet lab is a hook, Sync",
        good -> hooked(good, StatefulSet.class, JUPYTER, "Sync"));
    on(
        Applications.NAMES_STAY,
        "namePrefix prod-",
        good ->
            application(
                spec -> map(spec, "source").put("kustomize", Map.of("namePrefix", "prod-"))));
    on(
        Applications.WAVES_FOLLOW_NEED,
        "is in wave 5 and StatefulSet lab, which needs it, in wave 0",
        good ->
            good.edit(
                ConfigMap.class,
                NOTEBOOK_CONF,
                map -> map.getMetadata().setAnnotations(Map.of(WAVE, "5"))));
    on(
        Applications.DASHBOARD_IS_LABELLED,
        "give it grafana_dashboard",
        good ->
            observed()
                .edit(
                    ConfigMap.class,
                    DASHBOARD,
                    map -> map.getMetadata().getLabels().remove("grafana_dashboard")));
    on(
        Applications.VALUE_IS_PICKED,
        "has a key without a property",
        good -> keys(data -> map(data, "remoteRef").remove("property")));
    on(
        Applications.ROLES_ARE_ALIKE,
        "ServiceAccount history takes " + ROLE + "history",
        good -> roles("spark", "spark", "history"));
  }

  private static Altered observed() {
    return Altered.of(Samples.spark41().observed());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> fields, String name) {
    return (Map<String, Object>) fields.get(name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> spec(GenericKubernetesResource object) {
    return (Map<String, Object>) object.getAdditionalProperties().get("spec");
  }

  private static Altered application(Consumer<Map<String, Object>> change) {
    ArgoCd argo = ArgoCd.from(GitSource.of("https://git.example.org/data/spark.git"));
    return Altered.of(Samples.spark35().stack().syncedBy(DnsLabel.of("team-a"), argo))
        .edit(
            GenericKubernetesResource.class,
            "sparkstead-team-a",
            object -> change.accept(spec(object)));
  }

  @SuppressWarnings("unchecked")
  private static Altered keys(Consumer<Map<String, Object>> change) {
    return Altered.of(
            Samples.spark35()
                .stack()
                .deliveredBy(
                    new ExternalSecrets(ExternalSecrets.Store.ofCluster("vault"), "team/spark")))
        .edit(
            GenericKubernetesResource.class,
            "lab-token",
            object -> change.accept(((List<Map<String, Object>>) spec(object).get("data")).get(0)));
  }

  /** The roles of three accounts. */
  private static Altered roles(String notebook, String store, String history) {
    return Altered.samples()
        .edit(ServiceAccount.class, "etl", account -> takes(account, notebook))
        .edit(ServiceAccount.class, STORE, account -> takes(account, store))
        .edit(ServiceAccount.class, HISTORY, account -> takes(account, history));
  }

  private static void takes(ServiceAccount account, String role) {
    account.getMetadata().setAnnotations(Map.of("eks.amazonaws.com/role-arn", ROLE + role));
  }

  @Test
  void what_others_take_passes() {
    assertThat(said(application(spec -> {}))).isEmpty();
    assertThat(
            said(
                application(
                    spec ->
                        spec.put("destination", Map.of("name", "in-cluster", "namespace", "x")))))
        .isEmpty();
    assertThat(said(keys(data -> {}))).isEmpty();
    assertThat(said(roles("spark", "spark", "spark"))).isEmpty();
    assertThat(said(roles("driver", "executor", "history"))).isEmpty();
  }

  @Test
  void a_dashboard_with_a_label_of_ones_own_is_found_by_it() {
    Altered own =
        observed()
            .edit(
                ConfigMap.class,
                DASHBOARD,
                map -> {
                  map.getMetadata().getLabels().remove("grafana_dashboard");
                  map.getMetadata().getLabels().put("example.org/dashboard", "spark");
                });

    assertThat(said(own)).isEmpty();
  }

  private static <T extends HasMetadata> Altered hooked(
      Altered altered, Class<T> kind, String name, String hook) {
    return altered.edit(
        kind,
        name,
        object -> object.getMetadata().setAnnotations(Map.of("argocd.argoproj.io/hook", hook)));
  }

  @Test
  void a_job_and_what_hooks_alone_need_may_be_hooks() {
    Altered altered =
        Altered.samples()
            .add(new JobBuilder().withNewMetadata().withName("before").endMetadata().build());

    assertThat(said(hooked(altered, Job.class, "before", "PreSync"))).isEmpty();
    assertThat(said(hooked(Altered.samples(), ConfigMap.class, NOTEBOOK_CONF, "Skip"))).isEmpty();
  }
}
