package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Jupyter notebook of nbformat 4.5, without outputs, that is the same bytes every time.
 *
 * <pre>{@code
 * Notebook.builder()
 *     .markdown("# Calculate pi")
 *     .code("print(3.14)")
 *     .build()
 *     .text();
 * }</pre>
 *
 * <p>A cell's id is its place and the first digits of its fingerprint, so that Jupyter has nothing
 * to invent when it saves.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat</a>
 */
public record Notebook(List<Cell> cells) {

  public Notebook {
    cells = List.copyOf(cells);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A cell: what kind it is and what stands in it. */
  public record Cell(Kind kind, String source) {}

  /** What Jupyter does with a cell. */
  public enum Kind {
    MARKDOWN,
    CODE
  }

  public String text() {
    StringBuilder out = new StringBuilder("{\n \"cells\": [\n");
    for (int i = 0; i < cells.size(); i++) {
      cell(out, i);
      out.append(i + 1 < cells.size() ? ",\n" : "\n");
    }
    return out.append(
            """
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Python 3",
               "language": "python",
               "name": "python3"
              },
              "language_info": {
               "name": "python"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """)
        .toString();
  }

  private void cell(StringBuilder out, int index) {
    Cell cell = cells.get(index);
    out.append("  {\n   \"cell_type\": ")
        .append(Quoted.of(cell.kind.name().toLowerCase(Locale.ROOT)))
        .append(",\n");
    if (cell.kind == Kind.CODE) {
      out.append("   \"execution_count\": null,\n");
    }
    out.append("   \"id\": ").append(Quoted.of(id(index))).append(",\n   \"metadata\": {},\n");
    if (cell.kind == Kind.CODE) {
      out.append("   \"outputs\": [],\n");
    }
    out.append("   \"source\": [\n");
    List<String> lines = lines(cell.source);
    for (int i = 0; i < lines.size(); i++) {
      out.append("    ").append(Quoted.of(lines.get(i)));
      out.append(i + 1 < lines.size() ? ",\n" : "\n");
    }
    out.append("   ]\n  }");
  }

  private String id(int index) {
    return "cell-" + (index + 1) + "-" + Fingerprint.of(cells.get(index).source).brief();
  }

  /** Nbformat keeps each line with its own end. */
  private static List<String> lines(String source) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', start)) {
      lines.add(source.substring(start, end + 1));
      start = end + 1;
    }
    lines.add(source.substring(start));
    return lines;
  }

  /** Cells in the order they will run. */
  public static final class Builder {

    private final List<Cell> cells = new ArrayList<>();

    private Builder() {}

    public Builder markdown(String source) {
      return add(Kind.MARKDOWN, source);
    }

    public Builder code(String source) {
      return add(Kind.CODE, source);
    }

    private Builder add(Kind kind, String source) {
      cells.add(new Cell(kind, source.stripTrailing()));
      return this;
    }

    public Notebook build() {
      return new Notebook(cells);
    }
  }
}
