package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.stack.flow.Outside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How people come to pages, and where the API server is: what network policies are made of. */
record Ways() implements Reading {

  private static final String OWNER = "kubernetes.io/service-name";
  private static final String SERVER = "kubernetes";

  @Override
  public String about() {
    return "addresses";
  }

  @Override
  public List<Statement> read(Site site) throws Unanswered {
    Optional<Door> gateway = Gateways.of(site);
    Optional<Door> open = gateway.isPresent() ? gateway : Balancers.of(site);
    Door door = open.isPresent() ? open.get() : Door.closed(closed(site));
    List<Statement> statements = new ArrayList<>(door.statements());
    statements.add(outside(site, door));
    return statements;
  }

  /** What else there is, of which a person has to say a host. */
  private static String closed(Site site) throws Unanswered {
    String none = "No Gateway for any host of a domain, and no pool of MetalLB with a free address";
    List<String> classes = new ArrayList<>();
    if (site.list("networking.k8s.io/v1", "IngressClass", "") instanceof Reply.Found found) {
      Site.items(found).forEach(each -> classes.add(each.at("/metadata/name").asText()));
    }
    return none
        + (classes.isEmpty()
            ? ": pages are opened by port-forward.sh"
            : "; of IngressClass "
                + String.join(", ", classes)
                + " say hosts by .notebookExposure(new Ingress(…)). Until then port-forward.sh opens"
                + " pages");
  }

  private static Statement outside(Site site, Door door) throws Unanswered {
    Reply reply = site.list("discovery.k8s.io/v1", "EndpointSlice", "default");
    Set<String> addresses = new TreeSet<>();
    int port = 0;
    if (reply instanceof Reply.Found found) {
      for (JsonNode slice : Site.items(found)) {
        if (slice.at("/metadata/labels").path(OWNER).asText().equals(SERVER)) {
          slice
              .path("endpoints")
              .forEach(one -> one.path("addresses").forEach(each -> addresses.add(each.asText())));
          port = slice.at("/ports/0/port").asInt(port);
        }
      }
    }
    if (addresses.isEmpty() || port == 0) {
      return Statement.comment(
          Statement.GUESS
              + "the endpoints of the API server are not yours to read: without .outside(…) there"
              + " are no network policies.");
    }
    return Statement.call(
        List.of(
            "EndpointSlices of default/kubernetes: "
                + String.join(", ", addresses)
                + " at "
                + port),
        "outside",
        List.of(code(addresses, port, door)));
  }

  private static Code code(Set<String> addresses, int port, Door door) {
    List<Code> arguments = new ArrayList<>();
    arguments.add(
        list(
            addresses.stream()
                .map(each -> Statement.ask(Cidr.class, "only", Code.text(each)))
                .toList()));
    arguments.add(Code.number(port));
    arguments.add(list(door.people()));
    if (!door.proxies().isEmpty()) {
      arguments.add(list(door.proxies()));
    }
    return Statement.made(Outside.class, arguments.toArray(new Code[0]));
  }

  private static Code list(List<Code> codes) {
    return Statement.ask(List.class, "of", codes.toArray(new Code[0]));
  }
}
