package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether claims find a class that makes their volumes, and lets them grow. */
public record StorageClasses() implements Question {

  private static final String API = "storage.k8s.io/v1";
  private static final String KIND = "StorageClass";
  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
  private static final String NOBODY = "kubernetes.io/no-provisioner";

  /** What a claim says that wants the default one. */
  private static final String DEFAULT = "";

  @Override
  public String about() {
    return "storage classes";
  }

  private static Set<String> names(Wanted wanted) {
    Set<String> names = new TreeSet<>();
    for (TreeObject claim : wanted.all("PersistentVolumeClaim")) {
      add(names, claim.at("/spec"));
    }
    for (TreeObject set : wanted.all("StatefulSet")) {
      set.at("/spec/volumeClaimTemplates").forEach(claim -> add(names, claim.path("spec")));
    }
    names.addAll(wanted.properties(".options.storageClass"));
    return names;
  }

  /** A claim for a volume of that name wants no class. */
  private static void add(Set<String> names, JsonNode spec) {
    if (!spec.has("volumeName")) {
      names.add(spec.path("storageClassName").asText(DEFAULT));
    }
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return names(wanted).stream().map(name -> ("get storageclass " + name).strip()).toList();
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    for (String name : names(wanted)) {
      if (name.equals(DEFAULT)) {
        askDefault(site, told);
      } else if (!wanted.makes(KIND, "", name)) {
        Reply reply = site.one(API, KIND, "", name);
        if (reply instanceof Reply.Found found) {
          judge(found.document(), told);
        } else if (reply instanceof Reply.Absent) {
          told.lack(
              KIND + " " + name,
              "is not there, and claims that name it stay Pending",
              "install what brings it, or name another by storageClass(…)");
        } else {
          told.unchecked(KIND + " " + name, reply);
        }
      }
    }
  }

  private static void askDefault(Site site, Told told) throws Unanswered {
    Reply reply = site.list(API, KIND, "");
    if (!(reply instanceof Reply.Found found)) {
      told.unchecked("default " + KIND, reply);
      return;
    }
    for (JsonNode each : Site.items(found)) {
      if (each.at("/metadata/annotations").path(IS_DEFAULT).asText().equals("true")) {
        judge(each, told);
        return;
      }
    }
    told.lack(
        "default " + KIND,
        "there is none, and claims that name no class stay Pending",
        "annotate one with " + IS_DEFAULT + "=true, or name one by storageClass(…)");
  }

  private static void judge(JsonNode storageClass, Told told) {
    String subject = KIND + " " + storageClass.at("/metadata/name").asText();
    String provisioner = storageClass.path("provisioner").asText();
    if (provisioner.equals(NOBODY)) {
      told.lack(
          subject,
          "has " + NOBODY + ", so that nobody makes volumes for its claims",
          "make a volume by hand for each, or name another class by storageClass(…)");
    } else if (!storageClass.path("allowVolumeExpansion").asBoolean()) {
      told.note(
          subject,
          "is provisioned by " + provisioner + ", and its claims cannot grow",
          "set allowVolumeExpansion, if the provisioner can, before a disk is full");
    } else {
      told.ok(subject, "is provisioned by " + provisioner + ", and its claims can grow");
    }
  }
}
