package io.sparkstead.stack.proof.syntax;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.json.NotebookCells;
import io.sparkstead.stack.proof.syntax.python.PythonAttributes;
import io.sparkstead.stack.proof.syntax.python.PythonCheck;
import io.sparkstead.stack.proof.syntax.python.PythonImports;
import io.sparkstead.stack.proof.syntax.python.PythonLibrary;
import io.sparkstead.stack.proof.syntax.python.PythonNames;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether Python takes programs and notebooks, and finds the names and modules in them. */
public record PythonTexts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PYTHON_TAKES_IT =
      Rule.error("TXT-04", "Python takes every program, and every cell of a notebook")
          .why("It runs no line of what it cannot read: SyntaxError.")
          .fix("Correct the line; python3 -m py_compile says the same.");

  static final Rule NAME_IS_BOUND =
      Rule.error("TXT-05", "A Python program reads names that something in it binds")
          .why("It ends at the line: NameError.")
          .fix("Import or assign the name, or write it as it is bound.");

  static final Rule NAME_OF_NOTEBOOK_IS_BOUND =
      Rule.warning("TXT-06", "A notebook reads names that a cell of it binds")
          .why("The cell ends there: NameError.")
          .fix("Import or assign the name, or write it as it is bound.");

  static final Rule MODULE_IS_INSTALLED =
      Rule.error("TXT-07", "A Python program imports modules that its image has")
          .why("It ends at the line: ModuleNotFoundError.")
          .fix("Add the package to the lock that PythonPackages names, or leave the import out.");

  static final Rule MODULE_OF_NOTEBOOK_IS_INSTALLED =
      Rule.warning("TXT-08", "A notebook imports modules that its image has")
          .why("The cell ends there: ModuleNotFoundError.")
          .fix("Add the package to the lock that PythonPackages names, or install it by %pip.");

  static final Rule MODULE_HAS_IT =
      Rule.error("TXT-15", "Python takes from its own modules what they have")
          .why("It ends at the line: AttributeError, or ImportError.")
          .fix("Write the name as the module has it.");

  /** Of every module. */
  private static final Set<String> OF_MODULES =
      Set.of(
          "__file__",
          "__path__",
          "__class__",
          "__module__",
          "__qualname__",
          "__annotations__",
          "__cached__",
          "__builtins__",
          "WindowsError",
          "reveal_type");

  /** What a notebook has before its first cell, or what people's own start-up files give it. */
  private static final Set<String> OF_NOTEBOOKS =
      Set.of(
          "get_ipython",
          "display",
          "In",
          "Out",
          "_",
          "__",
          "___",
          "_i",
          "_ii",
          "_iii",
          "_ih",
          "_oh",
          "_dh",
          "exit",
          "quit",
          "spark",
          "sc",
          "sqlContext",
          "dbutils");

  /** What Jupyter gives to its configuration. */
  private static final Set<String> OF_CONFIGURATION = Set.of("c", "get_config", "load_subconfig");

  /** With these, a notebook gets names that are not written in it. */
  private static final List<String> HIDING =
      List.of("%run", "%pylab", "%store", "%load", "%%", "%autoreload");

  @Override
  public void check() {
    PythonPlaces places = PythonPlaces.of(stack);
    for (Text text : Texts.of(stack)) {
      if (text.kind() == TextKind.PYTHON) {
        program(text, places);
      } else if (text.kind() == TextKind.NOTEBOOK) {
        notebook(text, places);
      }
    }
  }

  /** As Python reads it: a form feed is a blank to it, and nothing to the grammar. */
  private static String plain(String text) {
    return text.replace('\f', ' ').replace("\r\n", "\n");
  }

  private void program(Text text, PythonPlaces places) {
    String source = plain(text.text());
    Optional<Node> tree = Grammar.PYTHON.read(source);
    if (tree.isEmpty()) {
      return;
    }
    Optional<Problem> refusal = new PythonCheck(source, tree.get()).refusal();
    if (refusal.isPresent()) {
      at(PYTHON_TAKES_IT, text, text.mark(refusal.get().line()))
          .say(
              "line {} of {it}: {}; it runs none of the text: correct it",
              refusal.get().line(),
              refusal.get().what());
      return;
    }
    modulesHave(text, tree.get());
    PythonNames names = new PythonNames(tree.get());
    Set<String> given = JupyterConfig.is(stack, text) ? OF_CONFIGURATION : Set.of();
    if (!names.isHidden()) {
      namesAreBound(NAME_IS_BOUND, text, names, names.bound(), given);
    }
    for (PythonImports.Import each : PythonImports.of(tree.get())) {
      isInstalled(MODULE_IS_INSTALLED, text, each, places);
    }
  }

  private void namesAreBound(
      Rule rule, Text text, PythonNames names, Set<String> bound, Set<String> given) {
    Set<String> told = new HashSet<>();
    for (PythonNames.Read read : names.reads()) {
      String name = read.name();
      boolean isKnown =
          bound.contains(name)
              || given.contains(name)
              || OF_MODULES.contains(name)
              || PythonLibrary.builtins().contains(name);
      if (!isKnown && told.add(name)) {
        Set<String> meant = new HashSet<>(PythonLibrary.builtins());
        meant.addAll(bound);
        at(rule, text, mark(text, read.line(), name))
            .say(
                "{it} reads {} in line {}, and nothing in it binds that name{}",
                name,
                read.line(),
                NearName.of(name, meant)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("; import or assign it"));
      }
    }
  }

  /** The lines of a notebook's cells are no lines of its file. */
  private static String mark(Text text, int line, String name) {
    return text.kind() == TextKind.NOTEBOOK ? name : text.mark(line);
  }

  private void modulesHave(Text text, Node tree) {
    for (PythonAttributes.Lacking each : PythonAttributes.lacking(tree)) {
      at(MODULE_HAS_IT, text, mark(text, each.line(), each.name()))
          .say(
              "{it} takes {} from {} in line {}, which has none{}",
              each.name(),
              each.module(),
              each.line(),
              NearName.of(each.name(), PythonAttributes.of(each.module()))
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; name what it has"));
    }
  }

  private void isInstalled(Rule rule, Text text, PythonImports.Import each, PythonPlaces places) {
    Optional<String> missing = places.missing(text, each.name());
    if (missing.isPresent()) {
      at(rule, text, mark(text, each.line(), "import " + each.name()))
          .say(
              "{it} imports {}, which the image it runs in lacks; {}",
              each.name(),
              places
                  .meant(text, each.name())
                  .map(near -> "did you mean " + near + "?")
                  .orElse(
                      "add "
                          + missing.get()
                          + " to the lock of the image's packages, or leave the import out"));
    }
  }

  private void notebook(Text text, PythonPlaces places) {
    Set<String> bound = new HashSet<>();
    List<PythonNames> parts = new ArrayList<>();
    List<PythonImports.Import> imports = new ArrayList<>();
    boolean isRead = true;
    for (NotebookCells.Cell cell : NotebookCells.of(text.text())) {
      String source = plain(cell.source());
      Optional<Node> tree = Grammar.PYTHON.read(source);
      if (tree.isEmpty()) {
        return;
      }
      Optional<Problem> refusal = new PythonCheck(source, tree.get()).refusal();
      if (refusal.isPresent()) {
        isRead = false;
        cellIsRefused(text, cell, refusal.get());
      } else {
        modulesHave(text, tree.get());
        PythonNames names = new PythonNames(tree.get());
        isRead = isRead && !names.isHidden();
        bound.addAll(names.bound());
        parts.add(names);
        imports.addAll(PythonImports.of(tree.get()));
      }
    }
    if (isRead && HIDING.stream().noneMatch(text.text()::contains)) {
      for (PythonNames names : parts) {
        namesAreBound(NAME_OF_NOTEBOOK_IS_BOUND, text, names, bound, OF_NOTEBOOKS);
      }
    }
    for (PythonImports.Import each : imports) {
      isInstalled(MODULE_OF_NOTEBOOK_IS_INSTALLED, text, each, places);
    }
  }

  private void cellIsRefused(Text text, NotebookCells.Cell cell, Problem problem) {
    String line = cell.source().lines().skip(problem.line() - 1L).findFirst().orElse("").strip();
    int quote = line.replace('\\', '"').indexOf('"');
    at(PYTHON_TAKES_IT, text, quote < 0 ? line : line.substring(0, quote))
        .say(
            "line {} of cell {} of {it}: {}; it runs none of the cell: correct it",
            problem.line(),
            cell.number(),
            problem.what());
  }
}
