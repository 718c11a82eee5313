package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountTest {

  private static final ConfigFiles FILES = ConfigFiles.of("spark-conf", Map.of("a", "1"));
  private static final MountPath CONF = MountPath.of("/conf");

  @Test
  void scratch_goes_with_the_pod_and_has_a_limit() {
    Mount tmp = Mount.Scratch.tmp(gibibytes(1));

    assertShape(tmp.volume()).isEqualTo("name: tmp\nemptyDir:\n  sizeLimit: 1Gi\n");
    assertShape(tmp.mount()).isEqualTo("name: tmp\nmountPath: /tmp\n");
  }

  @Test
  void a_disk_is_that_of_its_claim() {
    Claim claim = new Claim(DnsLabel.of("minio-pvc"), StorageClass.clusterDefault(), gibibytes(50));
    Mount disk = new Mount.Disk(DnsLabel.of("data"), MountPath.of("/data"), claim);

    assertShape(disk.volume())
        .isEqualTo("name: data\npersistentVolumeClaim:\n  claimName: minio-pvc\n");
    assertShape(disk.mount()).isEqualTo("name: data\nmountPath: /data\n");
  }

  @Test
  void configuration_is_a_directory_that_nobody_writes() {
    Mount config = new Mount.Config(FILES, CONF);

    assertShape(config.volume()).isEqualTo("name: spark-conf\nconfigMap:\n  name: spark-conf\n");
    assertShape(config.mount()).isEqualTo("name: spark-conf\nmountPath: /conf\nreadOnly: true\n");
  }

  @Test
  void optional_configuration_lets_the_pod_start_without() {
    Mount config = new Mount.OptionalConfig(FILES.name(), CONF);

    assertShape(config.volume())
        .isEqualTo("name: spark-conf\nconfigMap:\n  name: spark-conf\n  optional: true\n");
    assertThat(config.mount().getReadOnly()).isTrue();
  }

  @Test
  void a_secret_names_each_key_and_is_read_by_the_group_alone() {
    SecretSpec root =
        SecretSpec.named("minio-root", "MinIO's administrator")
            .key("username", SecretSpec.Recipe.fixed("admin"))
            .key("password", SecretSpec.Recipe.random(40));
    Mount secret = new Mount.Secret(root, MountPath.of("/secret"));

    assertShape(secret.volume())
        .isEqualTo(
            """
            name: minio-root
            secret:
              secretName: minio-root
              items:
              - key: username
                path: username
              - key: password
                path: password
              defaultMode: 288
            """);
    assertThat(secret.mount().getReadOnly()).isTrue();
  }

  @Test
  void what_calls_the_api_server_finds_all_it_needs_where_clients_look() {
    Mount token = new Mount.ApiToken();

    assertShape(token.volume())
        .isEqualTo(
            """
            name: api-token
            projected:
              defaultMode: 288
              sources:
              - serviceAccountToken:
                  path: token
                  expirationSeconds: 3607
              - configMap:
                  name: kube-root-ca.crt
                  items:
                  - key: ca.crt
                    path: ca.crt
              - downwardAPI:
                  items:
                  - path: namespace
                    fieldRef:
                      apiVersion: v1
                      fieldPath: metadata.namespace
            """);
    assertThat(token.mount().getMountPath())
        .isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
    assertThat(token.mount().getReadOnly()).isTrue();
  }

  @Test
  void volume_and_mount_have_the_same_name() {
    List<Mount> mounts = List.of(Mount.Scratch.tmp(gibibytes(1)), new Mount.Config(FILES, CONF));

    assertThat(Mount.volumes(mounts)).extracting("name").containsExactly("tmp", "spark-conf");
    assertThat(Mount.mounts(mounts)).extracting("name").containsExactly("tmp", "spark-conf");
  }
}
