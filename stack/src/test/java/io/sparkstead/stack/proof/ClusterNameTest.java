package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.ClusterName.Found;
import java.util.List;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the cluster's DNS, as they stand in texts. */
class ClusterNameTest {

  @Test
  void a_name_is_found_with_its_pod_and_its_port() {
    List<Found> found = ClusterName.allIn("curl http://jupyter-0.jupyter.spark.svc:8888/api\n");

    assertThat(found)
        .containsExactly(
            new Found(
                "jupyter-0.jupyter.spark.svc:8888",
                new ClusterName("jupyter-0", "jupyter", "spark", 8888)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".svc",
        "spark.svc",
        "minio.spark.svc",
        "minio.spark.svc:9000,weed.spark.svc.cluster.local:8333",
        "a.b.svc.c.d.svc",
        "a.b.svc:9000.c.d.svc e.f.svc",
        "a.b.svc.cluster.local.svc",
        "a.b.svc-c.d.svc",
        "a.b.svcs x.y.svc_z",
        "x_a.b.svc X.a.b.svc _.a.b.svc",
        "a.b.c.d.svc:123456 /e.f.svc/g.h.svc",
        "é.a.b.svc äa.b.svc a..b.svc -a.b.svc",
      })
  void names_are_found_wherever_the_pattern_is(String text) {
    assertThat(ClusterName.allIn(text))
        .extracting(Found::written)
        .isEqualTo(ClusterName.ANYWHERE.matcher(text).results().map(MatchResult::group).toList());
  }
}
