package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.PruningTool;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which pods are stopped, by what, and what ends with them. */
final class Restarts {

  private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "DaemonSet");

  /** By which pods are rolled when a ConfigMap that they read changes. */
  private static final Pattern ROLLER =
      Pattern.compile("^spec\\.template\\.metadata\\.annotations\\[sparkstead\\.io/(.+)-sha256]$");

  private final Evidence before;
  private final List<Consequence> found = new ArrayList<>();

  private Restarts(Evidence before) {
    this.before = before;
  }

  static List<Consequence> of(TreeChange change, Evidence before) {
    Restarts restarts = new Restarts(before);
    boolean isPruned = PruningTool.in(change.after()).isPresent();
    for (ObjectChange.Changed each : change.changed()) {
      restarts.changed(each);
    }
    for (ObjectChange.Removed gone : change.removed()) {
      boolean isServing = SERVING.contains(gone.name().kind());
      if (isServing && isPruned) {
        restarts.say(Kind.restart, gone, "stops, and " + restarts.ends(gone));
      } else if (gone.name().kind().equals("CronJob") && isPruned) {
        restarts.say(Kind.next, gone, "runs no more");
      } else if (isServing || gone.name().kind().equals("CronJob")) {
        restarts.say(Kind.next, gone, "goes on as it is until somebody deletes it");
      }
    }
    for (ObjectChange.Added made : change.added()) {
      if (made.name().kind().equals("Job")) {
        restarts.say(Kind.next, made, "runs once when it is applied");
      }
    }
    return restarts.found;
  }

  private void say(Kind kind, ObjectChange about, String text) {
    found.add(new Consequence(kind, about.name().inShort(), text));
  }

  private void changed(ObjectChange.Changed each) {
    String kind = each.name().kind();
    if (SERVING.contains(kind)) {
      serving(each);
    } else if (kind.equals("CronJob")) {
      cronJob(each);
    } else if (kind.equals("Job") && each.isMadeAnew()) {
      say(Kind.next, each, "runs again when it is applied, beside " + each.was().name().name());
    }
  }

  private void serving(ObjectChange.Changed each) {
    Optional<FieldChange> replicas = field(each, "spec.replicas");
    boolean isStopped =
        replicas.isPresent() && replicas.get().after().map(JsonNode::asInt).orElse(1) == 0;
    if (isStopped) {
      say(Kind.restart, each, "stops, by spec.replicas: 0, and " + ends(each));
      return;
    }
    if (!each.was().at("/spec/template").equals(each.becomes().at("/spec/template"))) {
      say(Kind.restart, each, "its pods restart" + why(each) + how(each) + ": " + ends(each));
    } else if (isFewer(replicas)) {
      say(Kind.restart, each, "fewer pods: " + amounts(replicas));
    }
  }

  private static Optional<FieldChange> field(ObjectChange.Changed change, String path) {
    return change.fields().stream().filter(field -> field.path().equals(path)).findFirst();
  }

  private static boolean isFewer(Optional<FieldChange> replicas) {
    return replicas.isPresent()
        && replicas.get().after().map(JsonNode::asInt).orElse(1)
            < replicas.get().before().map(JsonNode::asInt).orElse(1);
  }

  private static String amounts(Optional<FieldChange> change) {
    return change
        .map(
            field ->
                field.before().map(JsonNode::asText).orElse("1")
                    + " → "
                    + field.after().map(JsonNode::asText).orElse("1"))
        .orElse("");
  }

  /** If nothing but annotations differs that stand for ConfigMaps, those are why. */
  private static String why(ObjectChange.Changed each) {
    List<String> maps = new ArrayList<>();
    boolean isMore = false;
    for (FieldChange field : each.fields()) {
      if (field.isIn("spec.template")) {
        Matcher roller = ROLLER.matcher(field.path());
        if (roller.matches()) {
          maps.add(roller.group(1));
        } else {
          isMore = true;
        }
      }
    }
    return maps.isEmpty() || isMore
        ? ""
        : ", since ConfigMap " + String.join(", ", maps) + " changes";
  }

  private static String how(ObjectChange.Changed each) {
    return each.becomes().at("/spec/updateStrategy/type").asText().equals("OnDelete")
        ? " when somebody deletes them (OnDelete)"
        : "";
  }

  private void cronJob(ObjectChange.Changed each) {
    if (field(each, "spec.schedule").isPresent() || field(each, "spec.timeZone").isPresent()) {
      say(
          Kind.next,
          each,
          "runs at other times: "
              + each.was().at("/spec/schedule").asText()
              + " → "
              + each.becomes().at("/spec/schedule").asText());
    }
    if (field(each, "spec.suspend").isPresent()) {
      say(
          Kind.next,
          each,
          each.becomes().at("/spec/suspend").asBoolean()
              ? "runs no more while it is suspended"
              : "runs again");
    }
    if (!each.was().at("/spec/jobTemplate").equals(each.becomes().at("/spec/jobTemplate"))) {
      say(
          Kind.next,
          each,
          "its next run is the first of the new kind; one that runs now ends as it is");
    }
  }

  /** What somebody notices. */
  private String ends(ObjectChange change) {
    Optional<Workload> workload =
        before.workloads().stream()
            .filter(each -> each.manifest().kind().equals(change.name().kind()))
            .filter(each -> each.manifest().name().equals(change.name().name()))
            .findFirst();
    String role = change.before().map(old -> old.at(ROLE).asText()).orElse("");
    if (workload.isPresent() && before.runsDriver(workload.get())) {
      return role.equals("notebook")
          ? "open notebooks end, and with each kernel its driver and executors"
          : "its Spark driver ends, and with it the executors and what they compute";
    }
    return switch (role) {
      case "notebook" -> "open notebooks end";
      case "object-store" -> "Spark's reads and writes fail until the store is back";
      case "history-server" -> "its page is away until it has read the event logs";
      default -> "what it serves is away until it is ready again";
    };
  }

  private static final String ROLE = "/metadata/labels/app.kubernetes.io~1component";
}
