package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.crowd.Crowd;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in ConfigMaps and files that pods read: when it takes effect, and what differs in it. */
final class NextDrivers {

  private NextDrivers() {}

  static List<Consequence> of(TreeChange change, Evidence before, Evidence after) {
    List<Consequence> found = new ArrayList<>();
    properties(found, before, after);
    for (ObjectChange.Changed each : change.changed()) {
      if (each.name().kind().equals("ConfigMap")) {
        maps(found, each, change, after);
      }
    }
    return found;
  }

  /** Property by property, with all that set it alike. */
  private static void properties(List<Consequence> found, Evidence before, Evidence after) {
    Map<String, List<String>> readers = new TreeMap<>();
    for (Conf made : after.confs()) {
      for (Conf old : before.confs()) {
        if (old.subject().equals(made.subject())) {
          for (String change : changes(old.properties(), made.properties())) {
            readers.computeIfAbsent(change, key -> new ArrayList<>()).add(made.subject());
          }
        }
      }
    }
    readers.forEach(
        (change, confs) ->
            found.add(
                new Consequence(
                    Kind.next, change, "for what starts from then on by " + Crowd.inWords(confs))));
  }

  private static List<String> changes(Map<String, String> old, Map<String, String> made) {
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(made.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      String was = old.getOrDefault(key, NOT_SET);
      String is = made.getOrDefault(key, NOT_SET);
      if (!was.equals(is)) {
        changes.add(key + " " + was + " → " + is);
      }
    }
    return changes;
  }

  private static final String NOT_SET = "(not set)";

  /** Pods that read it and are not rolled go on with what they have read. */
  private static void maps(
      List<Consequence> found, ObjectChange.Changed map, TreeChange change, Evidence after) {
    List<String> stale = new ArrayList<>();
    for (Workload workload : after.workloads()) {
      if (workload.mounts(map.name().name()) && !workload.isJob() && !isRolled(change, workload)) {
        stale.add(workload.toString());
      }
    }
    Set<String> keys = new TreeSet<>();
    for (FieldChange field : map.fields()) {
      if (field.isIn("data")) {
        keys.add(key(field.path()));
      }
    }
    if (!stale.isEmpty() && !keys.isEmpty()) {
      found.add(
          new Consequence(
              Kind.next,
              map.name().inShort(),
              String.join(", ", keys)
                  + ": pods of "
                  + Crowd.inWords(stale)
                  + " are not restarted; they see the files within minutes, and what reads them once"
                  + " goes on as it is"));
    }
  }

  private static String key(String path) {
    String key = path.substring("data".length());
    return key.startsWith("[") ? key.substring(1, key.length() - 1) : key.substring(1);
  }

  private static boolean isRolled(TreeChange change, Workload workload) {
    Optional<ObjectChange.Changed> own =
        change.changed().stream()
            .filter(each -> each.name().kind().equals(workload.manifest().kind()))
            .filter(each -> each.name().name().equals(workload.manifest().name()))
            .findFirst();
    return own.isPresent()
        && own.get().fields().stream().anyMatch(field -> field.isIn("spec.template"));
  }
}
