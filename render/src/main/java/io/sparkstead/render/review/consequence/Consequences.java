package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that follows of a change, the gravest first. */
public final class Consequences {

  private Consequences() {}

  /**
   * Of {@code change}.
   *
   * @param nodes the machines that the new tree is for; none where nobody says
   * @param now when it is asked, for what runs by the clock
   */
  public static List<Consequence> of(TreeChange change, List<Node> nodes, Instant now) {
    Evidence before = change.before().evidence(nodes);
    TreeObjects lasting = change.lasting();
    Evidence after = lasting.evidence(nodes);
    List<Consequence> all = new ArrayList<>();
    all.addAll(Replacements.of(change));
    all.addAll(DataAtRisk.of(change, before, after));
    all.addAll(Restarts.of(change, before, now));
    all.addAll(SecretsToMake.of(change, before, after));
    all.addAll(NodeRights.of(change));
    all.addAll(RightsChanges.of(change, lasting));
    all.addAll(Exposures.of(change));
    all.addAll(ServicePorts.of(change));
    all.addAll(Reach.changes(before, after));
    all.addAll(Room.changes(change, before, after));
    all.addAll(Images.of(change, before, after));
    all.addAll(NextDrivers.of(change, before, after));
    all.addAll(Pruned.of(change));
    all.sort(Comparator.comparing(Consequence::kind));
    return List.copyOf(all);
  }
}
