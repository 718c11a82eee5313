package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The Ingress of a component, and one more for each port whose path the controller takes off: what
 * it is told holds for all of an Ingress.
 *
 * @param rooted the ports whose server answers at the root alone
 */
record IngressObjects(Exposure.Ingress exposure, Labels labels, List<Port> rooted) {

  List<HasMetadata> all() {
    List<HasMetadata> objects = new ArrayList<>();
    List<IngressRule> rules = new ArrayList<>();
    for (String port : exposure.hosts().keySet()) {
      HostPath at = at(port);
      if (at.path().isEmpty() || !isRooted(port)) {
        rules.add(rule(at, path(at, port)));
      } else {
        HTTPIngressPath path = path(at, port);
        ObjectMeta metadata = labels.metadata(labels.name().dash(port).text());
        List<HasMetadata> besides = exposure.rewrite().on(labels, metadata, path);
        objects.add(ingress(metadata, List.of(rule(at, path))));
        objects.addAll(besides);
      }
    }
    if (!rules.isEmpty()) {
      objects.add(0, ingress(labels.metadata(), rules));
    }
    return objects;
  }

  private boolean isRooted(String name) {
    for (Port port : rooted) {
      if (port.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private HostPath at(String port) {
    return HostPath.of(exposure.hosts().getOrDefault(port, ""), "an Ingress");
  }

  private Ingress ingress(ObjectMeta metadata, List<IngressRule> rules) {
    IngressSpec spec = new IngressSpec();
    spec.setIngressClassName(exposure.ingressClass().text());
    spec.setRules(rules);
    if (exposure.certificate().isPresent()) {
      spec.setTls(List.of(tls(exposure.certificate().get(), rules)));
    }
    Ingress ingress = new Ingress();
    ingress.setMetadata(metadata);
    ingress.setSpec(spec);
    return ingress;
  }

  private HTTPIngressPath path(HostPath at, String port) {
    HTTPIngressPath path = new HTTPIngressPath();
    path.setPath(at.path().isEmpty() ? "/" : at.path());
    path.setPathType("Prefix");
    path.setBackend(backend(port));
    return path;
  }

  private static IngressRule rule(HostPath at, HTTPIngressPath path) {
    HTTPIngressRuleValue http = new HTTPIngressRuleValue();
    http.setPaths(List.of(path));
    IngressRule rule = new IngressRule();
    rule.setHost(at.host());
    rule.setHttp(http);
    return rule;
  }

  private IngressBackend backend(String port) {
    ServiceBackendPort number = new ServiceBackendPort();
    number.setName(port);
    IngressServiceBackend service = new IngressServiceBackend();
    service.setName(labels.name().text());
    service.setPort(number);
    IngressBackend backend = new IngressBackend();
    backend.setService(service);
    return backend;
  }

  private static IngressTLS tls(DnsLabel secret, List<IngressRule> rules) {
    Set<String> hosts = new LinkedHashSet<>();
    for (IngressRule rule : rules) {
      hosts.add(rule.getHost());
    }
    IngressTLS tls = new IngressTLS();
    tls.setHosts(List.copyOf(hosts));
    tls.setSecretName(secret.text());
    return tls;
  }
}
