package io.sparkstead.render.graph;

import io.sparkstead.stack.Stack;
import java.util.List;

/**
 * Who talks to whom in one namespace.
 *
 * <pre>{@code
 * Graph.atFirstSight(stack)  // without what sets up, tests, and hands out tokens
 * Graph.whole(stack)
 * }</pre>
 *
 * @param namespace of all pods
 * @param boxes in the order of their groups, at most one of each
 * @param arrows in the order of the boxes they leave, at most one between two
 */
public record Graph(String namespace, List<Box> boxes, List<Arrow> arrows) {

  public Graph {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** What a person asks for first. */
  public static Graph atFirstSight(Stack stack) {
    return new Folding(stack, false).graph();
  }

  /** All of it. */
  public static Graph whole(Stack stack) {
    return new Folding(stack, true).graph();
  }

  /** The title of the box of {@code group}, which an arrow has as an end. */
  String title(Group group) {
    for (Box box : boxes) {
      if (box.group() == group) {
        return box.title();
      }
    }
    return group.title();
  }

  /** {@code Executors to minio: read and write data 9000}. */
  String sentence(Arrow arrow) {
    return title(arrow.from()) + " to " + title(arrow.to()) + ": " + arrow.text();
  }
}
