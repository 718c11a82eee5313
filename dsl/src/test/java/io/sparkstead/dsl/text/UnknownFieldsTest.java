package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Yaml#unknownFields} finds. */
class UnknownFieldsTest {

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

    assertThat(Yaml.unknownFields(pod))
        .containsExactly(
            Map.entry("kindd", Optional.of("kind")),
            Map.entry("spec.containers[1].imagePullPolice", Optional.of("imagePullPolicy")),
            Map.entry("spec.zebra", Optional.empty()));
  }

  @Test
  void one_field_is_told_wherever_it_is_and_none_where_none_is() {
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(new Container(), new Container()));
    Pod pod = new Pod();
    pod.setSpec(spec);
    assertThat(Yaml.unknownFields(pod)).isEmpty();

    spec.getContainers().get(1).setAdditionalProperty("zebra", true);
    assertThat(Yaml.unknownFields(pod)).containsOnlyKeys("spec.containers[1].zebra");

    spec.setContainers(List.of(new Container()));
    spec.setAdditionalProperty("zebra", true);
    assertThat(Yaml.unknownFields(pod)).containsOnlyKeys("spec.zebra");
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

    assertThat(Yaml.unknownFields(pod)).isEmpty();
    assertThat(Yaml.document(pod).lines().filter(line -> line.matches("  [- ] \\w+:.*")))
        .hasSize(8);
  }

  @Test
  void the_fields_of_a_custom_object_are_its_own() {
    GenericKubernetesResource custom = new GenericKubernetesResource();
    custom.setAdditionalProperty("zebra", true);

    assertThat(Yaml.unknownFields(custom)).isEmpty();
  }
}
