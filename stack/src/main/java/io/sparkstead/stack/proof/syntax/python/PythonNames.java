package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in a text: those that it binds anywhere, and those that it reads.
 *
 * <pre>
 * from operator import add     binds add
 * x = add(1, y)                binds x, reads add and y
 * </pre>
 */
public final class PythonNames {

  /** With one of these, names come from where nobody looks. */
  private static final Set<String> HIDING = Set.of("exec", "globals", "locals", "vars", "eval");

  private static final String IDENTIFIER = "identifier";

  /**
   * A name where it is read.
   *
   * @param line from 1
   */
  public record Read(String name, int line) {}

  private final Set<String> imported = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();
  private final List<Read> reads = new ArrayList<>();
  private boolean isHidden;
  private boolean isLate;

  public PythonNames(Node module) {
    look(module);
  }

  public Set<String> bound() {
    Set<String> bound = new HashSet<>(imported);
    bound.addAll(assigned);
    return bound;
  }

  /** Those that it binds otherwise than by an import. */
  Set<String> assigned() {
    return assigned;
  }

  public List<Read> reads() {
    return reads;
  }

  /** Whether it may bind names that are not written in it. */
  public boolean isHidden() {
    return isHidden;
  }

  private void look(Node node) {
    switch (node.type()) {
      case IDENTIFIER -> read(node);
      case "import_statement", "import_from_statement" -> imported(node);
      case "future_import_statement" -> isLate = isLate || node.text().contains("annotations");
      case "wildcard_import" -> isHidden = true;
      case "attribute" -> node.child("object").ifPresent(this::look);
      case "keyword_argument" -> node.child("value").ifPresent(this::look);
      case "assignment", "augmented_assignment", "for_statement", "for_in_clause" ->
          withTarget(node, "left");
      case "named_expression", "function_definition", "class_definition" ->
          withTarget(node, "name");
      case "parameters", "lambda_parameters" -> node.children().forEach(this::parameter);
      case "as_pattern_target",
          "global_statement",
          "nonlocal_statement",
          "case_pattern",
          "type_parameter",
          "type_alias_statement" ->
          bindAll(node);
      case "type" -> annotation(node);
      case "try_statement" -> tried(node);
      default -> node.children().forEach(this::look);
    }
  }

  private void read(Node identifier) {
    isHidden = isHidden || HIDING.contains(identifier.text());
    reads.add(new Read(identifier.text(), identifier.line()));
  }

  /** Who expects a NameError reads names on trial. */
  private void tried(Node statement) {
    int before = reads.size();
    statement.children().forEach(this::look);
    for (Node child : statement.children()) {
      if (child.is("except_clause") && child.text().contains("NameError")) {
        reads.subList(before, reads.size()).clear();
      }
    }
  }

  private void annotation(Node type) {
    if (!isLate) {
      type.children().forEach(this::look);
    }
  }

  /** {@code import a.b, c as d} binds a and d; {@code from a import b} binds b. */
  private void imported(Node statement) {
    for (Node child : statement.children()) {
      if (child.is("wildcard_import")) {
        isHidden = true;
      }
    }
    for (Node name : statement.children("name")) {
      Node alias = name.child("alias").orElse(name);
      imported.add(alias.is(IDENTIFIER) ? alias.text() : first(alias));
    }
  }

  /** {@code a} of {@code a.b}. */
  static String first(Node dotted) {
    return dotted.children().isEmpty() ? dotted.text() : dotted.children().get(0).text();
  }

  private void withTarget(Node node, String field) {
    for (Node child : node.children()) {
      if (child.field().equals(field)) {
        bind(child);
      } else if (child.field().equals("type_parameters")) {
        bindAll(child);
      } else {
        look(child);
      }
    }
  }

  /** {@code a, (b, *c)} binds three; {@code a.b} and {@code a[b]} read. */
  private void bind(Node target) {
    switch (target.type()) {
      case IDENTIFIER -> assigned.add(target.text());
      case "attribute", "subscript" -> look(target);
      default -> target.children().forEach(this::bind);
    }
  }

  private void bindAll(Node node) {
    if (node.is(IDENTIFIER)) {
      assigned.add(node.text());
    }
    node.children().forEach(this::bindAll);
  }

  private void parameter(Node parameter) {
    for (Node part : parameter.children()) {
      boolean isRead = part.field().equals("value") || part.is("type");
      if (isRead) {
        look(part);
      } else {
        bindAll(part);
      }
    }
    if (parameter.is(IDENTIFIER)) {
      assigned.add(parameter.text());
    }
  }
}
