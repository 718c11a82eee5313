package io.sparkstead.stack.proof.syntax.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a text that its grammar has a name for: {@code if_statement}, {@code identifier}.
 *
 * @param field what it is of the node above: {@code left}, {@code name}; empty if that says nothing
 * @param text all of it, as it is written
 * @param line where it begins, from 1
 * @param column how many bytes stand before it on that line
 * @param isBroken whether this is what the grammar could not read, or what it missed
 */
public record Node(
    String type,
    String field,
    String text,
    int line,
    int column,
    boolean isBroken,
    List<Node> children) {

  public Node {
    children = List.copyOf(children);
  }

  public boolean is(String other) {
    return type.equals(other);
  }

  /** The first below it that is its {@code field}. */
  public Optional<Node> child(String field) {
    for (Node child : children) {
      if (child.field().equals(field)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** Those below it that are its {@code field}. */
  public List<Node> children(String field) {
    List<Node> found = new ArrayList<>();
    for (Node child : children) {
      if (child.field().equals(field)) {
        found.add(child);
      }
    }
    return found;
  }

  /** The first in it that its grammar could not read. */
  public Optional<Node> firstBroken() {
    if (isBroken) {
      return Optional.of(this);
    }
    for (Node child : children) {
      Optional<Node> broken = child.firstBroken();
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }
}
