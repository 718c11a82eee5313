package io.sparkstead.render.cluster.live;

import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.List;

/**
 * A tree as a cluster has it, and as it would have it.
 *
 * @param told what the API server says beside: what it refuses, who holds fields
 * @param unchecked what it does not let know who asks, each with the reason
 */
public record LiveTree(
    TreeObjects before, TreeObjects after, List<Consequence> told, List<String> unchecked) {

  public LiveTree {
    told = List.copyOf(told);
    unchecked = List.copyOf(unchecked);
  }
}
