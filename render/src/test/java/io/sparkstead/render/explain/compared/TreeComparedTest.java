package io.sparkstead.render.explain.compared;

import static io.sparkstead.render.explain.compared.Effect.ALTERED;
import static io.sparkstead.render.explain.compared.Effect.GONE;
import static io.sparkstead.render.explain.compared.Effect.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeComparedTest {

  private static final String PORTS =
      """
      ports:
      - name: http
        port: 80
        protocol: TCP
      - name: ui
        port: 81
        protocol: TCP
      """;

  private static List<Effect> effects(String path, String text, String other) {
    return new TreeCompared.Base(Map.of(path, text)).in(Map.of(path, other)).effects().get(path);
  }

  @Test
  void a_value_that_is_another_alters_its_line_alone() {
    assertThat(effects("a.yaml", PORTS, PORTS.replace("81", "82")))
        .containsExactly(SAME, SAME, SAME, SAME, SAME, ALTERED, SAME);
  }

  @Test
  void an_item_that_goes_takes_its_own_lines_and_not_its_likes() {
    String first = PORTS.replaceFirst("(?s)- name: http.*?TCP\n", "");

    assertThat(effects("a.yaml", PORTS, first))
        .containsExactly(SAME, GONE, GONE, GONE, SAME, SAME, SAME);
  }

  @Test
  void a_line_of_a_text_is_paired_by_its_key() {
    String map = "data:\n  spark.conf: |\n    a.b=1\n    c.d=2\n    e.f=3\n";

    assertThat(effects("a.yaml", map, map.replace("    a.b=1\n", "").replace("f=3", "f=4")))
        .containsExactly(SAME, SAME, GONE, SAME, ALTERED);
  }

  @Test
  void a_file_of_another_name_is_the_same_file_in_its_folder() {
    Map<String, String> moved = Map.of("b/job-2.yaml", PORTS);

    assertThat(new TreeCompared.Base(Map.of("b/job-1.yaml", PORTS)).in(moved).at("b/job-1.yaml", 2))
        .isEqualTo(SAME);
    assertThat(new TreeCompared.Base(Map.of("c/job-1.yaml", PORTS)).in(moved).at("c/job-1.yaml", 2))
        .isEqualTo(GONE);
    assertThat(
            new TreeCompared.Base(Map.of("c/job-1.yaml", PORTS))
                .renaming(moved)
                .at("c/job-1.yaml", 2))
        .isEqualTo(SAME);
  }

  @Test
  void a_line_knows_the_fields_that_lead_to_it() {
    List<TextLines.Line> lines = TextLines.of("a.yaml", PORTS).lines();

    assertThat(lines.get(5).fields()).containsExactly("ports", 1, "port");
    assertThat(lines.get(4).fields()).containsExactly("ports", 1, "name");
    assertThat(TextLines.of("a.yaml", "data:\n  x.sh: |\n    a\n\n    b\n").lines().get(4))
        .isEqualTo(new TextLines.Line("    b", List.of("data", "x.sh"), Optional.of(2)));
  }
}
