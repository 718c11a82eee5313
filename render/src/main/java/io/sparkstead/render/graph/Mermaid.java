package io.sparkstead.render.graph;

import io.sparkstead.dsl.text.Blanks;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph as a Mermaid flowchart, which GitHub and GitLab draw in any Markdown.
 *
 * <pre>
 * flowchart LR
 *   people["People&lt;br/&gt;from 192.168.1.0/24"]
 *   people --&gt;|"look at applications 18080"| history
 * </pre>
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Flowcharts</a>
 */
public final class Mermaid {

  private Mermaid() {}

  /** What becomes of reasons, which has a line of its own: Mermaid paints no part of one. */
  private enum Change {
    NONE("-->", ""),
    ADDED("==>", " stroke:" + Graph.ADDED_COLOUR + ",stroke-width:3px"),
    GONE("-.->", " stroke:" + Graph.GONE_COLOUR);

    private final String line;
    private final String style;

    Change(String line, String style) {
      this.line = line;
      this.style = style;
    }

    List<String> of(Graph graph, Arrow arrow) {
      return arrow.reasons().stream()
          .filter(
              each ->
                  this
                      == (graph.isAdded(arrow, each)
                          ? ADDED
                          : graph.isGone(arrow, each) ? GONE : NONE))
          .map(each -> graph.said(arrow, each))
          .toList();
    }
  }

  /** The chart, and nothing around it. */
  public static String of(Graph graph) {
    StringBuilder lines = new StringBuilder("flowchart LR\n");
    List<String> outside = new ArrayList<>();
    for (Box box : graph.boxes()) {
      List<String> words = new ArrayList<>(List.of(box.title()));
      words.addAll(box.facts());
      lines.append(Blanks.fill("  %s[\"%s\"]\n", box.group().id(), label(words)));
      if (box.isOutside()) {
        outside.add(box.group().id());
      }
    }
    StringBuilder styles = new StringBuilder();
    int count = 0;
    for (Arrow arrow : graph.arrows()) {
      for (Change change : Change.values()) {
        List<String> reasons = change.of(graph, arrow);
        if (!reasons.isEmpty()) {
          lines.append(
              Blanks.fill(
                  "  %s %s|\"%s\"| %s\n",
                  arrow.from().id(), change.line, label(reasons), arrow.to().id()));
          styles.append(change.style.isEmpty() ? "" : "  linkStyle " + count + change.style + "\n");
          count++;
        }
      }
    }
    lines.append(styles);
    if (!outside.isEmpty()) {
      lines.append("  classDef outside stroke-dasharray: 4 4\n");
      lines.append(Blanks.fill("  class %s outside\n", String.join(",", outside)));
    }
    return lines.toString();
  }

  private static String label(List<String> words) {
    StringBuilder label = new StringBuilder();
    for (String word : words) {
      label.append(label.isEmpty() ? "" : "<br/>").append(escaped(word));
    }
    return label.toString();
  }

  /** What Mermaid would read as its own becomes a number: {@code #34;}. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\"#&<>`;\\".indexOf(c) >= 0 || c < ' ') {
        escaped.append('#').append((int) c).append(';');
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
