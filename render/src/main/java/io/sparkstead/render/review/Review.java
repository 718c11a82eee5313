package io.sparkstead.render.review;

import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.consequence.Consequences;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.Node;
import java.util.List;
import java.util.Map;

/**
 * What a change of one environment does.
 *
 * @param environment whose tree it is
 * @param folder where that is written to: {@code out/homelab}
 * @param sides what is compared, in words: {@code out/homelab → rendered}
 */
public record Review(
    String environment,
    String folder,
    String sides,
    TreeChange change,
    List<Consequence> consequences) {

  public Review {
    consequences = List.copyOf(consequences);
  }

  /** One of two trees: its files by path, and what it is in words. */
  public record Side(String name, Map<String, String> files) {}

  /**
   * Of the change from {@code before} to {@code after}.
   *
   * @param nodes the machines that it runs on; none where nobody says
   * @throws IllegalArgumentException if a file of either is not what its name says
   */
  public static Review of(
      String environment, String folder, Side before, Side after, List<Node> nodes) {
    TreeChange change = TreeChange.between(objects(before), objects(after));
    return new Review(
        environment,
        folder,
        before.name() + " → " + after.name(),
        change,
        change.isEmpty() ? List.of() : Consequences.of(change, nodes));
  }

  private static TreeObjects objects(Side side) {
    try {
      return TreeObjects.of(side.files());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(side.name() + ": " + e.getMessage(), e);
    }
  }
}
