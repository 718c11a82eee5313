package io.sparkstead.render.preflight.question;

import io.sparkstead.render.cluster.ApiResources.Place;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.cluster.live.Conflict;
import io.sparkstead.render.cluster.live.ObjectTrial;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the API server would take each object, and the namespace is there. */
public record DryRuns() implements Question {

  @Override
  public String about() {
    return "each object, by a dry run";
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return List.of(
        "get namespace " + wanted.namespace(),
        "apply --server-side --dry-run=server --field-manager="
            + Cluster.FIELD_MANAGER
            + " -k FOLDER");
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    if (!isThere(wanted.namespace(), site)) {
      absent(wanted, told);
    }
    int taken = 0;
    for (TreeObject object : wanted.tree().objects().values()) {
      Optional<Place> place = site.resources().of(object.name().apiVersion(), object.name().kind());
      boolean isInNoNamespace = place.isPresent() && !place.get().isNamespaced();
      if (place.isPresent()
          && (isInNoNamespace || isThere(object.name().namespace(), site))
          && tried(object, place.get(), site, told)) {
        taken++;
      }
    }
    told.count("objects", taken, wanted.tree().objects().size(), "are taken by a dry run");
  }

  private static boolean isThere(String namespace, Site site) throws Unanswered {
    return !(site.one("v1", "Namespace", "", namespace) instanceof Reply.Absent);
  }

  private static void absent(Wanted wanted, Told told) {
    String subject = "Namespace " + wanted.namespace();
    if (wanted.makes("Namespace", "", wanted.namespace())) {
      told.unchecked(
          subject,
          "is not there yet, so that no object in it can be tried",
          "apply namespace.yaml of the tree, and ask again");
    } else {
      told.lack(
          subject,
          "is not there, and the tree does not make it",
          "let whoever makes namespaces make it");
    }
  }

  private static boolean tried(TreeObject object, Place place, Site site, Told told)
      throws Unanswered {
    ObjectTrial trial = ObjectTrial.of(site.cluster(), place, object);
    String subject = object.name().inShort();
    held(subject, trial.conflicts(), told);
    if (trial.reply() instanceof Reply.Refused refused) {
      told.lack(subject, "would be refused: " + refused.message(), "change the part that makes it");
    } else if (!(trial.reply() instanceof Reply.Found)) {
      told.unchecked(subject, trial.reply());
    }
    return trial.reply() instanceof Reply.Found;
  }

  private static void held(String subject, List<Conflict> conflicts, Told told) {
    Set<String> holders = new TreeSet<>();
    conflicts.forEach(conflict -> holders.add(conflict.holder()));
    if (!holders.isEmpty()) {
      told.note(
          subject,
          String.join(", ", holders) + " holds fields that would change",
          "diff --live shows which");
    }
  }
}
