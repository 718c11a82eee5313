package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** By what people outside the cluster come in, before and after: Services, routes, hosts. */
final class Exposures {

  /** By which a balancer is asked for an address. */
  private static final List<String> ADDRESSES =
      List.of("metallb.io/loadBalancerIPs", "kube-vip.io/loadbalancerIPs");

  private static final Set<String> ROUTES = Set.of("Ingress", "HTTPRoute", "GRPCRoute", "Route");

  private Exposures() {}

  static List<Consequence> of(TreeChange change) {
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange each : change.objects()) {
      Set<String> before = ways(each.before());
      Set<String> after = ways(each.after());
      say(found, each, "open to the outside by ", less(after, before));
      say(found, each, "no more open by ", less(before, after));
    }
    return found;
  }

  private static void say(
      List<Consequence> found, ObjectChange about, String words, Set<String> ways) {
    if (!ways.isEmpty()) {
      found.add(
          new Consequence(Kind.network, about.name().inShort(), words + String.join(", ", ways)));
    }
  }

  private static Set<String> less(Set<String> all, Set<String> others) {
    Set<String> left = new LinkedHashSet<>(all);
    left.removeAll(others);
    return left;
  }

  private static Set<String> ways(Optional<TreeObject> object) {
    if (object.isEmpty()) {
      return Set.of();
    }
    String kind = object.get().name().kind();
    return kind.equals("Service")
        ? ofService(object.get())
        : ROUTES.contains(kind) ? hosts(object.get()) : Set.of();
  }

  private static Set<String> ofService(TreeObject service) {
    Set<String> ways = new LinkedHashSet<>();
    String type = service.at("/spec/type").asText();
    if (type.equals("LoadBalancer") || type.equals("NodePort")) {
      for (JsonNode port : service.at("/spec/ports")) {
        ways.add(type + " at " + port.path("port").asText());
      }
      for (String address : ADDRESSES) {
        String given = service.document().at("/metadata/annotations").path(address).asText();
        if (!given.isEmpty()) {
          ways.add(given);
        }
      }
      add(ways, service.at("/spec/loadBalancerIP"));
      service
          .at("/spec/loadBalancerSourceRanges")
          .forEach(range -> ways.add("to " + range.asText()));
    }
    service.at("/spec/externalIPs").forEach(address -> ways.add(address.asText()));
    return ways;
  }

  private static Set<String> hosts(TreeObject route) {
    Set<String> hosts = new LinkedHashSet<>();
    route.at("/spec/hostnames").forEach(host -> hosts.add(host.asText()));
    route.at("/spec/rules").forEach(rule -> add(hosts, rule.path("host")));
    add(hosts, route.at("/spec/host"));
    return hosts;
  }

  private static void add(Set<String> hosts, JsonNode host) {
    if (host.isTextual()) {
      hosts.add(host.asText());
    }
  }
}
