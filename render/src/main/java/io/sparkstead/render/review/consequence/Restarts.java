package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.storage.ClusterStore;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which pods are stopped, by what, and what ends with them. */
final class Restarts {

  private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private static final String ANNOTATIONS = "spec.template.metadata.annotations[";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Evidence before;
  private final Instant now;
  private final List<Consequence> found = new ArrayList<>();

  private Restarts(Evidence before, Instant now) {
    this.before = before;
    this.now = now;
  }

  static List<Consequence> of(TreeChange change, Evidence before, Instant now) {
    Restarts restarts = new Restarts(before, now);
    for (ObjectChange.Changed each : change.changed()) {
      restarts.changed(each);
    }
    for (ObjectChange.Removed gone : change.removed()) {
      restarts.removed(gone, change.deleting(gone.object()).isPresent());
    }
    for (ObjectChange.Added made : change.added()) {
      if (made.name().kind().equals("Job")) {
        restarts.say(Kind.next, made, "runs once when it is applied");
      } else if (made.name().kind().equals("CronJob")) {
        restarts.say(Kind.next, made, "runs by " + schedule(made) + restarts.first(made.object()));
      }
    }
    return restarts.found;
  }

  private void removed(ObjectChange.Removed gone, boolean isDeleted) {
    boolean isServing = SERVING.contains(gone.name().kind());
    if (!isServing && !gone.name().kind().equals("CronJob")) {
      return;
    }
    if (!isDeleted) {
      say(Kind.next, gone, "goes on as it is until somebody deletes it");
    } else if (isServing) {
      say(Kind.restart, gone, "stops, and " + ends(gone));
    } else {
      say(Kind.next, gone, "runs no more");
    }
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
    boolean isStopped = replicas.isPresent() && number(replicas.get().after()) == 0;
    if (isStopped) {
      say(Kind.restart, each, "stops, by spec.replicas: 0, and " + ends(each));
      return;
    }
    if (!each.was().at("/spec/template").equals(each.becomes().at("/spec/template"))) {
      say(Kind.restart, each, "its pods restart" + why(each) + how(each) + ": " + ends(each));
    } else if (replicas.isPresent() && isFewer(replicas.get())) {
      say(Kind.restart, each, "fewer pods: " + replicas.get().inWords("1"));
    }
  }

  private static Optional<FieldChange> field(ObjectChange.Changed change, String path) {
    return change.fields().stream().filter(field -> field.path().equals(path)).findFirst();
  }

  private static boolean isFewer(FieldChange replicas) {
    return number(replicas.after()) < number(replicas.before());
  }

  /** One pod where nothing is said. */
  private static int number(Optional<JsonNode> replicas) {
    return replicas.map(JsonNode::asInt).orElse(1);
  }

  /** If nothing but annotations differs that stand for ConfigMaps, those are why. */
  private static String why(ObjectChange.Changed each) {
    List<String> maps = new ArrayList<>();
    boolean isMore = false;
    for (FieldChange field : each.fields()) {
      if (field.isIn("spec.template")) {
        Optional<String> map = mapBehind(field.path());
        if (map.isPresent()) {
          maps.add(map.get());
        } else {
          isMore = true;
        }
      }
    }
    return maps.isEmpty() || isMore
        ? ""
        : ", since ConfigMap " + String.join(", ", maps) + " changes";
  }

  /** The ConfigMap that pods are rolled for by an annotation at {@code path}. */
  private static Optional<String> mapBehind(String path) {
    return path.startsWith(ANNOTATIONS)
        ? ConfigFiles.rolledBy(path.substring(ANNOTATIONS.length(), path.length() - 1))
        : Optional.empty();
  }

  private static String how(ObjectChange.Changed each) {
    return each.becomes().at("/spec/updateStrategy/type").asText().equals("OnDelete")
        ? " when somebody deletes them (OnDelete)"
        : "";
  }

  private static String schedule(ObjectChange.Added made) {
    return made.object().at("/spec/schedule").asText();
  }

  /** When that is; nothing where it is suspended, or is no time that Kubernetes knows. */
  private String first(TreeObject cronJob) {
    if (cronJob.at("/spec/suspend").asBoolean()) {
      return ", once somebody lifts its suspension";
    }
    String zone = cronJob.at("/spec/timeZone").asText("Etc/UTC");
    try {
      return NextRun.of(new CronSchedule(cronJob.at("/spec/schedule").asText(), zone), now)
          .map(time -> ", next at " + MINUTE.format(time) + " " + zone)
          .orElse("");
    } catch (IllegalArgumentException e) {
      return ", which no clock comes to: " + e.getMessage();
    }
  }

  private void cronJob(ObjectChange.Changed each) {
    if (field(each, "spec.schedule").isPresent() || field(each, "spec.timeZone").isPresent()) {
      say(
          Kind.next,
          each,
          "runs at other times: "
              + each.was().at("/spec/schedule").asText()
              + " → "
              + each.becomes().at("/spec/schedule").asText()
              + first(each.becomes()));
    }
    if (field(each, "spec.suspend").isPresent()) {
      say(
          Kind.next,
          each,
          each.becomes().at("/spec/suspend").asBoolean()
              ? "runs no more while it is suspended"
              : "runs again" + first(each.becomes()));
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
    String role = change.before().map(Restarts::role).orElse("");
    if (workload.isPresent() && before.runsDriver(workload.get())) {
      return role.equals(Jupyter.ROLE)
          ? "open notebooks end, and with each kernel its driver and executors"
          : "its Spark driver ends, and with it the executors and what they compute";
    }
    return switch (role) {
      case Jupyter.ROLE -> "open notebooks end";
      case ClusterStore.ROLE -> "Spark's reads and writes fail until the store is back";
      case HistoryServer.ROLE -> "its page is away until it has read the event logs";
      default -> "what it serves is away until it is ready again";
    };
  }

  private static String role(TreeObject object) {
    return object.at("/metadata/labels").path(Labels.ROLE).asText();
  }
}
