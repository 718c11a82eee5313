package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure.Ingress;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a page is below a path of a host, or one of several. */
class ExposurePathsTest {

  private static final Port API = new Port("api", 9000);
  private static final Port WEB = new Port("webui", 9090);
  private static final Map<String, String> BELOW =
      Map.of("api", "a.example.org/api", "webui", "a.example.org/web");

  @Test
  void below_a_path_a_gateway_takes_it_off_for_what_serves_at_the_root() {
    Exposure gateway = new Exposure.Gateway(DnsLabel.of("net"), DnsLabel.of("web"), BELOW);
    List<HasMetadata> objects = gateway.resources(MINIO, List.of(API), List.of(WEB));

    assertThat(Yaml.document(objects.get(1)))
        .contains("value: /api\n")
        .doesNotContain("URLRewrite");
    assertThat(Yaml.document(objects.get(2)))
        .contains(
            """
              - matches:
                - path:
                    type: PathPrefix
                    value: /web
                filters:
                - type: URLRewrite
                  urlRewrite:
                    path:
                      type: ReplacePrefixMatch
                      replacePrefixMatch: /
                backendRefs:
            """);
    assertThat(gateway.outside(WEB)).hasValue("https://a.example.org/web/");
    assertThat(gateway.path(WEB)).isEqualTo("/web");
  }

  @Test
  void below_a_path_an_ingress_controller_is_told_how_to_take_it_off() {
    Ingress ingress = new Ingress(DnsLabel.of("nginx"), BELOW, Optional.empty());
    List<HasMetadata> nginx =
        ingress.rewriting(PathRewrite.NGINX).resources(MINIO, List.of(API), List.of(WEB));
    List<HasMetadata> traefik =
        ingress.rewriting(PathRewrite.TRAEFIK).resources(MINIO, List.of(API), List.of(WEB));

    assertThat(Yaml.document(nginx.get(1))).contains("path: /api\n").doesNotContain("rewrite");
    assertThat(Yaml.document(nginx.get(2)))
        .contains("name: minio-webui\n")
        .contains("nginx.ingress.kubernetes.io/rewrite-target: /$2\n")
        .contains("path: \"/web(/|$)(.*)\"\n");
    assertThat(Yaml.document(traefik.get(2)))
        .contains("router.middlewares: " + MINIO.namespace().name() + "-minio-webui@kubernetescrd");
    assertThat(Yaml.document(traefik.get(3))).contains("kind: Middleware\n").contains("- /web\n");
  }

  @Test
  void a_route_of_openshift_ends_tls_and_takes_a_path_off() {
    Exposure route = new Exposure.Route(BELOW);
    List<HasMetadata> objects = route.resources(MINIO, List.of(API), List.of(WEB));

    assertThat(Yaml.document(objects.get(1))).doesNotContain("rewrite-target");
    assertShape(objects.get(2))
        .isEqualTo(
            """
            apiVersion: route.openshift.io/v1
            kind: Route
            metadata:
              name: minio-webui
              namespace: spark
              labels:
                app.kubernetes.io/component: object-store
                app.kubernetes.io/managed-by: sparkstead
                app.kubernetes.io/name: minio
                app.kubernetes.io/part-of: sparkstead
              annotations:
                haproxy.router.openshift.io/rewrite-target: /
            spec:
              host: a.example.org
              path: /web
              to:
                kind: Service
                name: minio
                weight: 100
              port:
                targetPort: webui
              tls:
                termination: edge
                insecureEdgeTerminationPolicy: Redirect
              wildcardPolicy: None
            """);
    assertThat(route.outside(WEB)).hasValue("https://a.example.org/web/");
    assertThat(((Service) objects.get(0)).getSpec().getType()).isEqualTo("ClusterIP");
  }

  @Test
  void one_of_several_has_a_host_or_a_path_of_its_own() {
    DnsLabel ann = DnsLabel.of("ann");

    assertThat(
            new Ingress(DnsLabel.of("nginx"), BELOW, Optional.of(DnsLabel.of("wildcard")))
                .of(ann)
                .orElseThrow()
                .outside(WEB))
        .hasValue("https://a.example.org/web-ann/");
    assertThat(
            new Exposure.LoadBalancer("a.example.org", Map.of(), List.of())
                .of(ann)
                .orElseThrow()
                .outside(WEB))
        .hasValue("http://a-ann.example.org:9090");
    assertThat(new Exposure.MetalLb("192.168.1.5").of(ann)).isEmpty();
    assertThat(new Exposure.NodePort("10.0.0.9", Map.of()).of(ann)).isEmpty();
    assertThat(new Exposure.ClusterIp().of(ann)).hasValue(new Exposure.ClusterIp());
  }

  @Test
  void of_several_each_is_below_the_domain_that_was_given() {
    assertThat(HostPath.of("jupyter.example.org", "x").of(DnsLabel.of("ann")).text())
        .isEqualTo("jupyter-ann.example.org");
    assertThat(HostPath.of("example.org", "x").of(DnsLabel.of("ann")).text())
        .isEqualTo("ann.example.org");
    assertThat(HostPath.of("example.org/jupyter", "x").of(DnsLabel.of("ann")).text())
        .isEqualTo("example.org/jupyter-ann");
  }
}
