package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where bytes that people count on may be lost, or are looked for elsewhere from then on. */
final class DataAtRisk {

  private static final Pattern BUCKET = Pattern.compile("\\b(s3a?|gs|abfss?|wasbs?)://[^/\\s,]+");
  private static final String CLEANER = "spark.history.fs.cleaner.";
  private static final Set<String> KEPT_BY =
      Set.of("Prune=false", "Delete=false", "Prune=confirm", "Delete=confirm");

  private static final ValueKind.Time SECONDS = ValueKind.Time.in("s");

  private final List<Consequence> found = new ArrayList<>();

  private DataAtRisk() {}

  static List<Consequence> of(TreeChange change, Evidence before, Evidence after) {
    DataAtRisk risk = new DataAtRisk();
    change.removed().forEach(risk::removed);
    change.changed().forEach(risk::changed);
    risk.buckets(before, after);
    risk.cleaner(before, after);
    return risk.found;
  }

  private void say(ObjectChange about, String text) {
    found.add(new Consequence(Kind.data, about.name().inShort(), text));
  }

  private void removed(ObjectChange.Removed gone) {
    switch (gone.name().kind()) {
      case "PersistentVolumeClaim" ->
          say(
              gone,
              "it is no more in the tree; once the claim is deleted, so is what is on its disk, unless"
                  + " its class retains volumes");
      case "Namespace" ->
          say(gone, "once it is deleted, so is everything in it, claims and Secrets too");
      case "StatefulSet" -> {
        if (!gone.object().at("/spec/volumeClaimTemplates").isEmpty()) {
          say(gone, "its claims stay in the cluster, and nobody reads what is on them");
        }
      }
      default -> {
        // Nothing is stored in others.
      }
    }
  }

  private void changed(ObjectChange.Changed each) {
    if (each.name().kind().equals("PersistentVolumeClaim") && !Immutable.of(each).isEmpty()) {
      say(
          each,
          "to make the claim anew deletes what is on its disk, unless its class retains volumes");
    }
    for (String when : List.of("whenDeleted", "whenScaled")) {
      String path = "/spec/persistentVolumeClaimRetentionPolicy/" + when;
      boolean isNew = !each.was().at(path).equals(each.becomes().at(path));
      if (isNew && each.becomes().at(path).asText().equals("Delete")) {
        say(each, "claims of its pods are deleted with them, by " + when + ": Delete");
      }
    }
    for (FieldChange field : each.fields()) {
      if (field.path().equals("reclaimPolicy") && field.becomes("").equals("Delete")) {
        say(each, "volumes of claims that are deleted are no more retained");
      }
      if (isLosing(field)) {
        say(each, "it is no more kept by " + field.was("") + " when somebody deletes or prunes");
      }
    }
    Set<String> left = new TreeSet<>(disks(each.was()));
    left.removeAll(disks(each.becomes()));
    if (!left.isEmpty()) {
      say(
          each,
          "leaves " + String.join(", ", left) + "; what is on it stays there, and is not seen");
    }
  }

  /** The claims and folders of nodes that its pods mount. */
  private static Set<String> disks(TreeObject object) {
    Set<String> disks = new TreeSet<>();
    for (JsonNode volume : object.document().findPath("template").at("/spec/volumes")) {
      if (volume.has("persistentVolumeClaim")) {
        disks.add("claim " + volume.at("/persistentVolumeClaim/claimName").asText());
      }
      if (volume.has("hostPath")) {
        disks.add("folder " + volume.at("/hostPath/path").asText() + " of its node");
      }
    }
    return disks;
  }

  private static boolean isLosing(FieldChange field) {
    return field.path().endsWith("[argocd.argoproj.io/sync-options]")
        && KEPT_BY.stream().anyMatch(word -> field.was("").contains(word))
        && KEPT_BY.stream().noneMatch(word -> field.becomes("").contains(word));
  }

  private void buckets(Evidence before, Evidence after) {
    Set<String> old = buckets(before);
    Set<String> made = buckets(after);
    Set<String> left = new TreeSet<>(old);
    left.removeAll(made);
    if (!left.isEmpty() && !made.isEmpty()) {
      Set<String> instead = new TreeSet<>(made);
      instead.removeAll(old);
      found.add(
          new Consequence(
              Kind.data,
              String.join(", ", left),
              "Spark looks there no more"
                  + (instead.isEmpty() ? "" : ", but in " + String.join(", ", instead))
                  + "; tables, results and event logs stay where they are"));
    }
  }

  /** In seconds, or as many as there are; what is neither is the least. */
  private static long amount(String text) {
    return SECONDS.amount(text).orElse(0L);
  }

  private static Set<String> buckets(Evidence stack) {
    Set<String> buckets = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      for (String value : conf.properties().values()) {
        Matcher bucket = BUCKET.matcher(value);
        while (bucket.find()) {
          buckets.add(bucket.group());
        }
      }
    }
    return buckets;
  }

  private void cleaner(Evidence before, Evidence after) {
    for (String key : List.of("enabled", "maxAge", "maxNum")) {
      Optional<String> old = before.firstSet(CLEANER + key);
      Optional<String> made = after.firstSet(CLEANER + key);
      boolean isSooner =
          made.isPresent()
              && !made.get().equals("false")
              && !before.confs().isEmpty()
              && (old.isEmpty() || amount(made.get()) < amount(old.get()) || key.equals("enabled"));
      if (isSooner && !made.equals(old)) {
        found.add(
            new Consequence(
                Kind.data,
                "event logs",
                "the History Server deletes by "
                    + CLEANER
                    + key
                    + ": "
                    + old.orElse("not set")
                    + " → "
                    + made.get()));
      }
    }
  }
}
