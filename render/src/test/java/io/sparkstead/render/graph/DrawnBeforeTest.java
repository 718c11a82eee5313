package io.sparkstead.render.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.CommittedLocks;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.preset.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is new and what is gone since a picture was drawn. */
class DrawnBeforeTest {

  private static final Workbench BENCH = new Workbench("registry.example.org/team", ImageLock.NONE);

  private static final Graph BEFORE = Graph.atFirstSight(BENCH.stack());

  private static final Graph CHANGED =
      since(
          BEFORE,
          Graph.atFirstSight(
              BENCH
                  .minio(Minio.Images.COMMUNITY_FORK)
                  .reaching("warehouse", Reach.outside(new Cidr("10.9.9.9/32"), 5432))
                  .stack()));

  private static Graph since(Graph before, Graph after) {
    return DrawnBefore.of(Picture.of(before)).orElseThrow().until(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"homelab", "laptop", "cloud"})
  void of_what_is_as_it_was_nothing_is_new(String environment) {
    Graph graph = Graph.atFirstSight(CommittedLocks.stack(Environments.named(environment)));

    assertThat(since(graph, graph)).isEqualTo(graph);
  }

  @Test
  void what_is_new_is_bold_and_what_is_gone_is_dashed_in_mermaid() {
    assertThat(Mermaid.of(CHANGED))
        .contains(
            "  executors ==>|\"new: read and write data 9000\"| store\n",
            "  executors -.->|\"gone: read and write data 8333\"| store\n",
            "  drivers -->|\"fetches results 7079\"| executors\n")
        .containsPattern("linkStyle \\d+ stroke:#2da44e,stroke-width:3px\n")
        .containsPattern("linkStyle \\d+ stroke:#e5534b\n");
  }

  @Test
  void styles_count_the_lines_that_they_are_for() {
    String chart = Mermaid.of(CHANGED);
    String[] arrows = chart.lines().filter(line -> line.contains(">|\"")).toArray(String[]::new);

    assertThat(chart.lines().filter(line -> line.contains("linkStyle")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              String[] words = line.strip().split(" ", -1);
              assertThat(arrows[Integer.parseInt(words[1])])
                  .contains(words[2].contains("#2da44e") ? "\"new: " : "\"gone: ");
            });
  }

  @Test
  void a_way_that_is_new_as_a_whole_has_its_colour_in_dot_and_svg() {
    assertThat(Dot.of(CHANGED))
        .contains("drivers -> reached [label=\"new: ")
        .contains(", color=\"#2da44e\", penwidth=3]");
    assertThat(Picture.of(CHANGED))
        .contains("<path class=\"line\" style=\"stroke:#2da44e;stroke-width:3\"")
        .containsPattern("style=\"font-weight:700\">new: ")
        .containsPattern("style=\"text-decoration:line-through\">gone: ");
  }

  @Test
  void a_way_that_is_gone_as_a_whole_is_dashed_and_red_and_its_box_is_still_there() {
    Graph back =
        since(
            Graph.atFirstSight(
                BENCH.reaching("warehouse", Reach.outside(new Cidr("10.9.9.9/32"), 5432)).stack()),
            BEFORE);

    assertThat(Picture.of(back))
        .contains("<path class=\"line\" style=\"stroke:#e5534b;stroke-dasharray:5 4\"")
        .contains(">warehouse</text>");
    assertThat(Dot.of(back)).contains(", color=\"#e5534b\", style=dashed]");
  }

  @Test
  void what_is_no_picture_of_ours_says_nothing() {
    assertThat(DrawnBefore.of("<svg/>")).isEmpty();
  }
}
