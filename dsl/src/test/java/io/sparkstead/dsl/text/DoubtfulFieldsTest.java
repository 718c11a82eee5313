package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.sparkstead.dsl.text.Yaml.Doubtful;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Yaml#doubtful} finds. */
class DoubtfulFieldsTest {

  @Test
  void fields_that_kubernetes_does_not_know_are_told_by_path() {
    Container container = new Container();
    container.setAdditionalProperty("imagePullPolice", "Always");
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(new Container(), container));
    spec.setAdditionalProperty("zebra", true);
    Pod pod = new Pod();
    pod.setSpec(spec);
    pod.setAdditionalProperty("kindd", "Pod");

    assertThat(Yaml.doubtful(pod))
        .containsExactly(
            Map.entry("kindd", unknown("kind")),
            Map.entry("spec.containers[1].imagePullPolice", unknown("imagePullPolicy")),
            Map.entry("spec.zebra", new Doubtful.Unknown(Optional.empty())));
  }

  @Test
  void one_field_is_told_wherever_it_is_and_none_where_none_is() {
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(new Container(), new Container()));
    Pod pod = new Pod();
    pod.setSpec(spec);
    assertThat(Yaml.doubtful(pod)).isEmpty();

    spec.getContainers().get(1).setAdditionalProperty("zebra", true);
    assertThat(Yaml.doubtful(pod)).containsOnlyKeys("spec.containers[1].zebra");

    spec.setContainers(List.of(new Container()));
    spec.setAdditionalProperty("zebra", true);
    assertThat(Yaml.doubtful(pod)).containsOnlyKeys("spec.zebra");
  }

  @Test
  void an_object_of_eight_fields_has_no_ninth() {
    Container container = new Container();
    container.setName("a");
    container.setImage("a");
    container.setImagePullPolicy("Always");
    container.setCommand(List.of("a"));
    container.setArgs(List.of("a"));
    container.setWorkingDir("/a");
    container.setTty(true);
    container.setStdin(true);
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(container));
    Pod pod = new Pod();
    pod.setSpec(spec);

    assertThat(Yaml.doubtful(pod)).isEmpty();
    assertThat(Yaml.document(pod).lines().filter(line -> line.matches("  [- ] \\w+:.*")))
        .hasSize(8);
  }

  @Test
  void the_fields_of_a_custom_object_are_its_own() {
    GenericKubernetesResource custom = new GenericKubernetesResource();
    custom.setAdditionalProperty("zebra", true);

    assertThat(Yaml.doubtful(custom)).isEmpty();
  }

  @Test
  void amounts_and_shares_are_told_wherever_they_are() {
    ResourceQuotaSpec quota = new ResourceQuotaSpec();
    quota.setHard(Map.of("pods", new Quantity("9")));
    ResourceQuota object = new ResourceQuota();
    object.setSpec(quota);
    assertThat(Yaml.doubtful(object))
        .containsExactly(Map.entry("spec.hard.pods", new Doubtful.Amount(new Quantity("9"))));

    EmptyDirVolumeSource scratch = new EmptyDirVolumeSource();
    scratch.setSizeLimit(new Quantity("1", "Gi"));
    Volume volume = new Volume();
    volume.setEmptyDir(scratch);
    PodSpec spec = new PodSpec();
    spec.setVolumes(List.of(volume));
    Pod pod = new Pod();
    pod.setSpec(spec);
    assertThat(Yaml.doubtful(pod)).containsOnlyKeys("spec.volumes[0].emptyDir.sizeLimit");

    PodDisruptionBudgetSpec budget = new PodDisruptionBudgetSpec();
    budget.setMinAvailable(new IntOrString("half"));
    PodDisruptionBudget budgetObject = new PodDisruptionBudget();
    budgetObject.setSpec(budget);
    assertThat(Yaml.doubtful(budgetObject))
        .containsExactly(
            Map.entry("spec.minAvailable", new Doubtful.Share(new IntOrString("half"))));
  }

  private static Doubtful unknown(String near) {
    return new Doubtful.Unknown(Optional.of(near));
  }
}
