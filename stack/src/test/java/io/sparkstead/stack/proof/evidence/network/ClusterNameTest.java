package io.sparkstead.stack.proof.evidence.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.network.ClusterName.Found;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the cluster's DNS, as they stand in texts. */
class ClusterNameTest {

  private static final Pattern ANYWHERE =
      Pattern.compile(
          "(?<![\\w.-])(?:([a-z0-9-]+)\\.)?([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc"
              + "(?:\\.cluster\\.local)?(?::(\\d{1,5}))?(?![\\w-])");

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
        .isEqualTo(ANYWHERE.matcher(text).results().map(MatchResult::group).toList());
  }

  @Test
  void a_hundred_thousand_texts_have_the_names_that_the_pattern_finds() {
    Random random = new Random(53);
    List<String> parts =
        List.of(
            "a",
            "b-1",
            "X",
            "_",
            "-",
            ".",
            ".",
            ".",
            ".svc",
            ".svc",
            ".cluster.local",
            ":",
            ":80",
            "9",
            " ",
            "é");
    int found = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      List<Found> expected = ANYWHERE.matcher(text).results().map(ClusterNameTest::found).toList();
      found += expected.size();
      assertThat(ClusterName.allIn(text.toString())).as(text.toString()).isEqualTo(expected);
    }
    assertThat(found).isGreaterThan(1_500);
  }

  private static Found found(MatchResult match) {
    String pod = match.group(1) == null ? "" : match.group(1);
    int port = match.group(4) == null ? -1 : Integer.parseInt(match.group(4));
    return new Found(match.group(), new ClusterName(pod, match.group(2), match.group(3), port));
  }
}
