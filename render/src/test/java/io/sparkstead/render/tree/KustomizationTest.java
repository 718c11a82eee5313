package io.sparkstead.render.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class KustomizationTest {

  private static final Namespace SPARK = new Namespace("spark");
  private static final Labels MINIO = SPARK.labels(DnsLabel.of("minio"), "object-store");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void names_its_files_its_images_and_its_config_maps() {
    assertText(full())
        .isEqualTo(
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: spark
            resources:
            - namespace.yaml
            - minio
            configMapGenerator:
            - name: workspace
              files:
              - a.py
              - b.ipynb
              options:
                disableNameSuffixHash: true
                labels:
                  app.kubernetes.io/name: minio
                  app.kubernetes.io/component: object-store
                  app.kubernetes.io/part-of: sparkstead
                  app.kubernetes.io/managed-by: sparkstead
            images:
            - name: both
              newName: registry.example/both
              newTag: "1"
              digest: %1$s
            - name: digested
              newName: registry.example/digested
              digest: %1$s
            - name: tagged
              newName: registry.example/tagged
              newTag: "3.5.4"
            """
                .formatted(DIGEST));
  }

  @Test
  void what_is_empty_is_left_out() {
    assertText(new Kustomization(SPARK, List.of(), Map.of(), Map.of()))
        .isEqualTo(
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: spark
            """);
  }

  @Test
  void no_field_is_one_that_kustomize_has_given_up() {
    assertThat(full().document())
        .doesNotContainKeys(
            "bases",
            "vars",
            "commonLabels",
            "imageTags",
            "patchesStrategicMerge",
            "patchesJson6902");
  }

  @Test
  void names_its_generators_behind_its_resources() {
    assertText(new Kustomization(SPARK, List.of("minio"), List.of("secrets"), Map.of(), Map.of()))
        .endsWith("resources:\n- minio\ngenerators:\n- secrets\n");
  }

  private static Kustomization full() {
    return new Kustomization(
        SPARK,
        List.of("namespace.yaml", "minio"),
        Map.of(
            "tagged", ImageReference.of("registry.example/tagged:3.5.4"),
            "digested", ImageReference.of("registry.example/digested@" + DIGEST),
            "both", ImageReference.of("registry.example/both:1@" + DIGEST)),
        Map.of(MINIO, ConfigFiles.of("workspace", Map.of("b.ipynb", "{}", "a.py", "pass"))));
  }

  /** What the file says below its first line. */
  private static AbstractStringAssert<?> assertText(Kustomization kustomization) {
    return assertThat(
        Yaml.document(kustomization.document()).substring(Generated.COMMENT.length()));
  }
}
