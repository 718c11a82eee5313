package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {

  @Test
  void is_an_object_of_the_stack() {
    assertShape(new Namespace("spark").resource())
        .isEqualTo(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: spark
              labels:
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/part-of: sparkstead
                pod-security.kubernetes.io/audit: restricted
                pod-security.kubernetes.io/audit-version: v1.32
                pod-security.kubernetes.io/enforce: restricted
                pod-security.kubernetes.io/enforce-version: v1.32
                pod-security.kubernetes.io/warn: restricted
                pod-security.kubernetes.io/warn-version: v1.32
            """);
  }

  @Test
  void a_service_is_found_in_it_by_a_host_name() {
    assertThat(new Namespace("spark").host(DnsLabel.of("minio"))).isEqualTo("minio.spark.svc");
  }

  @Test
  void its_accounts_pull_with_what_others_made() {
    Namespace namespace = new Namespace("spark").pullingWith("regcred").pullingWith("mirror.key");

    assertShape(namespace.labels(DnsLabel.of("minio"), "object-store").serviceAccount())
        .isEqualTo(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: minio
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            automountServiceAccountToken: false
            imagePullSecrets:
            - name: regcred
            - name: mirror.key
            """);
  }

  @Test
  void a_pull_secret_is_a_name_and_given_once() {
    Namespace namespace = new Namespace("spark").pullingWith("regcred");

    assertThatThrownBy(() -> namespace.pullingWith("Reg_Cred"))
        .hasMessage(
            "pull secret 'Reg_Cred' is not the name of a Secret: use 1-253 of a-z, 0-9, hyphens and"
                + " dots");
    assertThatThrownBy(() -> namespace.pullingWith("regcred"))
        .hasMessage("pull secret 'regcred' is given twice; give it once");
  }

  @Test
  void may_begin_with_a_digit() {
    assertThat(new Namespace("3com").name()).isEqualTo("3com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Spark", "spark_dev", "-spark", "spark-", "a.b"})
  void another_name_is_refused(String name) {
    assertThatThrownBy(() -> new Namespace(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "namespace '%s' is not a DNS label: use 1-63 of a-z, 0-9 and hyphens, without a hyphen"
                + " at either end",
            name);
  }

  @Test
  void kubernetes_own_namespaces_are_refused() {
    assertThatThrownBy(() -> new Namespace("kube-system"))
        .hasMessage(
            "namespace 'kube-system' is Kubernetes' own, and a quota and Pod Security there would"
                + " keep the cluster's pods out; take one of your own");
  }

  @Test
  void a_service_is_opened_by_host_and_port() {
    assertThat(new Namespace("spark").url(DnsLabel.of("minio"), new Port("api", 9000)))
        .isEqualTo("http://minio.spark.svc:9000");
  }
}
