package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.DnsLabel;
import org.junit.jupiter.api.Test;

class ClaimTest {

  private static final DnsLabel NAME = DnsLabel.of("minio-pvc");

  @Test
  void asks_for_disk_of_a_class() {
    assertShape(new Claim(NAME, StorageClass.named("longhorn"), gibibytes(50)).resource(MINIO))
        .isEqualTo(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: minio-pvc
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
            spec:
              accessModes:
              - ReadWriteOnce
              storageClassName: longhorn
              resources:
                requests:
                  storage: 50Gi
            """);
  }

  @Test
  void the_cluster_s_default_class_is_asked_for_by_silence() {
    assertShape(new Claim(NAME, StorageClass.clusterDefault(), gibibytes(50)).resource(MINIO))
        .doesNotContain("storageClassName");
  }

  @Test
  void a_class_of_no_name_is_refused() {
    // To Kubernetes an empty name means: no class at all.
    assertThatThrownBy(() -> StorageClass.named("")).isInstanceOf(IllegalArgumentException.class);
  }
}
