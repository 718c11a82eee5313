package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.cluster.live.SecretKeys;
import io.sparkstead.render.preflight.asking.PodOf;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether Secrets are there with the keys that pods read, and those that pull images. */
public record Secrets() implements Question {

  private static final String KIND = "Secret";

  @Override
  public String about() {
    return "Secrets";
  }

  /** Those that tools make of other objects in the tree come with them. */
  private static boolean isBrought(Wanted wanted, SecretKeys secret) {
    for (TreeObject object : wanted.tree().objects().values()) {
      String kind = object.name().kind();
      boolean isOne = kind.equals("ExternalSecret") || kind.equals("SealedSecret");
      String target = object.at("/spec/target/name").asText(object.name().name());
      if (isOne && target.equals(secret.name())) {
        return true;
      }
    }
    return false;
  }

  /** Of pods, of accounts, of Spark. */
  static Set<String> pullSecrets(Wanted wanted) {
    Set<String> names = new LinkedHashSet<>();
    for (PodOf pod : wanted.pods()) {
      pod.spec("imagePullSecrets").forEach(each -> names.add(each.path("name").asText()));
    }
    for (TreeObject account : wanted.all("ServiceAccount")) {
      account.at("/imagePullSecrets").forEach(each -> names.add(each.path("name").asText()));
    }
    for (String list : wanted.properties(".image.pullSecrets")) {
      names.addAll(List.of(list.split("\\s*,\\s*")));
    }
    return names;
  }

  @Override
  public List<String> commands(Wanted wanted) {
    List<String> commands = new ArrayList<>();
    for (SecretKeys secret : wanted.secrets()) {
      commands.add(command(secret.name(), secret.namespace()));
    }
    for (String name : pullSecrets(wanted)) {
      commands.add(command(name, wanted.namespace()));
    }
    return commands;
  }

  /** Its type and its keys; values are not shown. */
  private static String command(String name, String namespace) {
    return "describe secret " + name + " -n " + namespace;
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    for (SecretKeys secret : wanted.secrets()) {
      String subject = KIND + " " + secret.namespace() + "/" + secret.name();
      Reply reply = site.one("v1", KIND, secret.namespace(), secret.name());
      if (reply instanceof Reply.Found found) {
        judge(subject, secret, found.document(), told);
      } else if (reply instanceof Reply.Absent && isBrought(wanted, secret)) {
        told.note(subject, "is not there yet; an object of the tree brings it", "");
      } else if (reply instanceof Reply.Absent) {
        told.lack(
            subject,
            "is not there, and containers that read it do not start",
            "make it as the tree's README.md says");
      } else {
        told.unchecked(subject, reply);
      }
    }
    for (String name : pullSecrets(wanted)) {
      pull(KIND + " " + wanted.namespace() + "/" + name, name, wanted, site, told);
    }
  }

  private static void judge(String subject, SecretKeys secret, JsonNode live, Told told) {
    List<String> missing = secret.missingIn(live);
    if (missing.isEmpty()) {
      told.ok(subject, "has " + String.join(", ", new java.util.TreeSet<>(secret.keys())));
      return;
    }
    List<String> more = secret.moreIn(live);
    told.lack(
        subject,
        "has no "
            + String.join(", ", missing)
            + (more.isEmpty() ? "" : ", but " + String.join(", ", more))
            + ", and containers that read it do not start",
        "add the key");
  }

  private static void pull(String subject, String name, Wanted wanted, Site site, Told told)
      throws Unanswered {
    Reply reply = site.one("v1", KIND, wanted.namespace(), name);
    if (reply instanceof Reply.Found found) {
      String type = found.document().path("type").asText();
      if (type.startsWith("kubernetes.io/dockerc")) {
        told.ok(subject, "can pull images");
      } else {
        told.lack(
            subject,
            "is of type " + type + ", by which nothing is pulled",
            "make it by kubectl create secret docker-registry");
      }
    } else if (reply instanceof Reply.Absent) {
      told.lack(
          subject,
          "is not there, and images of a private registry are not pulled",
          "make it by kubectl create secret docker-registry " + name);
    } else {
      told.unchecked(subject, reply);
    }
  }
}
