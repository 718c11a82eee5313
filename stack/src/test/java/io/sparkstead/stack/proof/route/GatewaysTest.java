package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaysTest extends FamilyTest {

  private static final String PARENT = "parentRefs: [{namespace: edge, name: public}]\n";
  private static final String HOST = "hostnames: [x.example.org]\n";
  private static final String BACKEND = "backendRefs: [{name: lab, port: 8888}]";
  private static final String PLAIN = "rules: [{" + BACKEND + "}]";

  GatewaysTest() {
    super(Gateways::new);
    on(
        Gateways.ROUTE_HAS_AN_END,
        "gives nothing to any backend, whose weights are 0; raise one",
        good -> beside("rules: [{backendRefs: [{name: lab, port: 8888, weight: 0}]}]"));
    on(
        Gateways.ROUTE_HAS_AN_END,
        "has a rule without a backend; name one",
        good -> beside("rules: [{matches: [{path: {value: /}}]}]"));
    on(Gateways.ROUTE_HAS_AN_END, "has no rule, and leads nowhere", good -> beside("rules: []"));
    on(
        Gateways.ROUTE_HAS_AN_END,
        "leads elsewhere by RequestRedirect, and to a backend too",
        good -> beside("rules: [{" + BACKEND + ", filters: [{type: RequestRedirect}]}]"));
    on(
        Gateways.ROUTE_HAS_AN_END,
        "leads to a Deployment, which no proxy connects to; name a Service",
        good -> beside("rules: [{backendRefs: [{kind: Deployment, name: lab, port: 8888}]}]"));
    on(
        Gateways.ROUTE_HAS_AN_END,
        "leads to Service lab of namespace default, and that is in data",
        good -> beside("rules: [{backendRefs: [{namespace: default, name: lab, port: 8888}]}]"));
    on(
        Gateways.HEADERS_ARE_LEFT,
        "takes Cookie from what Jupyter is asked; leave that header",
        good -> beside(modifying("remove: [Cookie]")));
    on(
        Gateways.HEADERS_ARE_LEFT,
        "takes upgrade from what Jupyter is asked",
        good -> beside(modifying("set: [{name: upgrade, value: x}]")));
    on(
        Gateways.BROWSERS_ARE_TAKEN,
        "takes nothing but headers x-a=b, which no browser says of all",
        good ->
            beside("rules: [{" + BACKEND + ", matches: [{headers: [{name: x-a, value: b}]}]}]"));
    on(
        Gateways.BROWSERS_ARE_TAKEN,
        "takes nothing but method GET",
        good -> beside("rules: [{" + BACKEND + ", matches: [{method: GET}]}]"));
    on(
        Gateways.BROWSERS_ARE_TAKEN,
        "takes nothing but the one path /",
        good -> beside("rules: [{" + BACKEND + ", matches: [{path: {type: Exact, value: /}}]}]"));
    on(
        Gateways.BROWSERS_ARE_TAKEN,
        "takes nothing of lab.example.org but the one path /; say pathType: Prefix",
        good ->
            Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))
                .edit(
                    Ingress.class,
                    JUPYTER,
                    ingress ->
                        ingress
                            .getSpec()
                            .getRules()
                            .get(0)
                            .getHttp()
                            .getPaths()
                            .forEach(path -> path.setPathType("Exact"))));
    on(
        Gateways.GATEWAY_IS_THE_OTHERS,
        "belongs to Gateway public in data, and others to public in edge; name one",
        good -> beside("parentRefs: [{name: public}]\n", PLAIN));
    on(
        Gateways.GATEWAY_IS_THE_OTHERS,
        "belongs to Gateway publik in edge, and others to public in edge; name one",
        good -> beside("parentRefs: [{namespace: edge, name: publik}]\n", PLAIN));
    on(
        Gateways.GATEWAY_IS_THE_OTHERS,
        "belongs to a Gatway, and no such thing takes routes",
        good -> beside("parentRefs: [{kind: Gatway, namespace: edge, name: public}]\n", PLAIN));
    on(
        Gateways.GATEWAY_IS_THE_OTHERS,
        "belongs to no Gateway; name one",
        good -> beside("parentRefs: []\n", PLAIN));
    on(
        Gateways.PATH_IS_LEFT_AS_IT_IS,
        "hands every path on as /x/…, and Jupyter is at /; leave the rewriting out",
        good -> beside("rules: [{" + BACKEND + rewritten("ReplacePrefixMatch", "/x") + "}]"));
    on(
        Gateways.PATH_IS_LEFT_AS_IT_IS,
        "hands every path on as /lab, and Jupyter is at /",
        good -> beside("rules: [{" + BACKEND + rewritten("ReplaceFullPath", "/lab") + "}]"));
    on(
        Gateways.PATIENCE_IS_ONE,
        "has request: 30, which is no duration; write it as 30s or 1h30m",
        good -> beside("rules: [{" + BACKEND + ", timeouts: {request: '30'}}]"));
    on(
        Gateways.PATIENCE_IS_ONE,
        "waits for a backend 2m, longer than 30s for all",
        good -> beside("rules: [{" + BACKEND + ", timeouts: {request: 30s, backendRequest: 2m}}]"));
  }

  private static String rewritten(String type, String to) {
    String field = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    return ", filters: [{type: URLRewrite, urlRewrite: {path: {type: %s, %s: %s}}}]"
        .formatted(type, field, to);
  }

  private static Altered behind() {
    return Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED));
  }

  private static GenericKubernetesResource route(String kind, String spec) {
    return Custom.of("gateway.networking.k8s.io/v1", kind, "more", spec);
  }

  /** A route more, beside those of the stack. */
  private static Altered beside(String rules) {
    return beside(PARENT, rules);
  }

  private static Altered beside(String parents, String rules) {
    return behind().add(route("HTTPRoute", parents + HOST + rules));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "rules: [{backendRefs: [{name: lab, port: 8888, weight: 0}, {name: lab, port: 8888}]}]",
        "rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]",
        "rules: [{filters: [{type: ExtensionRef}]}]",
        "rules: [{backendRefs: [{group: multicluster.x-k8s.io, kind: ServiceImport, name: a, port: 1}]}]",
        "rules: [{" + BACKEND + "}, {" + BACKEND + ", matches: [{method: GET}]}]",
        "rules: [{"
            + BACKEND
            + ", matches: [{method: GET}, {path: {type: PathPrefix, value: /}}]}]",
        "rules: [{" + BACKEND + ", matches: [{path: {type: RegularExpression, value: /.*}}]}]",
        "rules: [{" + BACKEND + ", timeouts: {request: 0s, backendRequest: 1h}}]",
        "rules: [{backendRefs: [{name: store, port: 9090}], filters: [{type: URLRewrite,"
            + " urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /ui}}}]}]",
        "rules: [{" + BACKEND + ", filters: [{type: URLRewrite, urlRewrite: {hostname: lab}}]}]"
      })
  void other_ways_to_lead_somewhere_are_left_alone(String rules) {
    assertThat(said(beside(rules))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parentRefs: [{namespace: inside, name: private}]\n",
        "parentRefs: [{kind: Service, name: lab, group: ''}]\n",
        "parentRefs: [{namespace: edge, name: public, sectionName: https}]\n"
      })
  void other_gateways_are_left_alone(String parents) {
    assertThat(said(beside(parents, PLAIN))).isEmpty();
  }

  private static String modifying(String headers) {
    return "rules: [{"
        + BACKEND
        + ", filters: [{type: RequestHeaderModifier, requestHeaderModifier: {"
        + headers
        + "}}]}]";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remove: [X-Debug]",
        "add: [{name: X-Team, value: data}]",
        "set: [{name: Authorization, value: token x}]",
      })
  void headers_that_jupyter_does_not_live_by_may_be_changed(String headers) {
    assertThat(said(beside(modifying(headers)))).isEmpty();
  }
}
