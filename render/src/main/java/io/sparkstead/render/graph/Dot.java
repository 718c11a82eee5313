package io.sparkstead.render.graph;

import io.sparkstead.dsl.text.Blanks;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph in the language of Graphviz.
 *
 * <pre>
 * digraph "spark" {
 *   people [label="People\nfrom 192.168.1.0/24", style="rounded,dashed"]
 *   people -&gt; history [label="look at applications 18080"]
 * }
 * </pre>
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">DOT</a>
 */
public final class Dot {

  private Dot() {}

  /** The whole file. */
  public static String of(Graph graph) {
    StringBuilder lines = new StringBuilder();
    lines.append(Blanks.fill("digraph \"%s\" {\n", escaped(graph.namespace())));
    lines.append("  rankdir=LR\n");
    lines.append("  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=12]\n");
    lines.append("  edge [fontname=\"Helvetica\", fontsize=11]\n");
    for (Box box : graph.boxes()) {
      List<String> words = new ArrayList<>(List.of(box.title()));
      words.addAll(box.facts());
      lines.append(
          Blanks.fill(
              "  %s [label=\"%s\"%s]\n",
              box.group().id(), label(words), box.isOutside() ? ", style=\"rounded,dashed\"" : ""));
    }
    for (Arrow arrow : graph.arrows()) {
      lines.append(
          Blanks.fill(
              "  %s -> %s [label=\"%s\"%s]\n",
              arrow.from().id(), arrow.to().id(), label(graph.said(arrow)), style(graph, arrow)));
    }
    return lines.append("}\n").toString();
  }

  private static String style(Graph graph, Arrow arrow) {
    return graph.isAdded(arrow)
        ? ", color=\"" + Graph.ADDED_COLOUR + "\", penwidth=3"
        : graph.isGone(arrow) ? ", color=\"" + Graph.GONE_COLOUR + "\", style=dashed" : "";
  }

  private static String label(List<String> words) {
    StringBuilder label = new StringBuilder();
    for (String word : words) {
      label.append(label.isEmpty() ? "" : "\\n").append(escaped(word));
    }
    return label.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Graphviz reads entities of HTML in any label.
      if (c == '&') {
        escaped.append("&amp;");
      } else {
        escaped.append(c == '"' || c == '\\' ? "\\" : "").append(c < ' ' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
