package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.own.ExistingObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people say of a stack, and no file shows.
 *
 * @param existing what others have made
 * @param plugins how properties begin that plugins read which are not known here
 * @param dns who answers for names
 * @param outside where the API server and people are, if policies are made of it
 * @param chosenBy the labels by which Prometheus chooses monitors, if it asks for some
 * @param changes what they made of objects that parts made
 * @param forwarded where {@code port-forward.sh} looks for pages that have no address outside
 */
public record Declared(
    Set<ExistingObject> existing,
    Set<String> plugins,
    Dns dns,
    Optional<Outside> outside,
    Map<String, String> chosenBy,
    List<Change> changes,
    List<String> forwarded) {

  /** Where names are asked for as in every common cluster, and no plugin is unknown. */
  public static final Declared NOTHING =
      new Declared(
          Set.of(), Set.of(), Dns.kubeDns(), Optional.empty(), Map.of(), List.of(), List.of());

  public Declared {
    existing = Set.copyOf(existing);
    plugins = Set.copyOf(plugins);
    chosenBy = Map.copyOf(chosenBy);
    changes = List.copyOf(changes);
    forwarded = List.copyOf(forwarded);
  }

  /**
   * What a person makes of an object of a part.
   *
   * @param by what does it, as {@code a patch}
   * @param answer how its reason can be said
   * @param made as the part made it, before all changes
   */
  public record Change(
      String by, String answer, HasMetadata made, HasMetadata before, HasMetadata after) {}
}
