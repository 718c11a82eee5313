package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who makes volumes for claims. */
record Disks() implements Reading {

  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
  private static final String NOBODY = "kubernetes.io/no-provisioner";

  @Override
  public String about() {
    return "storage classes";
  }

  @Override
  public List<Statement> read(Site site) throws Unanswered {
    Reply reply = site.list("storage.k8s.io/v1", "StorageClass", "");
    if (!(reply instanceof Reply.Found found)) {
      return List.of(guess("storage classes are not yours to read; the default one is asked for."));
    }
    List<JsonNode> classes = new ArrayList<>(Site.items(found));
    classes.removeIf(each -> each.path("provisioner").asText().equals(NOBODY));
    Optional<JsonNode> standard = classes.stream().filter(Disks::isDefault).reduce(Disks::newer);
    if (standard.isPresent()) {
      return List.of(named(standard.get(), "the default, "));
    }
    if (classes.size() == 1) {
      return List.of(named(classes.get(0), "the only one, "));
    }
    return List.of(
        classes.isEmpty()
            ? guess("no storage class makes volumes, and claims stay Pending; install one.")
            : named(
                classes.get(0),
                Statement.GUESS,
                "none of " + names(classes) + " is the default, "));
  }

  private static Statement guess(String why) {
    return Statement.comment(Statement.GUESS + why);
  }

  private static boolean isDefault(JsonNode each) {
    return each.at("/metadata/annotations").path(IS_DEFAULT).asText().equals("true");
  }

  /** Of two that are the default, Kubernetes takes the one that was made last. */
  private static JsonNode newer(JsonNode one, JsonNode other) {
    return made(one).compareTo(made(other)) < 0 ? other : one;
  }

  private static String made(JsonNode each) {
    return each.at("/metadata/creationTimestamp").asText();
  }

  private static String names(List<JsonNode> classes) {
    return String.join(", ", classes.stream().map(Disks::name).toList());
  }

  private static String name(JsonNode each) {
    return each.at("/metadata/name").asText();
  }

  private static Statement named(JsonNode each, String why) {
    return named(each, "", why);
  }

  private static Statement named(JsonNode each, String mark, String why) {
    String grow = each.path("allowVolumeExpansion").asBoolean() ? "can" : "cannot";
    return Statement.call(
        List.of(
            mark
                + "StorageClass "
                + name(each)
                + ": "
                + why
                + each.path("provisioner").asText()
                + "; its volumes "
                + grow
                + " grow"),
        "storageClass",
        List.of(Code.text(name(each))));
  }
}
