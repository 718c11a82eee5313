package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The modules that a text cannot do without. */
public final class PythonImports {

  /** What is imported in these, the text may do without. */
  private static final Set<String> MAYBE =
      Set.of("try_statement", "if_statement", "match_statement");

  /**
   * A module where it is imported.
   *
   * @param name {@code a} of {@code import a.b}
   * @param line from 1
   */
  public record Import(String name, int line) {}

  private PythonImports() {}

  /** In the order of the text. */
  public static List<Import> of(Node module) {
    List<Import> found = new ArrayList<>();
    look(module, found);
    return found;
  }

  private static void look(Node node, List<Import> found) {
    if (node.is("import_statement")) {
      for (Node name : node.children("name")) {
        add(name.child("name").orElse(name), found);
      }
    } else if (node.is("import_from_statement")) {
      node.child("module_name").ifPresent(name -> add(name, found));
    } else if (!MAYBE.contains(node.type())) {
      node.children().forEach(child -> look(child, found));
    }
  }

  private static void add(Node name, List<Import> found) {
    if (name.is("dotted_name")) {
      found.add(new Import(PythonNames.first(name), name.line()));
    }
  }
}
