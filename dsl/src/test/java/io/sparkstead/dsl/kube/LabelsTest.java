package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.DnsLabel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {

  @Test
  void an_object_says_its_name_its_namespace_and_all_its_labels() {
    assertShape(MINIO.metadata("minio-pvc"))
        .isEqualTo(
            """
            name: minio-pvc
            namespace: spark
            labels:
              app.kubernetes.io/component: object-store
              app.kubernetes.io/managed-by: sparkstead
              app.kubernetes.io/name: minio
              app.kubernetes.io/part-of: sparkstead
            """);
    assertThat(MINIO.metadata().getName()).isEqualTo("minio");
  }

  @Test
  void a_pod_takes_name_and_namespace_from_its_owner() {
    assertThat(MINIO.podMetadata().getName()).isNull();
    assertThat(MINIO.podMetadata().getNamespace()).isNull();
    assertThat(MINIO.podMetadata().getLabels()).isEqualTo(MINIO.all());
  }

  @Test
  void a_selector_matches_the_name_alone() {
    assertThat(MINIO.selector()).containsOnly(Map.entry("app.kubernetes.io/name", "minio"));
    assertThat(MINIO.labelSelector().getMatchLabels()).isEqualTo(MINIO.selector());
  }

  @Test
  void what_is_selected_carries_the_labels_that_select_it() {
    assertThat(MINIO.podMetadata().getLabels()).containsAllEntriesOf(MINIO.selector());
  }

  @Test
  void no_pod_mounts_the_account_s_token_unasked() {
    assertShape(MINIO.serviceAccount())
        .startsWith("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: minio\n")
        .endsWith("\nautomountServiceAccountToken: false\n");
  }

  static String[] roles() {
    return new String[] {"a", "1", "Object_store-1.0", "x".repeat(63)};
  }

  static String[] others() {
    return new String[] {"", "-a", "a-", ".a", "a.", "a b", "a/b", "é", "a\n", "x".repeat(64)};
  }

  @ParameterizedTest
  @MethodSource("roles")
  void a_role_is_a_label_value(String role) {
    assertThat(new Namespace("spark").labels(DnsLabel.of("minio"), role).all())
        .containsEntry("app.kubernetes.io/component", role);
  }

  @ParameterizedTest
  @MethodSource("others")
  void another_role_is_refused(String role) {
    assertThatThrownBy(() -> new Namespace("spark").labels(DnsLabel.of("minio"), role))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "label value '%s' is not one: use 1-63 of A-Z a-z 0-9 - _ . and begin and end with a"
                + " letter or digit",
            role);
  }

  @Test
  void an_account_says_what_others_read_off_it() {
    assertThat(MINIO.serviceAccount(Map.of("role", "arn")).getMetadata().getAnnotations())
        .containsOnly(Map.entry("role", "arn"));
  }

  @Test
  void every_pod_of_the_stack_is_selected_by_one_label() {
    assertThat(MINIO.stackSelector())
        .containsOnly(Map.entry("app.kubernetes.io/part-of", "sparkstead"));
    assertThat(MINIO.all()).containsAllEntriesOf(MINIO.stackSelector());
  }
}
