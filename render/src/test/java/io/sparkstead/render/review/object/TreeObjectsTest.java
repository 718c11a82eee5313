package io.sparkstead.render.review.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeObjectsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: one
      spec:
        containers:
        - name: main
          image: %s
      """;

  @ParameterizedTest
  @CsvSource({
    "app, registry.example.org/app:1",
    "app:0.9, registry.example.org/app:1",
    "app:0.9@sha256:ab, registry.example.org/app:1",
    "other/app:0.9, other/app:0.9",
    "host:5000/app:0.9, host:5000/app:0.9"
  })
  void images_are_those_that_kustomize_puts_in(String image, String pulled) {
    TreeObjects tree =
        TreeObjects.of(
            Map.of(
                "a/kustomization.yaml",
                "namespace: x\nresources: [pod.yaml]\nimages:\n- {name: app, newName: registry.example.org/app, newTag: '1'}\n",
                "a/pod.yaml",
                POD.formatted(image)));

    assertThat(tree.objects().get(" Pod x one").at("/spec/containers/0/image").asText())
        .isEqualTo(pulled);
  }

  @Test
  void plain_files_are_the_config_map_that_is_made_of_them() {
    TreeObjects tree =
        TreeObjects.of(
            Map.of(
                "a/kustomization.yaml",
                "namespace: x\nconfigMapGenerator:\n- {name: m, files: [run.sh, other=b.txt]}\n",
                "a/run.sh",
                "true\n",
                "a/b.txt",
                "b"));

    assertThat(tree.objects().get(" ConfigMap x m").at("/data").toString())
        .isEqualTo("{\"run.sh\":\"true\\n\",\"other\":\"b\"}");
    assertThat(tree.files()).containsOnlyKeys("a/kustomization.yaml");
  }

  @Test
  void a_fingerprint_tells_no_jobs_apart_and_all_else() {
    assertThat(new ObjectName("batch/v1", "Job", "x", "smoke-0123abcd").identity())
        .isEqualTo(new ObjectName("batch/v1", "Job", "x", "smoke-4567abcd").identity());
    assertThat(new ObjectName("v1", "Secret", "x", "smoke-0123abcd").identity())
        .isNotEqualTo(new ObjectName("v1", "Secret", "x", "smoke-4567abcd").identity());
  }

  @Test
  void another_version_of_a_group_is_the_same_object() {
    assertThat(new ObjectName("batch/v1beta1", "CronJob", "x", "a").identity())
        .isEqualTo(new ObjectName("batch/v1", "CronJob", "x", "a").identity());
  }

  @Test
  void a_folder_that_the_root_does_not_name_is_apart() {
    TreeObjects tree =
        TreeObjects.of(
            Map.of(
                "kustomization.yaml", "resources: [a]\n",
                "a/kustomization.yaml", "resources: []\n",
                "b/kustomization.yaml", "resources: []\n"));

    assertThat(tree.apart()).containsExactly("b");
  }

  @Test
  void a_file_that_is_no_yaml_is_told_by_its_path() {
    assertThatThrownBy(() -> TreeObjects.of(Map.of("a/b.yaml", "a: [")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a/b.yaml is no YAML: ");
  }

  @Test
  void an_object_that_is_not_as_its_kind_has_it_is_told_by_its_path() {
    TreeObjects tree =
        TreeObjects.of(
            Map.of(
                "a.yaml",
                "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: x}}"));

    assertThatThrownBy(() -> tree.evidence(java.util.List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.yaml: v1 Pod a is not as its kind has it: ");
  }
}
