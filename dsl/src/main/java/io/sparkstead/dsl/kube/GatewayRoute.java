package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.value.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The route of a Gateway that leads to a port: an HTTPRoute, or a GRPCRoute where it speaks gRPC.
 *
 * <p>The server writes what is left out into these lists, each of which has one owner as a whole:
 * every apply would find a difference, and a server-side one a conflict. So all is said.
 */
record GatewayRoute(Exposure.Gateway gateway, Labels labels, Port port) {

  private static final String GROUP = "gateway.networking.k8s.io";

  /**
   * The object.
   *
   * @param isRooted whether what listens answers at the root alone, so that the path is taken off
   */
  HasMetadata object(boolean isRooted) {
    HostPath at = HostPath.of(gateway.hosts().getOrDefault(port.name(), ""), "a Gateway");
    if (port.isGrpc() && !at.path().isEmpty()) {
      throw new IllegalArgumentException(
          "port '"
              + port.name()
              + "' of "
              + labels.name()
              + " speaks gRPC, whose paths are its methods; give it a host without "
              + at.path());
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("parentRefs", List.of(parent()));
    spec.put("hostnames", List.of(at.host()));
    spec.put("rules", List.of(port.isGrpc() ? rule() : below(at.path(), isRooted)));
    return new CustomObject(
            GROUP + "/v1",
            port.isGrpc() ? "GRPCRoute" : "HTTPRoute",
            labels,
            labels.name().dash(port.name()).text(),
            spec)
        .resource();
  }

  private Map<String, Object> below(String prefix, boolean isRooted) {
    Map<String, Object> path = new LinkedHashMap<>();
    path.put("type", "PathPrefix");
    path.put("value", prefix.isEmpty() ? "/" : prefix);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("matches", List.of(Map.of("path", path)));
    if (isRooted && !prefix.isEmpty()) {
      rule.put("filters", List.of(toRoot()));
    }
    rule.putAll(rule());
    return rule;
  }

  /** Takes the path off. */
  private static Map<String, Object> toRoot() {
    Map<String, Object> path = new LinkedHashMap<>();
    path.put("type", "ReplacePrefixMatch");
    path.put("replacePrefixMatch", "/");
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("type", "URLRewrite");
    filter.put("urlRewrite", Map.of("path", path));
    return filter;
  }

  private Map<String, Object> rule() {
    return Map.of("backendRefs", List.of(backend()));
  }

  private Map<String, Object> parent() {
    Map<String, Object> parent = new LinkedHashMap<>();
    parent.put("group", GROUP);
    parent.put("kind", "Gateway");
    parent.put("namespace", gateway.namespace().text());
    parent.put("name", gateway.name().text());
    return parent;
  }

  private Map<String, Object> backend() {
    Map<String, Object> backend = new LinkedHashMap<>();
    backend.put("group", "");
    backend.put("kind", "Service");
    backend.put("name", labels.name().text());
    backend.put("port", port.number());
    backend.put("weight", 1);
    return backend;
  }
}
