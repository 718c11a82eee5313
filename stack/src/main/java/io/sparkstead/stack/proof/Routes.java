package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an Ingress, an HTTPRoute or a GRPCRoute leads to is there, and a host leads to one place.
 */
final class Routes implements RuleFamily {

  /**
   * One way in.
   *
   * @param path below which the host leads there
   * @param port of the Service, by number or by name
   */
  record Route(Manifest manifest, String host, String path, String service, String port) {

    /** The port of the Service it leads to, if it leads anywhere. */
    Optional<ServicePort> served(Service found) {
      for (ServicePort served : found.getSpec().getPorts()) {
        if (port.equals(served.getName()) || port.equals(String.valueOf(served.getPort()))) {
          return Optional.of(served);
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    Map<String, Route> owners = new HashMap<>();
    for (Route route : of(stack)) {
      findings.checking(Rule.ROUTE_LEADS_TO_A_PORT);
      Optional<Service> service = stack.named(Service.class, route.service());
      if (service.isEmpty() || route.served(service.get()).isEmpty()) {
        findings.about(
            route.manifest(),
            route.service(),
            route.manifest()
                + " leads to port "
                + route.port()
                + " of Service "
                + route.service()
                + ", which is not there; name a Service of the stack and a port it has");
      }
      findings.checking(Rule.HOST_LEADS_TO_ONE_PLACE);
      Route owner = owners.putIfAbsent(route.host() + route.path(), route);
      if (owner != null) {
        findings.about(
            route.manifest(),
            route.host(),
            route.manifest()
                + " and "
                + owner.manifest()
                + " both lead "
                + route.host()
                + route.path()
                + " somewhere; give each a host of its own");
      }
    }
  }

  /** All ways in, of Ingresses and a Gateway's routes. */
  static List<Route> of(Evidence stack) {
    List<Route> routes = new ArrayList<>();
    for (Map.Entry<Manifest, Ingress> ingress : stack.all(Ingress.class).entrySet()) {
      ingress(routes, ingress.getKey(), ingress.getValue());
    }
    for (Map.Entry<Manifest, GenericKubernetesResource> route :
        stack.all(GenericKubernetesResource.class).entrySet()) {
      String kind = route.getKey().kind();
      if (kind.equals("HTTPRoute") || kind.equals("GRPCRoute")) {
        route(routes, route.getKey(), route.getValue());
      }
    }
    return routes;
  }

  private static void ingress(List<Route> routes, Manifest manifest, Ingress ingress) {
    if (ingress.getSpec() == null) {
      return;
    }
    for (IngressRule rule : ingress.getSpec().getRules()) {
      if (rule.getHttp() == null) {
        continue;
      }
      for (HTTPIngressPath path : rule.getHttp().getPaths()) {
        IngressServiceBackend service =
            path.getBackend() == null ? null : path.getBackend().getService();
        if (service != null && service.getPort() != null) {
          Integer number = service.getPort().getNumber();
          routes.add(
              new Route(
                  manifest,
                  String.valueOf(rule.getHost()),
                  String.valueOf(path.getPath()),
                  service.getName(),
                  number == null ? service.getPort().getName() : number.toString()));
        }
      }
    }
  }

  /** As far as our own go, which match every path and method. */
  private static void route(
      List<Route> routes, Manifest manifest, GenericKubernetesResource route) {
    if (route.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec) {
      for (Object host : list(spec, "hostnames")) {
        for (Object rule : list(spec, "rules")) {
          for (Object backend : list(rule, "backendRefs")) {
            if (backend instanceof Map<?, ?> service) {
              routes.add(
                  new Route(
                      manifest,
                      host.toString(),
                      "/",
                      String.valueOf(service.get("name")),
                      String.valueOf(service.get("port"))));
            }
          }
        }
      }
    }
  }

  private static List<?> list(Object object, String key) {
    return object instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? list
        : List.of();
  }
}
