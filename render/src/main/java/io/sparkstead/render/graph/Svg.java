package io.sparkstead.render.graph;

import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.Ascii;
import java.util.List;

/**
 * The elements of a picture: text that can be selected, no script, nothing from elsewhere, in the
 * colours that a person's system asks for.
 */
final class Svg {

  /** Of all text but titles: at 830 pixels, as wide as a README, nothing is smaller. */
  static final Letters PLAIN = new Letters(12, false);

  static final Letters BOLD = new Letters(13, true);

  /** From one line of text to the next. */
  static final int LINE = 16;

  static final int PADDING = 12;

  private static final String STYLE =
      """
        text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #2d343c }
        .title { font-size: 13px; font-weight: 700 }
        .quiet { fill: #57606a }
        .port { font-weight: 600; fill: #12181f }
        .page { fill: #ffffff }
        .frame { fill: #ffffff; stroke: #c4ccd5; stroke-width: 1.5 }
        .box { stroke-width: 1.5 }
        .outside { stroke-dasharray: 5 4 }
        .line { fill: none; stroke: #6e7781; stroke-width: 1.5 }
        .head { fill: #6e7781 }
        .people { stroke: #57606a; fill: #f6f8fa }
        .t-people { fill: #57606a }
        .control { stroke: #1f5fd0; fill: #eef4ff }
        .t-control { fill: #1f5fd0 }
        .drivers { stroke: #c2410c; fill: #fff4ed }
        .t-drivers { fill: #c2410c }
        .executors { stroke: #8a5a00; fill: #fff8e1 }
        .t-executors { fill: #8a5a00 }
        .store { stroke: #116a43; fill: #ecfaf2 }
        .t-store { fill: #116a43 }
        .history, .metrics { stroke: #6b35c9; fill: #f6f0ff }
        .t-history, .t-metrics { fill: #6b35c9 }
        .reached, .setup { stroke: #57606a; fill: #f6f8fa }
        .t-reached, .t-setup { fill: #57606a }
        @media (prefers-color-scheme: dark) {
          text { fill: #c9d1d9 }
          .quiet { fill: #9198a1 }
          .port { fill: #f0f6fc }
          .page, .frame { fill: #0d1117 }
          .frame { stroke: #3d444d }
          .line { stroke: #8b949e }
          .head { fill: #8b949e }
          .people { stroke: #b1bac4; fill: #161b22 }
          .t-people { fill: #b1bac4 }
          .control { stroke: #79a8ff; fill: #111d33 }
          .t-control { fill: #79a8ff }
          .drivers { stroke: #ff9a63; fill: #2b190f }
          .t-drivers { fill: #ff9a63 }
          .executors { stroke: #e8b93f; fill: #272007 }
          .t-executors { fill: #e8b93f }
          .store { stroke: #4fd08a; fill: #0c2418 }
          .t-store { fill: #4fd08a }
          .history, .metrics { stroke: #bb9bff; fill: #1e1633 }
          .t-history, .t-metrics { fill: #bb9bff }
          .reached, .setup { stroke: #b1bac4; fill: #161b22 }
          .t-reached, .t-setup { fill: #b1bac4 }
        }
      """;

  private final StringBuilder elements = new StringBuilder();

  /** The file, of so many pixels. */
  String file(int width, int height, String title, String description) {
    return Blanks.fill(
        """
        <!-- %1$s -->
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %2$s %3$s" width="%2$s" height="%3$s" role="img" aria-labelledby="title desc">
          <title id="title">%4$s</title>
          <desc id="desc">%5$s</desc>
          <style>
        %6$s  </style>
          <defs>
            <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
              <path class="head" d="M0 0L8 4L0 8z"/>
            </marker>
          </defs>
          <rect class="page" width="%2$s" height="%3$s" rx="10"/>
        %7$s</svg>
        """,
        Generated.NOTICE, width, height, escaped(title), escaped(description), STYLE, elements);
  }

  void rectangle(String style, int x, int y, int width, int height) {
    elements.append(
        Blanks.fill(
            "  <rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\"/>\n",
            style, x, y, width, height));
  }

  void area(String style, String path) {
    elements.append(Blanks.fill("  <path class=\"%s\" d=\"%s\"/>\n", style, path));
  }

  void text(String style, int x, int y, String text) {
    elements.append(
        Blanks.fill(
            "  <text%s x=\"%s\" y=\"%s\">%s</text>\n",
            style.isEmpty() ? "" : " class=\"" + style + "\"", x, y, escaped(text)));
  }

  /** One below the other. */
  void texts(String style, int x, int y, List<String> lines) {
    int at = y;
    for (String line : lines) {
      text(style, x, at, line);
      at += LINE;
    }
  }

  /** Of an arrow, one below the other, with its ports to be seen at once. */
  void words(int x, int y, List<String> lines) {
    words(x, y, "", lines);
  }

  /** Likewise, with attributes of their own, each with a blank before it. */
  void words(int x, int y, String attributes, List<String> lines) {
    int at = y;
    for (String line : lines) {
      StringBuilder words = new StringBuilder();
      for (int from = 0; from < line.length(); ) {
        int end = line.indexOf(' ', from);
        end = end < 0 ? line.length() : end + 1;
        String word = escaped(line.substring(from, end));
        boolean isPort = Ascii.isDigit(word.charAt(0));
        words.append(isPort ? "<tspan class=\"port\">" + word + "</tspan>" : word);
        from = end;
      }
      elements.append(
          Blanks.fill("  <text x=\"%s\" y=\"%s\"%s>%s</text>\n", x, at, attributes, words));
      at += LINE;
    }
  }

  /** With a head at its end, told in full by {@code title} to who points at it. */
  void line(String attributes, String path, String title) {
    elements.append(
        Blanks.fill(
            "  <path class=\"line\"%s marker-end=\"url(#head)\" d=\"%s\"><title>%s</title></path>\n",
            attributes, path, escaped(title)));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        // XML has no control characters, and not the last two.
        default -> escaped.append(c < ' ' || c >= '\ufffe' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
