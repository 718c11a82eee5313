package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewrittenHostsTest extends FamilyTest {

  private static final String REWRITE = "{type: URLRewrite, urlRewrite: {hostname: lab.data.svc}}";

  RewrittenHostsTest() {
    super(RewrittenHosts::new);
    on(
        RewrittenHosts.HOST_IS_HANDED_ON,
        "HTTPRoute more tells Jupyter that browsers ask for lab.data.svc, and they ask for"
            + " x.example.org",
        good -> filtered(REWRITE));
    on(
        RewrittenHosts.HOST_IS_HANDED_ON,
        "tells Jupyter that browsers ask for lab",
        good ->
            filtered(
                "{type: RequestHeaderModifier, requestHeaderModifier:"
                    + " {set: [{name: Host, value: lab}]}}"));
    on(
        RewrittenHosts.HOST_IS_HANDED_ON,
        "Ingress lab tells Jupyter that browsers ask for lab.data.svc",
        good ->
            Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))
                .edit(
                    Ingress.class,
                    JUPYTER,
                    ingress -> {
                      Map<String, String> all =
                          new HashMap<>(ingress.getMetadata().getAnnotations());
                      all.put("nginx.ingress.kubernetes.io/upstream-vhost", "lab.data.svc");
                      ingress.getMetadata().setAnnotations(all);
                    }));
  }

  private static Altered filtered(String filter) {
    return filtered(filter, "lab", "8888");
  }

  private static Altered filtered(String filter, String service, String port) {
    return Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED))
        .add(
            Custom.of(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                "more",
                """
                parentRefs: [{namespace: edge, name: public}]
                hostnames: [x.example.org]
                rules: [{backendRefs: [{name: %s, port: %s}], filters: [%s]}]
                """
                    .formatted(service, port, filter)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: URLRewrite, urlRewrite: {hostname: x.example.org}}",
        "{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /}}}",
        "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X-Team, value: a}]}}",
        "{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: Host, value: a}]}}"
      })
  void other_filters_pass(String filter) {
    assertThat(said(filtered(filter))).isEmpty();
  }

  @Test
  void others_take_any_host_and_so_may_jupyter() {
    Altered allowed =
        filtered(REWRITE)
            .data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text + "c.ServerApp.allow_origin = 'https://x.example.org'\n");

    assertThat(said(filtered(REWRITE, "history", "18080"))).isEmpty();
    assertThat(said(allowed)).isEmpty();
  }
}
