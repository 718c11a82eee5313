package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.Flux;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectsTest extends FamilyTest {

  ObjectsTest() {
    super(Objects::new);
    on(
        Objects.IN_THE_NAMESPACE,
        "Service store is in namespace default; put it in data with the rest of the stack",
        good -> good.edit(Service.class, STORE, o -> o.getMetadata().setNamespace("default")));
    on(
        Objects.IN_THE_NAMESPACE,
        "Service store has no namespace; put it in data",
        good -> good.edit(Service.class, STORE, o -> o.getMetadata().setNamespace(null)));
    on(
        Objects.NAMES_ARE_UNIQUE,
        "two objects are ServiceAccount history; rename one",
        good -> good.rename(ServiceAccount.class, "store", "history"));
    on(
        Objects.NAMESPACE_IS_MADE,
        "namespace data is made by nobody; add it to the stack",
        good -> good.delete(Namespace.class, "data"));
    on(
        Objects.FIELD_IS_KNOWN,
        "StatefulSet lab has no field spec.template.spec.containers[0].imagePullpolicy; did you"
            + " mean imagePullPolicy?",
        good ->
            good.container(JUPYTER, lab -> lab.setAdditionalProperty("imagePullpolicy", "Always")));
    on(
        Objects.FIELD_IS_KNOWN,
        "has no field spec.template.spec.containers[0].colour",
        good -> good.container(JUPYTER, lab -> lab.setAdditionalProperty("colour", "red")));
    values();
  }

  private void values() {
    on(
        Objects.VALUE_IS_TAKEN,
        "ResourceQuota limits has spec.hard.pods 'many', which is no amount; write a number with a"
            + " unit or none, as 10Gi, 500m or 2",
        good ->
            good.edit(
                ResourceQuota.class,
                "limits",
                quota -> quota.getSpec().setHard(Map.of("pods", new Quantity("many", "")))));
    on(
        Objects.VALUE_IS_TAKEN,
        "PodDisruptionBudget lab has spec.minAvailable 'lots', which is neither a number of pods"
            + " nor a share of them; write it as 1 or 50%",
        good ->
            good.edit(
                PodDisruptionBudget.class,
                "lab",
                budget -> budget.getSpec().setMinAvailable(new IntOrString("lots"))));
    on(
        Objects.VALUE_IS_TAKEN,
        "StatefulSet store has restartPolicy 'Never'; say Always",
        good -> good.pod(STORE, pod -> pod.setRestartPolicy("Never")));
    on(
        Objects.VALUE_IS_TAKEN,
        "StatefulSet store has app.kubernetes.io/component 'object store'; use 1-63 of",
        good ->
            good.template(
                STORE,
                pods ->
                    pods.getMetadata()
                        .setLabels(
                            Map.of(
                                "app.kubernetes.io/name",
                                "store",
                                "app.kubernetes.io/component",
                                "object store"))));
    on(
        Objects.VALUE_IS_TAKEN,
        "Service store has port '90000'; say 1 to 65535",
        good -> good.service(STORE, service -> service.getPorts().get(0).setPort(90_000)));
    on(
        Objects.VALUE_IS_TAKEN,
        "PersistentVolumeClaim store-disk has resources ''; say how much storage",
        good ->
            good.edit(
                PersistentVolumeClaim.class,
                "store-disk",
                claim -> claim.getSpec().setResources(null)));
    on(
        Objects.VALUE_IS_TAKEN,
        "has resources ''",
        good -> good.edit(PersistentVolumeClaim.class, "store-disk", claim -> claim.setSpec(null)));
  }

  @Test
  void a_field_that_is_like_no_other_is_told_without_a_guess() {
    Altered altered =
        Altered.samples().container(JUPYTER, lab -> lab.setAdditionalProperty("colour", "red"));

    assertThat(said(altered))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).endsWith("containers[0].colour");
              assertThat(finding.mark()).isEqualTo("colour:");
            });
  }

  @Test
  void a_field_at_the_root_is_told() {
    Altered altered =
        Altered.samples()
            .edit(Service.class, STORE, service -> service.setAdditionalProperty("speck", "x"));

    assertThat(said(altered)).extracting(Finding::mark).containsExactly("speck:");
  }

  @Test
  void what_lives_in_no_namespace_is_asked_for_none() {
    ClusterRole role = new ClusterRole();
    role.setMetadata(new ObjectMeta());
    role.getMetadata().setName("reader");
    role.getMetadata().setNamespace("");

    assertThat(said(Altered.samples().add(role))).isEmpty();
  }

  @Test
  void what_argo_and_flux_read_is_in_their_namespace() {
    GitSource source = GitSource.of("https://git.example.org/data/spark.git");
    DnsLabel name = DnsLabel.of("team-a");

    assertThat(said(Altered.of(Samples.spark35().stack().syncedBy(name, ArgoCd.from(source)))))
        .isEmpty();
    assertThat(said(Altered.of(Samples.spark35().stack().syncedBy(name, Flux.from(source)))))
        .isEmpty();
  }
}
