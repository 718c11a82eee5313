package io.sparkstead.render.review;

import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.consequence.Consequences;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a change of one environment does.
 *
 * @param environment whose tree it is
 * @param folder where that is written to: {@code out/homelab}
 * @param sides what is compared, in words: {@code out/homelab → rendered}
 * @param unchecked what nobody could ask, so that this is not all
 */
public record Review(
    String environment,
    String folder,
    String sides,
    TreeChange change,
    List<Consequence> consequences,
    List<String> unchecked) {

  public Review {
    consequences = List.copyOf(consequences);
    unchecked = List.copyOf(unchecked);
  }

  /** One of two trees: its files by path, and what it is in words. */
  public record Side(String name, Map<String, String> files) {}

  /**
   * Of the change from {@code before} to {@code after}.
   *
   * @param nodes the machines that it runs on; none where nobody says
   * @param now when it is asked
   * @throws IllegalArgumentException if a file of either is not what its name says
   */
  public static Review of(
      String environment, String folder, Side before, Side after, List<Node> nodes, Instant now) {
    TreeChange change = TreeChange.between(objects(before), objects(after));
    return new Review(
        environment,
        folder,
        before.name() + " → " + after.name(),
        change,
        change.isEmpty() ? List.of() : Consequences.of(change, nodes, now),
        List.of());
  }

  /**
   * Of what a cluster has and would have.
   *
   * @param told what the cluster says of it besides
   * @param unchecked what it does not let know who asks
   */
  public static Review ofLive(
      String environment,
      String folder,
      String sides,
      TreeChange change,
      List<Consequence> told,
      List<String> unchecked,
      List<Node> nodes,
      Instant now) {
    List<Consequence> all = new ArrayList<>(told);
    if (!change.isEmpty()) {
      all.addAll(Consequences.of(change, nodes, now));
      // Which Secrets are there, the cluster has said.
      all.removeIf(one -> one.kind() == Kind.secret && !told.contains(one));
    }
    all.sort(Comparator.comparing(Consequence::kind));
    return new Review(environment, folder, sides, change, all, unchecked);
  }

  /** Whether nothing would be another, and nobody says anything against it. */
  public boolean isEmpty() {
    return change.isEmpty() && consequences.isEmpty();
  }

  private static TreeObjects objects(Side side) {
    try {
      return TreeObjects.of(side.files());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(side.name() + ": " + e.getMessage(), e);
    }
  }
}
