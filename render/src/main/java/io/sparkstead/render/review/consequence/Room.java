package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.room.ClaimRoom;
import io.sparkstead.stack.proof.room.Demand;
import io.sparkstead.stack.proof.room.ResourceFit;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pods ask for, at rest and at most, and whether there is room for it. */
final class Room {

  private Room() {}

  static List<Consequence> changes(TreeChange change, Evidence before, Evidence after) {
    Demand old = Demand.of(before);
    Demand made = Demand.of(after);
    List<Consequence> found = new ArrayList<>();
    if (!old.equals(made)) {
      say(found, "at rest", old.atRest(), made.atRest(), "");
      String executors =
          old.executors() == made.executors()
              ? ""
              : ", executors " + old.executors() + " → " + made.executors();
      say(found, "at most", old.atMost(), made.atMost(), executors);
    }
    for (ObjectChange.Changed each : change.changed()) {
      for (FieldChange field : each.fields()) {
        if (each.name().kind().equals("ResourceQuota")) {
          found.add(quota(each, field));
        } else if (each.name().kind().equals("LimitRange")) {
          found.add(limit(each, field));
        }
      }
    }
    Findings findings = new Findings();
    new ResourceFit(after, findings).check();
    new ClaimRoom(after, findings).check();
    for (Finding finding : findings.all()) {
      found.add(
          new Consequence(Kind.capacity, finding.subject(), "does not fit: " + finding.message()));
    }
    if (!old.equals(made) && findings.all().isEmpty() && !after.nodes().isEmpty()) {
      found.add(
          new Consequence(
              Kind.room, "all of it", "fits on the nodes, in the quota and in the limits"));
    }
    return found;
  }

  private static Consequence quota(ObjectChange about, FieldChange field) {
    String name = field.path().substring(field.path().indexOf("hard") + "hard".length());
    return new Consequence(
        Kind.capacity,
        about.name().inShort(),
        name.replaceFirst("^[.\\[]", "").replace("]", "") + " " + field.inWords("no limit"));
  }

  /** Of one pod, container or claim: {@code Container max.memory 3Gi → 1Gi}. */
  private static Consequence limit(ObjectChange.Changed about, FieldChange field) {
    Matcher item = LIMIT.matcher(field.path());
    String what =
        item.matches()
            ? about.becomes().at("/spec/limits/" + item.group(1) + "/type").asText()
                + " "
                + item.group(2)
            : field.path();
    return new Consequence(
        Kind.capacity, about.name().inShort(), what + " " + field.inWords("no limit"));
  }

  private static final Pattern LIMIT = Pattern.compile("spec\\.limits\\[(\\d+)]\\.(.+)");

  private static void say(
      List<Consequence> found, String when, Amounts old, Amounts made, String more) {
    if (!old.equals(made) || !more.isEmpty()) {
      Kind kind = old.holds(made) ? Kind.room : Kind.capacity;
      found.add(new Consequence(kind, when, old + " → " + made + more));
    }
  }
}
