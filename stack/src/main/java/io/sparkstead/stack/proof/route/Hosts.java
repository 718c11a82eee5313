package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether each page that people come to by a route has a host of its own, which is one. */
public record Hosts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROUTE_NAMES_ITS_HOST =
      Rule.warning("NET-29", "A route names the host it is for, where others do")
          .why("It takes what comes to any host that no other has, or to all of the Gateway's.")
          .fix("Name the host in the exposure.");

  static final Rule HOST_IS_ONE =
      Rule.error("NET-31", "A route's host is a name of DNS in small letters")
          .why("The API server refuses the route.")
          .fix("Write the host without scheme, port and path, in small letters.");

  static final Rule EACH_PORT_HAS_A_HOST =
      Rule.warning("NET-32", "No two hosts lead to one page while another page has none")
          .why("One of the two is a slip: its page cannot be opened from outside.")
          .fix("Name each port of the component once in its exposure.");

  private static final String NAME =
      "(?:\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  @Override
  public void check() {
    List<Manifest> without = new ArrayList<>();
    boolean hasOne = false;
    for (Manifest manifest : stack.manifests()) {
      for (String host : hosts(manifest)) {
        if (host.isEmpty()) {
          without.add(manifest);
        } else {
          hasOne = true;
          hostIsOne(manifest, host);
        }
      }
    }
    for (Manifest route : hasOne ? without : List.<Manifest>of()) {
      at(ROUTE_NAMES_ITS_HOST, route, "spec:").say("{it} names no host, as others do; name one");
    }
    eachPortHasAHost();
  }

  /** An empty one where it is for every host. */
  private static List<String> hosts(Manifest manifest) {
    if (manifest.kind().equals("HTTPRoute") || manifest.kind().equals("GRPCRoute")) {
      List<String> hosts = Fields.specOf(manifest).texts("hostnames");
      return hosts.isEmpty() ? List.of("") : hosts;
    }
    List<String> hosts = new ArrayList<>();
    if (manifest.object() instanceof Ingress ingress && ingress.getSpec() != null) {
      for (IngressRule rule : Given.list(ingress.getSpec().getRules())) {
        hosts.add(Given.text(rule.getHost()));
      }
    }
    return hosts;
  }

  private void hostIsOne(Manifest route, String host) {
    if (!host.matches(NAME)) {
      at(HOST_IS_ONE, route, host)
          .say("{it} is for {}, which is no name of DNS; write it in small letters, alone", host);
    }
  }

  private void eachPortHasAHost() {
    Map<String, Route> led = new HashMap<>();
    Set<String> taken = new HashSet<>();
    List<Route> routes = Route.allOf(stack);
    for (Route route : routes) {
      taken.add(end(route));
    }
    for (Route route : routes) {
      Route other = led.putIfAbsent(end(route), route);
      Optional<ServiceView.Port> free = free(route.service(), taken);
      if (other != null && !other.host().equals(route.host()) && free.isPresent()) {
        at(EACH_PORT_HAS_A_HOST, route, route.port())
            .say(
                "{it} and {} both lead to port {} of {}, and nothing to {}; say which is which",
                other,
                route.port(),
                route.service(),
                free.get().name());
      }
    }
  }

  private String end(Route route) {
    Optional<ServiceView> service = stack.service(route.service());
    Optional<ServiceView.Port> served =
        service.isPresent() ? route.served(service.get()) : Optional.empty();
    return route.service() + " " + (served.isPresent() ? served.get().number() : 0);
  }

  private Optional<ServiceView.Port> free(String name, Set<String> taken) {
    Optional<ServiceView> service = stack.service(name);
    for (ServiceView.Port port :
        service.isPresent() ? service.get().ports() : List.<ServiceView.Port>of()) {
      if (!taken.contains(name + " " + port.number())) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }
}
