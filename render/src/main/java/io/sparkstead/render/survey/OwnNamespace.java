package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether somebody has made the namespace, and what it admits. */
record OwnNamespace(String name) implements Reading {

  private static final String POD_SECURITY = "pod-security.kubernetes.io/";

  @Override
  public String about() {
    return "the namespace";
  }

  @Override
  public List<Statement> read(Site site) throws Unanswered {
    Reply reply = site.one("v1", "Namespace", "", name);
    if (reply instanceof Reply.Found found) {
      return List.of(there(found.document().at("/metadata/labels")));
    }
    return List.of(
        Statement.comment(
            reply instanceof Reply.Absent
                ? "Namespace "
                    + name
                    + ": not there; the tree makes it, and has Pod Security enforce restricted"
                : Statement.GUESS
                    + "namespace "
                    + name
                    + " is not yours to read: the tree makes it. If others have, add"
                    + " .namespace(new Namespace(\"spark\").madeByOthers())"));
  }

  private Statement there(JsonNode labels) {
    String enforced = labels.path(POD_SECURITY + "enforce").asText("nothing");
    boolean isOurs = true;
    for (Map.Entry<String, String> made :
        new Namespace(name).resource().getMetadata().getLabels().entrySet()) {
      // Somebody may have made it laxer since.
      isOurs &=
          made.getKey().startsWith(POD_SECURITY)
              || labels.path(made.getKey()).asText().equals(made.getValue());
    }
    String comment =
        "Namespace " + name + ": there, and Pod Security enforces " + enforced + " in it";
    return isOurs
        ? Statement.comment(comment + "; an earlier tree made it")
        : Statement.call(
            List.of(comment),
            "namespace",
            List.of(
                Code.call(
                    "new Namespace(" + Code.text(name).flat() + ").madeByOthers",
                    Set.of(Namespace.class.getName()))));
  }
}
