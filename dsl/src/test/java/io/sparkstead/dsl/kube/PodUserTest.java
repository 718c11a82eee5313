package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodUserTest {

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
}
