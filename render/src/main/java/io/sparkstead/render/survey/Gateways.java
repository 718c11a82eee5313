package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.kube.Exposure.Gateway;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A Gateway that takes any host of a domain, from every namespace, and ends TLS. */
final class Gateways {

  private static final String API = "gateway.networking.k8s.io/v1";

  /** The first labels of the pages' hosts, in the order of {@link Door#PAGES}. */
  private static final List<String> LABELS = List.of("jupyter", "spark-history");

  private Gateways() {}

  /** That, if there is one, and the Service of its proxy is known. */
  static Optional<Door> of(Site site) throws Unanswered {
    if (!(site.list(API, "Gateway", "") instanceof Reply.Found found)
        || !(site.list("v1", "Service", "") instanceof Reply.Found services)) {
      return Optional.empty();
    }
    Set<String> taken = new TreeSet<>();
    if (site.list(API, "HTTPRoute", "") instanceof Reply.Found routes) {
      Site.items(routes)
          .forEach(route -> route.at("/spec/hostnames").forEach(host -> taken.add(host.asText())));
    }
    for (JsonNode gateway : Site.items(found)) {
      Optional<String> proxy = proxy(gateway, Site.items(services));
      for (JsonNode listener : gateway.at("/spec/listeners")) {
        String host = listener.path("hostname").asText();
        if (proxy.isPresent() && isOpen(listener) && host.startsWith("*.")) {
          List<String> hosts = new ArrayList<>();
          LABELS.forEach(label -> hosts.add(label + host.substring(1)));
          if (hosts.stream().noneMatch(taken::contains)) {
            return Optional.of(door(gateway, listener, hosts, proxy.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOpen(JsonNode listener) {
    return listener.path("protocol").asText().equals("HTTPS")
        && listener.at("/allowedRoutes/namespaces/from").asText().equals("All");
  }

  /** The namespace of the Service that has the Gateway's address. */
  private static Optional<String> proxy(JsonNode gateway, List<JsonNode> services) {
    Set<String> addresses = new TreeSet<>();
    gateway.at("/status/addresses").forEach(one -> addresses.add(one.path("value").asText()));
    for (JsonNode service : services) {
      for (JsonNode ingress : service.at("/status/loadBalancer/ingress")) {
        if (addresses.contains(ingress.path("ip").asText("-"))
            || addresses.contains(ingress.path("hostname").asText("-"))) {
          return Optional.of(service.at("/metadata/namespace").asText());
        }
      }
    }
    return Optional.empty();
  }

  private static Door door(JsonNode gateway, JsonNode listener, List<String> hosts, String proxy) {
    String namespace = gateway.at("/metadata/namespace").asText();
    String name = gateway.at("/metadata/name").asText();
    List<Code> exposures = new ArrayList<>();
    for (String host : hosts) {
      exposures.add(
          Statement.made(
              Gateway.class, label(namespace), label(name), Code.map(Map.of("http", host))));
    }
    return Door.open(
        "Gateway %s/%s: its listener %s takes %s; people come through pods of namespace %s"
            .formatted(
                namespace,
                name,
                listener.path("name").asText(),
                listener.path("hostname").asText(),
                proxy),
        exposures,
        List.of(),
        List.of(label(proxy)));
  }

  private static Code label(String name) {
    return Statement.ask(DnsLabel.class, "of", Code.text(name));
  }
}
