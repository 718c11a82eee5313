package io.sparkstead.stack.proof.syntax.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterBash;
import org.treesitter.TreeSitterPython;

/**
 * A language whose texts can be read.
 *
 * <p>Its library is native: it is unpacked and loaded when the first text is read, and not every
 * machine can.
 */
public enum Grammar {
  BASH,
  PYTHON;

  /** {@code text} as a tree; nothing on a machine that cannot load the grammar. */
  public Optional<Node> read(String text) {
    try {
      return Optional.of(Native.read(this, text));
    } catch (LinkageError e) {
      // Another libc, another processor, no folder to unpack to: docs/adr/0039.
      return Optional.empty();
    }
  }

  /** Whether this machine can load it. */
  public boolean isHere() {
    return read("").isPresent();
  }

  /** Loaded with the first text, and the classes of tree-sitter with it. */
  private static final class Native {

    private static TSLanguage language(Grammar grammar) {
      return grammar == BASH ? new TreeSitterBash() : new TreeSitterPython();
    }

    static Node read(Grammar grammar, String text) {
      TSParser parser = new TSParser();
      parser.setLanguage(language(grammar));
      TSTree tree = parser.parseString(null, text);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return node(new TSTreeCursor(tree.getRootNode()), bytes);
    }

    private static Node node(TSTreeCursor cursor, byte[] bytes) {
      TSNode node = cursor.currentNode();
      String field = nameOf(cursor.currentFieldName());
      List<Node> children = new ArrayList<>();
      if (cursor.gotoFirstChild()) {
        do {
          TSNode child = cursor.currentNode();
          if (child.isNamed() || child.isMissing()) {
            children.add(node(cursor, bytes));
          }
        } while (cursor.gotoNextSibling());
        cursor.gotoParent();
      }
      int start = node.getStartByte();
      return new Node(
          node.getType(),
          field,
          new String(bytes, start, node.getEndByte() - start, StandardCharsets.UTF_8),
          node.getStartPoint().getRow() + 1,
          node.getStartPoint().getColumn(),
          node.isError() || node.isMissing(),
          children);
    }

    private static String nameOf(@Nullable String field) {
      return field == null ? "" : field;
    }
  }
}
