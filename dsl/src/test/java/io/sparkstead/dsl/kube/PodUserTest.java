package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.ImageReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodUserTest {

  private static final Mount TMP = Mount.Scratch.tmp(ByteSize.gibibytes(1));

  @Test
  void a_pod_meets_the_restricted_profile() {
    assertShape(new PodUser(10_185).podSecurity())
        .isEqualTo(
            """
            runAsNonRoot: true
            runAsUser: 10185
            runAsGroup: 10185
            fsGroup: 10185
            fsGroupChangePolicy: OnRootMismatch
            seccompProfile:
              type: RuntimeDefault
            """);
  }

  @Test
  void a_container_can_gain_and_write_nothing() {
    assertShape(new PodUser(10_185).containerSecurity())
        .isEqualTo(
            """
            runAsNonRoot: true
            runAsUser: 10185
            runAsGroup: 10185
            allowPrivilegeEscalation: false
            privileged: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
              - ALL
            seccompProfile:
              type: RuntimeDefault
            """);
  }

  @Test
  void a_pod_gets_neither_a_token_nor_a_variable_for_every_service() {
    PodUser user = new PodUser(10_185);
    Container container = user.container("main", List.of());

    PodSpec pod = user.pod(container, List.of(TMP));

    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getContainers()).containsExactly(container);
    assertThat(pod.getSecurityContext()).isEqualTo(user.podSecurity());
    assertThat(pod.getVolumes()).containsExactly(TMP.volume());
  }

  @Test
  void a_container_says_its_image_and_how_it_is_pulled() {
    assertThat(of("quay.io/minio/minio:1.2").getImage()).isEqualTo("quay.io/minio/minio:1.2");
    assertThat(of("quay.io/minio/minio:1.2").getImagePullPolicy()).isEqualTo("Always");
    assertThat(of("localhost/spark:4.1.2").getImagePullPolicy()).isEqualTo("IfNotPresent");
    assertThat(of("localhost/spark:4.1.2").getVolumeMounts()).containsExactly(TMP.mount());
  }

  private static Container of(String image) {
    return new PodUser(10_185).container("main", ImageReference.of(image), List.of(TMP));
  }

  @ParameterizedTest
  @ValueSource(longs = {10_001, 10_002, 65_534, 65_535})
  void an_id_is_above_the_node_s_users_and_below_65536(long id) {
    assertThat(new PodUser(id).podSecurity().getRunAsUser()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 185, 1000, 9_999, 10_000, 65_536, 4_294_967_295L})
  void another_id_is_refused(long id) {
    assertThatThrownBy(() -> new PodUser(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "uid %s may be root or a user of the node; take one from 10001 to 65535, such as 10185",
            id);
  }

  @Test
  void a_number_that_the_cluster_gives_is_said_nowhere() {
    PodUser user = PodUser.assigned();

    assertThat(user.isAssigned()).isTrue();
    assertThat(user.podSecurity().getRunAsUser()).isNull();
    assertThat(user.podSecurity().getRunAsGroup()).isNull();
    assertThat(user.podSecurity().getFsGroup()).isNull();
    assertThat(user.podSecurity().getRunAsNonRoot()).isTrue();
    assertThat(user.containerSecurity().getRunAsUser()).isNull();
    assertThat(user.containerSecurity().getRunAsGroup()).isNull();
    assertThat(user.containerSecurity().getRunAsNonRoot()).isTrue();
    assertThat(new PodUser(10_185).isAssigned()).isFalse();
  }
}
