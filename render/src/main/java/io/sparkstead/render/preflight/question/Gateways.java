package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether routes find a Gateway with a listener that takes them. */
public record Gateways() implements Question {

  private static final String API = "gateway.networking.k8s.io/v1";
  private static final String KIND = "Gateway";

  /**
   * @param listener empty if any does
   * @param hosts that the route has; none if all
   */
  private record Parent(
      String route,
      String from,
      String namespace,
      String name,
      String listener,
      List<String> hosts) {
    String subject() {
      return KIND + " " + namespace + "/" + name;
    }
  }

  @Override
  public String about() {
    return "Gateways";
  }

  private static Set<Parent> parents(Wanted wanted) {
    Set<Parent> parents = new LinkedHashSet<>();
    for (TreeObject route : wanted.all("HTTPRoute")) {
      List<String> hosts = new ArrayList<>();
      route.at("/spec/hostnames").forEach(host -> hosts.add(host.asText()));
      for (JsonNode parent : route.at("/spec/parentRefs")) {
        String namespace = parent.path("namespace").asText(route.name().namespace());
        String name = parent.path("name").asText();
        if (parent.path("kind").asText(KIND).equals(KIND) && !wanted.makes(KIND, namespace, name)) {
          parents.add(
              new Parent(
                  route.name().inShort(),
                  route.name().namespace(),
                  namespace,
                  name,
                  parent.path("sectionName").asText(),
                  hosts));
        }
      }
    }
    return parents;
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return parents(wanted).stream()
        .map(
            parent ->
                "get gateways.gateway.networking.k8s.io "
                    + parent.name()
                    + " -n "
                    + parent.namespace()
                    + " -o yaml")
        .distinct()
        .toList();
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    for (Parent parent : parents(wanted)) {
      Reply reply = site.one(API, KIND, parent.namespace(), parent.name());
      if (reply instanceof Reply.Found found) {
        judge(parent, found.document(), told);
      } else if (reply instanceof Reply.Absent) {
        told.lack(
            parent.subject(),
            "is not there, and routes that name it lead nowhere",
            "make it, or name one that is by gateway(…)");
      } else {
        told.unchecked(parent.subject(), reply);
      }
    }
  }

  private static void judge(Parent parent, JsonNode gateway, Told told) {
    List<String> names = new ArrayList<>();
    boolean isNamed = false;
    boolean isLetIn = false;
    for (JsonNode listener : gateway.at("/spec/listeners")) {
      String name = listener.path("name").asText();
      names.add(name);
      if (parent.listener().isEmpty() || parent.listener().equals(name)) {
        isNamed = true;
        if (isLetIn(parent, listener) && isHost(parent, listener)) {
          isLetIn = true;
        }
      }
    }
    if (!isNamed) {
      told.lack(
          parent.subject(),
          "has no listener "
              + parent.listener()
              + ", which "
              + parent.route()
              + " names; it has "
              + String.join(", ", names),
          "name one of those, or add it");
    } else if (!isLetIn) {
      told.lack(
          parent.subject(),
          "takes no "
              + parent.route()
              + " from namespace "
              + parent.from()
              + " for "
              + (parent.hosts().isEmpty() ? "any host" : String.join(", ", parent.hosts())),
          "let it in by allowedRoutes and hostname of the listener");
    } else {
      told.ok(parent.subject(), "takes " + parent.route());
    }
  }

  /** A selector is not evaluated here: it may let it in. */
  private static boolean isLetIn(Parent parent, JsonNode listener) {
    String from = listener.at("/allowedRoutes/namespaces/from").asText("Same");
    return !from.equals("None")
        && (!from.equals("Same") || parent.from().equals(parent.namespace()));
  }

  private static boolean isHost(Parent parent, JsonNode listener) {
    String host = listener.path("hostname").asText();
    if (host.isEmpty() || parent.hosts().isEmpty()) {
      return true;
    }
    String end = host.startsWith("*.") ? host.substring(1) : "";
    return parent.hosts().stream()
        .anyMatch(one -> one.equals(host) || (!end.isEmpty() && one.endsWith(end)));
  }
}
