package io.sparkstead.stack.proof.evidence.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.testing.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways in, of an Ingress and of a Gateway's routes. */
class RouteTest {

  private final Evidence stack =
      Kubectl.evidence(
          """
          kind: Ingress
          apiVersion: networking.k8s.io/v1
          metadata: {name: in}
          spec:
            rules:
              - host: a.example.org
                http:
                  paths:
                    - {path: /x, backend: {service: {name: a, port: {number: 80}}}}
                    - {path: /y, backend: {service: {name: a, port: {name: http}}}}
                    - {path: /z, backend: {service: {name: a}}}
                    - {path: /z, backend: {resource: {kind: A, name: a}}}
              - host: b.example.org
          ---
          kind: HTTPRoute
          apiVersion: gateway.networking.k8s.io/v1
          metadata: {name: route}
          spec:
            hostnames: [c.example.org, d.example.org]
            rules: [{backendRefs: [{name: a, port: 81}, no map]}, no map]
          ---
          kind: GRPCRoute
          apiVersion: gateway.networking.k8s.io/v1
          metadata: {name: grpc}
          spec: {hostnames: [e.example.org], rules: [{backendRefs: [{name: b, port: 9}]}]}
          ---
          kind: TCPRoute
          apiVersion: gateway.networking.k8s.io/v1
          metadata: {name: tcp}
          spec: {hostnames: [f.example.org], rules: [{backendRefs: [{name: b, port: 9}]}]}
          ---
          kind: Service
          apiVersion: v1
          metadata: {name: a}
          spec: {ports: [{name: http, port: 80}, {port: 81}]}
          """);

  @Test
  void lead_from_a_host_and_a_prefix_to_a_port_of_a_service() {
    assertThat(Route.allOf(stack))
        .extracting(
            route ->
                String.join(
                    " ",
                    route.subject(),
                    route.host(),
                    route.prefix(),
                    route.service(),
                    route.port()))
        .containsExactly(
            "Ingress in a.example.org /x a 80",
            "Ingress in a.example.org /y a http",
            "HTTPRoute route c.example.org / a 81",
            "HTTPRoute route d.example.org / a 81",
            "GRPCRoute grpc e.example.org / b 9");
  }

  @Test
  void reach_a_port_by_its_number_or_its_name() {
    ServiceView service = stack.service("a").orElseThrow();
    List<Route> routes = Route.allOf(stack);

    assertThat(routes.get(0).served(service)).contains(service.ports().get(0));
    assertThat(routes.get(1).served(service)).contains(service.ports().get(0));
    assertThat(routes.get(2).served(service)).contains(service.ports().get(1));
    assertThat(routes.get(4).served(service)).isEmpty();
  }
}
