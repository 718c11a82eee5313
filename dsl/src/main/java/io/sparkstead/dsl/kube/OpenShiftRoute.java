package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.value.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Route of OpenShift that leads to a port. */
record OpenShiftRoute(Exposure.Route exposure, Labels labels, Port port) {

  /** What takes the path off, where the server answers at the root alone. */
  private static final String REWRITE = "haproxy.router.openshift.io/rewrite-target";

  HasMetadata object(List<Port> rooted) {
    HostPath at = HostPath.of(exposure.hosts().getOrDefault(port.name(), ""), "a Route");
    if (port.isGrpc()) {
      throw new IllegalArgumentException(
          "port '"
              + port.name()
              + "' of "
              + labels.name()
              + " speaks gRPC, which a Route that ends TLS does not pass on; take a Gateway, or"
              + " port-forward.sh");
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("host", at.host());
    if (!at.path().isEmpty()) {
      spec.put("path", at.path());
    }
    Map<String, Object> to = new LinkedHashMap<>();
    to.put("kind", "Service");
    to.put("name", labels.name().text());
    to.put("weight", 100);
    spec.put("to", to);
    spec.put("port", Map.of("targetPort", port.name()));
    Map<String, Object> tls = new LinkedHashMap<>();
    tls.put("termination", "edge");
    tls.put("insecureEdgeTerminationPolicy", "Redirect");
    spec.put("tls", tls);
    spec.put("wildcardPolicy", "None");
    GenericKubernetesResource route =
        new CustomObject(
                "route.openshift.io/v1",
                "Route",
                labels,
                labels.name().dash(port.name()).text(),
                spec)
            .resource();
    if (!at.path().isEmpty() && rooted.contains(port)) {
      route.getMetadata().setAnnotations(Map.of(REWRITE, "/"));
    }
    return route;
  }
}
