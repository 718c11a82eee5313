package io.sparkstead.render.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.stack.testing.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formats that other programs draw; the SVG of each environment is in {@code out/}. */
class ChartsTest {

  private static final Graph HOMELAB = Graph.atFirstSight(new Homelab().stack(ImageLock.NONE));

  private static final Graph ODD =
      new Graph(
          "data",
          List.of(
              new Box(Group.PEOPLE, "People", List.of("\"a\" & <b>; #1 \\ `c` _d_"), true),
              new Box(Group.STORE, "s3", List.of(), false)),
          List.of(new Arrow(Group.PEOPLE, Group.STORE, List.of("say \"hello\" 80"))));

  @Test
  void homelab_in_mermaid() {
    Texts.approve("mmd", Mermaid.of(HOMELAB));
  }

  @Test
  void homelab_in_dot() {
    Texts.approve("dot", Dot.of(HOMELAB));
  }

  @Test
  void mermaid_reads_no_name_as_its_own_words() {
    assertThat(Mermaid.of(ODD))
        .contains(
            "  people[\"People<br/>#34;a#34; #38; #60;b#62;#59; #35;1 #92; #96;c#96; _d_\"]\n",
            "  people -->|\"say #34;hello#34; 80\"| store\n");
  }

  @Test
  void graphviz_reads_no_name_as_its_own_words() {
    assertThat(Dot.of(ODD))
        .contains(
            "people [label=\"People\\n\\\"a\\\" &amp; <b>; #1 \\\\ `c` _d_\",",
            "people -> store [label=\"say \\\"hello\\\" 80\"]\n");
  }
}
