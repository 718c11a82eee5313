package io.sparkstead.stack.proof.evidence.network;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way in, of an Ingress, an HTTPRoute, a GRPCRoute or a Route of OpenShift.
 *
 * @param prefix below which the host leads there
 * @param service its name
 * @param port of the Service, by number or by name
 */
public record Route(Manifest manifest, String host, String prefix, String service, String port)
    implements Written.InManifest {

  private static final String OPENSHIFTS = "Route";

  /** The first that the router of OpenShift takes: it says where a stack is. */
  public static Optional<Route> firstOfOpenShift(Evidence stack) {
    for (Route route : allOf(stack)) {
      if (route.isOpenShifts()) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** Whether the router of OpenShift takes it, and no other proxy. */
  public boolean isOpenShifts() {
    return manifest.kind().equals(OPENSHIFTS);
  }

  /** The port of the Service it leads to, if it leads anywhere. */
  public Optional<ServiceView.Port> served(ServiceView found) {
    for (ServiceView.Port served : found.ports()) {
      if (port.equals(served.name()) || port.equals(String.valueOf(served.number()))) {
        return Optional.of(served);
      }
    }
    return Optional.empty();
  }

  /** All ways in, of Ingresses, a Gateway's routes and OpenShift's. */
  public static List<Route> allOf(Evidence stack) {
    List<Route> routes = new ArrayList<>();
    for (Found<Ingress> ingress : stack.all(Ingress.class)) {
      ingress(routes, ingress);
    }
    for (Found<GenericKubernetesResource> route : stack.all(GenericKubernetesResource.class)) {
      String kind = route.manifest().kind();
      if (kind.equals("HTTPRoute") || kind.equals("GRPCRoute")) {
        route(routes, route);
      } else if (kind.equals(OPENSHIFTS)) {
        ofOpenShift(routes, route);
      }
    }
    return routes;
  }

  private static void ingress(List<Route> routes, Found<Ingress> ingress) {
    IngressSpec spec = ingress.object().getSpec();
    for (IngressRule rule : Given.list(spec == null ? null : spec.getRules())) {
      HTTPIngressRuleValue http = rule.getHttp();
      for (HTTPIngressPath path : Given.list(http == null ? null : http.getPaths())) {
        IngressServiceBackend service =
            path.getBackend() == null ? null : path.getBackend().getService();
        if (service != null && service.getPort() != null) {
          Integer number = service.getPort().getNumber();
          routes.add(
              new Route(
                  ingress.manifest(),
                  String.valueOf(rule.getHost()),
                  String.valueOf(path.getPath()),
                  Given.text(service.getName()),
                  number == null ? Given.text(service.getPort().getName()) : number.toString()));
        }
      }
    }
  }

  /** As far as our own go, which match every method below a path. */
  private static void route(List<Route> routes, Found<GenericKubernetesResource> route) {
    Object spec = route.object().getAdditionalProperties().get("spec");
    for (Object host : list(spec, "hostnames")) {
      for (Object rule : list(spec, "rules")) {
        for (Object backend : list(rule, "backendRefs")) {
          String prefix = prefix(rule);
          if (backend instanceof Map<?, ?> service) {
            routes.add(
                new Route(
                    route.manifest(),
                    host.toString(),
                    prefix,
                    String.valueOf(service.get("name")),
                    String.valueOf(service.get("port"))));
          }
        }
      }
    }
  }

  private static void ofOpenShift(List<Route> routes, Found<GenericKubernetesResource> route) {
    if (route.object().getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
        && spec.get("to") instanceof Map<?, ?> service
        && spec.get("port") instanceof Map<?, ?> port) {
      Object path = spec.get("path");
      routes.add(
          new Route(
              route.manifest(),
              String.valueOf(spec.get("host")),
              path == null ? "/" : path.toString(),
              String.valueOf(service.get("name")),
              String.valueOf(port.get("targetPort"))));
    }
  }

  /** Of the first match, and ours have one. */
  private static String prefix(Object rule) {
    for (Object match : list(rule, "matches")) {
      if (match instanceof Map<?, ?> map
          && map.get("path") instanceof Map<?, ?> path
          && path.get("value") instanceof String value) {
        return value;
      }
    }
    return "/";
  }

  /** Below what a browser finds it, without what makes an expression of it; empty at the root. */
  public String below() {
    int end = prefix.indexOf('(');
    String path = end < 0 ? prefix : prefix.substring(0, end);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static List<?> list(@Nullable Object object, String key) {
    return object instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? list
        : List.of();
  }
}
