package io.sparkstead.render.graph;

import io.sparkstead.stack.Stack;
import java.util.List;
import java.util.Set;

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
 * @param added what is new, of a change: sentences of one reason each
 * @param gone what is no more, though it is drawn
 */
public record Graph(
    String namespace, List<Box> boxes, List<Arrow> arrows, Set<String> added, Set<String> gone) {

  /** In the middle between light and dark, to be seen on both. */
  static final String ADDED_COLOUR = "#2da44e";

  static final String GONE_COLOUR = "#e5534b";

  public Graph {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    added = Set.copyOf(added);
    gone = Set.copyOf(gone);
  }

  /** As it is, and not how it changed. */
  Graph(String namespace, List<Box> boxes, List<Arrow> arrows) {
    this(namespace, boxes, arrows, Set.of(), Set.of());
  }

  /** What is said of one reason, whatever its boxes are called. */
  static String key(Arrow arrow, String reason) {
    return arrow.from().id() + " " + arrow.to().id() + " " + reason;
  }

  boolean isAdded(Arrow arrow, String reason) {
    return added.contains(key(arrow, reason));
  }

  boolean isGone(Arrow arrow, String reason) {
    return gone.contains(key(arrow, reason));
  }

  /** Whether all that goes along {@code arrow} is new. */
  boolean isAdded(Arrow arrow) {
    return !added.isEmpty() && arrow.reasons().stream().allMatch(each -> isAdded(arrow, each));
  }

  /** Whether nothing goes along {@code arrow} any more. */
  boolean isGone(Arrow arrow) {
    return !gone.isEmpty() && arrow.reasons().stream().allMatch(each -> isGone(arrow, each));
  }

  /** {@code reason}, with how it changed in a word: colours are not for everybody. */
  String said(Arrow arrow, String reason) {
    return (isAdded(arrow, reason) ? "new: " : isGone(arrow, reason) ? "gone: " : "") + reason;
  }

  List<String> said(Arrow arrow) {
    if (added.isEmpty() && gone.isEmpty()) {
      return arrow.reasons();
    }
    return arrow.reasons().stream().map(each -> said(arrow, each)).toList();
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
    return title(arrow.from()) + " to " + title(arrow.to()) + ": " + String.join(", ", said(arrow));
  }
}
