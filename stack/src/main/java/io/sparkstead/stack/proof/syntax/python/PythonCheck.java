package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Python takes a text: what its grammar has no place for, and what it says of indentation,
 * of which the grammar knows nothing.
 */
public record PythonCheck(String text, Node module) {

  private static final Set<String> WITH_A_BLOCK =
      Set.of(
          "function_definition",
          "class_definition",
          "if_statement",
          "elif_clause",
          "else_clause",
          "for_statement",
          "while_statement",
          "with_statement",
          "try_statement",
          "except_clause",
          "finally_clause");

  private static final String COMMENT = "comment";

  /** Why Python would refuse it; nothing if it takes it. */
  public Optional<Problem> refusal() {
    Optional<Node> broken = module.firstBroken();
    if (broken.isPresent()) {
      return Optional.of(unread(broken.get()));
    }
    return refusal(module);
  }

  private Problem unread(Node broken) {
    boolean isMissing = broken.text().isEmpty();
    return new Problem(
        broken.line(),
        isMissing ? "'" + broken.type() + "' is missing" : "Python cannot read the line");
  }

  private Optional<Problem> refusal(Node node) {
    Optional<Problem> own = ownRefusal(node);
    if (own.isPresent()) {
      return own;
    }
    for (Node child : node.children()) {
      Optional<Problem> refusal = refusal(child);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> ownRefusal(Node node) {
    if (node.is("module") || node.is("block")) {
      return indentation(node);
    }
    if (WITH_A_BLOCK.contains(node.type()) && !hasBlock(node)) {
      return problem(node, "nothing indented follows");
    }
    return switch (node.type()) {
      case "argument_list" -> arguments(node);
      // Of Python 2; with >>, Python 3 takes it for a comparison.
      case "print_statement" ->
          node.text().contains(">>") ? Optional.empty() : problem(node, "print has no parentheses");
      case "exec_statement" -> problem(node, "exec has no parentheses");
      default -> Optional.empty();
    };
  }

  private static Optional<Problem> problem(Node node, String what) {
    return Optional.of(new Problem(node.line(), what));
  }

  private static boolean hasBlock(Node node) {
    for (Node child : node.children()) {
      if (child.is("block") && hasStatement(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasStatement(Node block) {
    for (Node child : block.children()) {
      if (!child.is(COMMENT)) {
        return true;
      }
    }
    return false;
  }

  /** Statements of one block begin in one column. */
  private Optional<Problem> indentation(Node block) {
    List<String> lines = text.lines().toList();
    int column = block.is("module") ? 0 : -1;
    for (Node statement : block.children()) {
      if (!statement.is(COMMENT) && isFirst(statement, lines)) {
        if (column >= 0 && statement.column() != column) {
          return problem(statement, "the indentation is not that of the lines before");
        }
        column = statement.column();
      }
    }
    return Optional.empty();
  }

  /** Whether nothing stands before it on its line. */
  private static boolean isFirst(Node statement, List<String> lines) {
    if (statement.line() > lines.size()) {
      return false;
    }
    String line = lines.get(statement.line() - 1);
    return line.substring(0, Math.min(statement.column(), line.length())).isBlank();
  }

  private static Optional<Problem> arguments(Node arguments) {
    boolean isNamed = false;
    for (Node argument : arguments.children()) {
      boolean isPlain =
          !argument.is("keyword_argument")
              && !argument.is("dictionary_splat")
              && !argument.is("list_splat")
              && !argument.is(COMMENT);
      if (isNamed && isPlain) {
        return problem(argument, "an argument without a name follows one that has one");
      }
      isNamed = isNamed || argument.is("keyword_argument");
    }
    return Optional.empty();
  }
}
