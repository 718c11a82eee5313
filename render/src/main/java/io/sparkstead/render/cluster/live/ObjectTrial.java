package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.ApiResources.Place;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Cluster.Trial;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.review.object.TreeObject;
import java.util.List;

/**
 * What would become of one object.
 *
 * <p>It is tried as {@code kubectl apply --server-side} does, and never by force. Where that stops
 * at fields that others hold, or leaves what was said before and is not any more, what an apply
 * would come to is worked out and tried as a patch.
 *
 * @param live what there is; missing if nothing
 * @param reply what the API server says of it
 * @param becomes what it comes to, if the reply is a refusal: not as the server would have it
 * @param conflicts with those who hold fields and never applied the object
 */
public record ObjectTrial(JsonNode live, Reply reply, JsonNode becomes, List<Conflict> conflicts) {

  public ObjectTrial {
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Of {@code object}, which is at {@code place}.
   *
   * @param live what there is; missing if nothing
   */
  public static ObjectTrial of(Cluster cluster, Place place, TreeObject object, JsonNode live)
      throws Unanswered {
    JsonNode ours = applied(object, place);
    String path = path(place, object);
    Reply reply = cluster.tried(Trial.APPLY, path, ours);
    if (live.isMissingNode()) {
      return new ObjectTrial(live, reply, ours, List.of());
    }
    Holders holders = Holders.of(live, ours);
    Merge.Merged merged = Merge.of(holders, live, ours);
    boolean isConflict = reply instanceof Reply.Refused refused && refused.isConflict();
    List<Conflict> conflicts =
        reply instanceof Reply.Refused refused && isConflict
            ? Conflict.of(refused).stream().filter(one -> !holders.handsOn(one)).toList()
            : List.of();
    boolean isAnswered = reply instanceof Reply.Found || reply instanceof Reply.Refused;
    if (isConflict || (isAnswered && merged.takesAway())) {
      reply = cluster.tried(Trial.MERGE, path, Merge.patch(live, merged.document()));
    }
    return new ObjectTrial(live, reply, merged.document(), conflicts);
  }

  /** Likewise, of what there is; a reply that keeps that from who asks is the reply. */
  public static ObjectTrial of(Cluster cluster, Place place, TreeObject object) throws Unanswered {
    Reply live = cluster.get(path(place, object));
    if (live instanceof Reply.Found found) {
      return of(cluster, place, object, found.document());
    }
    if (live instanceof Reply.Absent) {
      return of(cluster, place, object, MissingNode.getInstance());
    }
    return new ObjectTrial(MissingNode.getInstance(), live, object.document(), List.of());
  }

  /** Where {@code object} is. */
  static String path(Place place, TreeObject object) {
    return place.one(object.name().namespace(), object.name().name());
  }

  /** As Kustomize would hand it over. */
  private static JsonNode applied(TreeObject object, Place place) {
    ObjectNode applied = object.document().deepCopy();
    if (place.isNamespaced()) {
      ((ObjectNode) applied.get("metadata")).put("namespace", object.name().namespace());
    }
    return applied;
  }
}
