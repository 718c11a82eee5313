package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.json.NotebookCells;
import io.sparkstead.stack.proof.syntax.python.PythonCheck;
import io.sparkstead.stack.proof.syntax.python.PythonSlips;
import io.sparkstead.stack.proof.syntax.python.PythonSlips.Slip;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.List;
import java.util.Optional;

/** Whether a program that Python takes can do what it is there for. */
public record PythonRuns(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SESSION_IS_STOPPED =
      Rule.error("TXT-19", "A program that asks for its own finished run stops its session first")
          .why("An application is unfinished as long as its session is there, and never listed so.")
          .fix("Say spark.stop() before it asks.");

  static final Rule MODULE_IS_NOT_CALLED =
      Rule.error("TXT-20", "Python calls functions, and takes from modules what is in them")
          .why("It ends at the line: TypeError, or AttributeError.")
          .fix("Import the function from the module, or name both.");

  static final Rule NUMBER_COMES_NEAR =
      Rule.error("TXT-21", "A number is compared with what it can be")
          .why("A whole number never comes near a fraction: the answer is always the same.")
          .fix("Divide by /, and do not round before.");

  /** What makes a session. */
  private static final List<String> MAKING = List.of("getOrCreate()", "SparkContext(");

  /** What asks the History Server. */
  private static final List<String> ASKING = List.of("/api/v1/applications");

  /** The UI of the driver, which is there as long as the session is. */
  private static final List<String> OF_THE_DRIVER = List.of(":4040", "uiWebUrl");

  @Override
  public void check() {
    for (Text text : Texts.of(stack)) {
      if (text.kind() == TextKind.PYTHON) {
        sessionIsStopped(text);
        slips(text, text.text());
      } else if (text.kind() == TextKind.NOTEBOOK) {
        slips(text, cells(text));
      }
    }
  }

  /** The cells one after the other, as a kernel sees them; not those that Python does not take. */
  private static String cells(Text notebook) {
    StringBuilder cells = new StringBuilder();
    for (NotebookCells.Cell cell : NotebookCells.of(notebook.text())) {
      if (read(cell.source()).isPresent()) {
        cells.append(cell.source()).append('\n');
      }
    }
    return cells.toString();
  }

  private static Optional<Node> read(String source) {
    return Grammar.PYTHON
        .read(source)
        .filter(tree -> new PythonCheck(source, tree).refusal().isEmpty());
  }

  private void sessionIsStopped(Text text) {
    String source = text.text();
    boolean isStopped = source.contains(".stop") || source.matches("(?s).*\\bwith Spark.*");
    if (isOneOf(source, MAKING)
        && isOneOf(source, ASKING)
        && !isOneOf(source, OF_THE_DRIVER)
        && !isStopped) {
      at(SESSION_IS_STOPPED, text, ASKING.get(0))
          .say(
              "{it} makes a session, asks the History Server for its run, and never stops it; say"
                  + " spark.stop() before it asks");
    }
  }

  private static boolean isOneOf(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }

  private void slips(Text text, String source) {
    Optional<Node> tree = read(source);
    if (tree.isPresent()) {
      PythonSlips slips = PythonSlips.of(tree.get());
      told(MODULE_IS_NOT_CALLED, text, source, slips.calls());
      told(NUMBER_COMES_NEAR, text, source, slips.comparisons());
    }
  }

  private void told(Rule rule, Text text, String source, List<Slip> slips) {
    for (Slip slip : slips) {
      String line = source.lines().skip(slip.line() - 1L).findFirst().orElse("").strip();
      int quote = line.replace('\\', '"').indexOf('"');
      at(rule, text, quote < 0 ? line : line.substring(0, quote))
          .say("'{}' in {it} {}", line, slip.what());
    }
  }
}
