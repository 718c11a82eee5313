package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.ApiResources;
import io.sparkstead.render.cluster.ApiResources.Place;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Asks a cluster about each object of a tree: what it has, and what would become of it. */
public final class LiveComparison {

  private final Cluster cluster;
  private final ApiResources resources;
  private final TreeObjects tree;
  private final Map<String, TreeObject> before = new LinkedHashMap<>();
  private final Map<String, TreeObject> after = new LinkedHashMap<>();
  private final Map<String, TreeObject> made = new LinkedHashMap<>();
  private final List<Consequence> told = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();
  private final Map<String, Boolean> namespaces = new TreeMap<>();
  private final Map<String, Integer> waiting = new TreeMap<>();

  private LiveComparison(Cluster cluster, TreeObjects tree) {
    this.cluster = cluster;
    this.resources = new ApiResources(cluster);
    this.tree = tree;
  }

  /**
   * What {@code cluster} has of {@code tree}, and would have.
   *
   * @param secrets that its pods read
   * @throws Unanswered if it does not answer one of the questions
   */
  public static LiveTree of(Cluster cluster, TreeObjects tree, List<SecretKeys> secrets)
      throws Unanswered {
    LiveComparison comparison = new LiveComparison(cluster, tree);
    Set<String> notApplied = comparison.notApplied();
    for (TreeObject object : tree.without(notApplied).objects().values()) {
      comparison.compare(object);
    }
    for (SecretKeys secret : secrets) {
      comparison.compare(secret);
    }
    comparison.left();
    comparison.tellWaiting();
    return new LiveTree(
        new TreeObjects(comparison.before, Map.of(), Set.of()),
        new TreeObjects(comparison.after, Map.of(), Set.of()),
        comparison.told,
        comparison.unchecked);
  }

  /** The folders that are applied by themselves, of which nothing is there: nobody did yet. */
  private Set<String> notApplied() throws Unanswered {
    Set<String> folders = new HashSet<>(tree.apart());
    for (TreeObject object : tree.objects().values()) {
      if (folders.contains(object.folder())) {
        Optional<Place> place = place(object);
        if (place.isPresent()
            && cluster.get(ObjectTrial.path(place.get(), object)) instanceof Reply.Found) {
          folders.remove(object.folder());
        }
      }
    }
    return folders;
  }

  private Optional<Place> place(TreeObject object) throws Unanswered {
    return resources.of(object.name().apiVersion(), object.name().kind());
  }

  private void compare(TreeObject object) throws Unanswered {
    Optional<Place> place = place(object);
    if (place.isEmpty()) {
      after.put(object.name().identity(), object);
      tell(
          Kind.refused,
          object,
          "the cluster serves no "
              + object.name().kind()
              + " of "
              + object.name().apiVersion()
              + "; install what brings it, or leave the part out");
      return;
    }
    String namespace = object.name().namespace();
    if (place.get().isNamespaced() && !isThere(namespace)) {
      after.put(object.name().identity(), object);
      waiting.merge(namespace, 1, Integer::sum);
      return;
    }
    ObjectTrial trial = ObjectTrial.of(cluster, place.get(), object);
    conflicts(object, trial.conflicts());
    if (trial.reply() instanceof Reply.Refused refused) {
      tell(Kind.refused, object, "the API server refuses it: " + refused.message());
      put(object, trial.live(), trial.becomes());
    } else if (trial.reply() instanceof Reply.Found found) {
      put(object, trial.live(), found.document());
    } else {
      unchecked.add(object.name().inShort() + ": " + why(trial.reply()));
    }
  }

  private boolean isThere(String namespace) throws Unanswered {
    Boolean known = namespaces.get(namespace);
    if (known == null) {
      known = !(cluster.get("/api/v1/namespaces/" + namespace) instanceof Reply.Absent);
      namespaces.put(namespace, known);
    }
    return known;
  }

  /** What is new is shown as the tree has it, without what the server adds. */
  private void put(TreeObject object, JsonNode live, JsonNode becomes) {
    String identity = object.name().identity();
    if (live.isMissingNode()) {
      after.put(identity, object);
      made.put(identity, as(object, becomes));
    } else {
      before.put(identity, as(object, live));
      after.put(identity, as(object, becomes));
    }
  }

  private static TreeObject as(TreeObject object, JsonNode document) {
    return new TreeObject(object.name(), object.path(), AsCompared.of(document));
  }

  private void conflicts(TreeObject object, List<Conflict> conflicts) {
    Map<String, List<String>> held = new LinkedHashMap<>();
    for (Conflict conflict : conflicts) {
      held.computeIfAbsent(conflict.holder(), name -> new ArrayList<>()).add(conflict.field());
    }
    held.forEach(
        (holder, fields) ->
            tell(
                Kind.held,
                object,
                holder
                    + " holds "
                    + String.join(", ", fields)
                    + ": kubectl apply takes it over, and with --server-side stops; leave it to who"
                    + " sets it, or apply"));
  }

  private void tell(Kind kind, TreeObject object, String text) {
    told.add(new Consequence(kind, object.name().inShort(), text));
  }

  private static String why(Reply reply) {
    if (reply instanceof Reply.Forbidden forbidden) {
      return forbidden.message();
    }
    return reply instanceof Reply.Absent absent ? absent.message() : String.valueOf(reply);
  }

  /** Apply neither makes nor mends one, so it is no change, and still something that follows. */
  private void compare(SecretKeys secret) throws Unanswered {
    Reply live =
        cluster.get("/api/v1/namespaces/" + secret.namespace() + "/secrets/" + secret.name());
    if (live instanceof Reply.Found found) {
      List<String> missing = secret.missingIn(found.document());
      if (!missing.isEmpty()) {
        List<String> more = secret.moreIn(found.document());
        tell(
            secret,
            "has no "
                + String.join(", ", missing)
                + (more.isEmpty() ? "" : ", but " + String.join(", ", more))
                + "; containers that read it do not start, and apply does not add it");
      }
    } else if (live instanceof Reply.Absent) {
      tell(
          secret,
          "is not there, and apply does not make it; make it as the tree's README.md says, or"
              + " containers that read it do not start");
    } else {
      unchecked.add(secret.inShort() + ": " + why(live));
    }
  }

  private void tell(SecretKeys secret, String text) {
    told.add(new Consequence(Kind.secret, secret.inShort(), text));
  }

  /** What bears our labels and is in the tree no more, of the kinds that the tree has. */
  private void left() throws Unanswered {
    Set<String> asked = new HashSet<>();
    for (TreeObject object : tree.objects().values()) {
      ObjectName name = object.name();
      Optional<Place> place = place(object);
      if (place.isPresent()
          && place.get().isNamespaced()
          && asked.add(place.get().list(name.namespace()))) {
        left(place.get(), object);
      }
    }
  }

  private void left(Place place, TreeObject like) throws Unanswered {
    String path = place.list(like.name().namespace());
    Reply reply = cluster.get(path + "?labelSelector=" + OURS);
    if (!(reply instanceof Reply.Found found)) {
      unchecked.add("what is left of " + place.plural() + ": " + why(reply));
      return;
    }
    for (JsonNode item : found.document().path("items")) {
      ObjectName name =
          new ObjectName(
              like.name().apiVersion(),
              like.name().kind(),
              like.name().namespace(),
              item.at("/metadata/name").asText());
      boolean isMade = item.at("/metadata").has("ownerReferences") || isOfATemplate(name);
      boolean isKnown = tree.objects().values().stream().anyMatch(one -> one.name().equals(name));
      if (!isMade && !isKnown) {
        JsonNode document = AsCompared.of(item);
        ((ObjectNode) document).put("apiVersion", name.apiVersion()).put("kind", name.kind());
        before.putIfAbsent(name.identity(), new TreeObject(name, like.path(), document));
        // A Job of another fingerprint: compared as the API server has both.
        after.computeIfPresent(name.identity(), made::getOrDefault);
      }
    }
  }

  /** {@code managed-by} and {@code part-of}, encoded for an address. */
  private static final String OURS =
      "app.kubernetes.io%2Fmanaged-by%3Dsparkstead%2Capp.kubernetes.io%2Fpart-of%3Dsparkstead";

  /** Whether it is a claim that a StatefulSet of the tree makes for one of its pods. */
  private boolean isOfATemplate(ObjectName name) {
    if (!name.kind().equals("PersistentVolumeClaim")) {
      return false;
    }
    for (TreeObject set : tree.objects().values()) {
      for (JsonNode claim : set.at("/spec/volumeClaimTemplates")) {
        String start = claim.at("/metadata/name").asText() + "-" + set.name().name() + "-";
        if (name.name().startsWith(start)) {
          return true;
        }
      }
    }
    return false;
  }

  private void tellWaiting() {
    waiting.forEach(
        (namespace, count) ->
            told.add(
                new Consequence(
                    Kind.next,
                    "Namespace " + namespace,
                    "is not there yet, so the API server was not asked whether it takes the "
                        + count
                        + " objects in it; ask again when it is")));
  }
}
