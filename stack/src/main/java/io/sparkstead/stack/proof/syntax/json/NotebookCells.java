package io.sparkstead.stack.proof.syntax.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The cells of a notebook that Python runs, as Python gets them: without IPython's own lines. */
public final class NotebookCells {

  /** What is Python below these. */
  private static final Set<String> PYTHON_BELOW =
      Set.of("%%time", "%%timeit", "%%capture", "%%prun", "%%memit");

  /**
   * A cell.
   *
   * @param number among all cells, from 1
   */
  public record Cell(int number, String source) {}

  private NotebookCells() {}

  /** Nothing of what is no notebook, or one for another language. */
  public static List<Cell> of(String notebook) {
    try (JsonParser parser = new JsonFactory().createParser(notebook)) {
      return cells(parser);
    } catch (JsonProcessingException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Cell> cells(JsonParser parser) throws IOException {
    List<Cell> cells = new ArrayList<>();
    int depth = 0;
    int number = 0;
    String kind = "";
    StringBuilder source = new StringBuilder();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      String name = String.valueOf(parser.currentName());
      if (token == JsonToken.VALUE_STRING && name.equals("language") && !isPython(parser)) {
        return List.of();
      }
      if (depth == CELL && token == JsonToken.VALUE_STRING && name.equals("cell_type")) {
        kind = parser.getText();
      } else if (token == JsonToken.VALUE_STRING && isSource(parser, depth)) {
        source.append(parser.getText());
      } else if (depth == CELL - 1 && token == JsonToken.END_OBJECT) {
        number++;
        if (kind.equals("code")) {
          cells.add(new Cell(number, python(source.toString())));
        }
        source.setLength(0);
      }
    }
    return cells;
  }

  /** How deep the keys of a cell are: in the notebook, in its list, in the cell. */
  private static final int CELL = 3;

  private static boolean isPython(JsonParser parser) throws IOException {
    return parser.getText().toLowerCase(java.util.Locale.ROOT).contains("python");
  }

  /** A string, or one of a list of strings, of {@code "source"}. */
  private static boolean isSource(JsonParser parser, int depth) {
    var context = parser.getParsingContext();
    boolean isListed = depth == CELL + 1 && context.inArray();
    var owner = isListed ? context.getParent() : context;
    return (depth == CELL || isListed) && "source".equals(owner.getCurrentName());
  }

  /** With what only IPython understands left out, line by line. */
  static String python(String source) {
    StringBuilder python = new StringBuilder();
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      String bare = line.strip();
      if (i == 0 && bare.startsWith("%%")) {
        if (!PYTHON_BELOW.contains(bare.split("\\s", 2)[0])) {
          return "";
        }
        line = "";
      } else if (isMagic(bare)) {
        line = line.substring(0, line.indexOf(bare.charAt(0))) + "pass";
      } else if (bare.matches("[\\w, ]+=\\s*[!%].*")) {
        line = line.substring(0, line.indexOf('=') + 1) + " None";
      }
      python.append(line).append('\n');
    }
    return python.toString();
  }

  private static boolean isMagic(String line) {
    return line.startsWith("%")
        || line.startsWith("!")
        || line.startsWith("?")
        || (line.endsWith("?") && !line.startsWith("#"));
  }
}
