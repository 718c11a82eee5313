package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who may reach a component, and the objects that let them. */
public sealed interface Exposure {

  /**
   * The Service over {@code ports} of the pods that {@code labels} select, and what goes with it.
   */
  default List<HasMetadata> resources(Labels labels, Port... ports) {
    ServiceSpec spec = new ServiceSpec();
    spec.setSelector(labels.selector());
    spec.setPorts(Port.onService(List.of(ports)));
    Service service = new Service();
    service.setMetadata(labels.metadata());
    service.setSpec(spec);
    shape(service);
    return List.of(service);
  }

  /** Adds to a Service what makes it this kind of exposure. */
  void shape(Service service);

  /** Where a browser outside the cluster finds {@code port}, if it does. */
  Optional<String> outside(Port port);

  /** Reached from inside the cluster alone, through one virtual address. */
  record ClusterIp() implements Exposure {
    @Override
    public void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.empty();
    }
  }

  /**
   * Reached from outside at an address that MetalLB holds.
   *
   * @param address of a MetalLB pool, {@code 192.168.1.5} or {@code fd00::5}; in a cluster of both
   *     families also one of each, {@code 192.168.1.5,fd00::5}
   * @see <a href="https://metallb.io/usage/#requesting-specific-ips">Requesting specific IPs</a>
   */
  record MetalLb(String address) implements Exposure {

    private static final String ANNOTATION = "metallb.io/loadBalancerIPs";

    public MetalLb {
      List<String> each = new ArrayList<>();
      for (String one : address.split(",", -1)) {
        if (!Cidr.isAddress(one)) {
          throw new IllegalArgumentException(
              "MetalLB address '"
                  + address
                  + "' is not an address of IPv4 or IPv6; give one of its pool");
        }
        each.add(Cidr.canonical(one));
      }
      if (each.size() > 2
          || (each.size() == 2 && family(each.get(0)).equals(family(each.get(1))))) {
        throw new IllegalArgumentException(
            "MetalLB addresses '"
                + address
                + "' are more than one of a family, and a Service has one of each; give"
                + " 192.168.1.5, fd00::5 or 192.168.1.5,fd00::5");
      }
      address = String.join(",", each);
    }

    private static String family(String address) {
      return Cidr.isIpv6(address) ? "IPv6" : "IPv4";
    }

    @Override
    public void shape(Service service) {
      service.getMetadata().setAnnotations(Map.of(ANNOTATION, address));
      service.getSpec().setType("LoadBalancer");
      if (Cidr.isIpv6(address)) {
        // Else the Service is of the cluster's first family, and MetalLB gives it no address.
        List<String> families = new ArrayList<>();
        for (String one : address.split(",", -1)) {
          families.add(family(one));
        }
        service.getSpec().setIpFamilies(families);
        service
            .getSpec()
            .setIpFamilyPolicy(families.size() > 1 ? "RequireDualStack" : "SingleStack");
      }
      // Else the node that takes the connection puts its own address in place of the client's, and
      // a NetworkPolicy that names clients lets nobody in.
      service.getSpec().setExternalTrafficPolicy("Local");
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.of("http://" + Cidr.inUrl(address.split(",", -1)[0]) + ":" + port.number());
    }
  }

  /**
   * Reached at ports of the nodes themselves.
   *
   * <p>A node passes on only what its own pods answer, and with the client's address; so {@code
   * node} is the one that runs the pod, in a cluster of one node or with the pod bound to it.
   *
   * @param node the address of that node, of IPv4 or IPv6
   * @param numbers which port of the node, 30000 to 32767, by the name of the port behind it; one
   *     that is not named gets a number from the cluster, which is known nowhere else
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport">Node
   *     ports</a>
   */
  record NodePort(String node, Map<String, Integer> numbers) implements Exposure {

    public NodePort {
      numbers = sorted(numbers);
      if (!Cidr.isAddress(node)) {
        throw new IllegalArgumentException(
            "node address '" + node + "' is not an address of IPv4 or IPv6; give the node's own");
      }
      node = Cidr.canonical(node);
      for (Map.Entry<String, Integer> each : numbers.entrySet()) {
        if (each.getValue() < 30000 || each.getValue() > 32767) {
          throw new IllegalArgumentException(
              "port "
                  + each.getKey()
                  + " asks for node port "
                  + each.getValue()
                  + ": one is 30000-32767");
        }
      }
      if (new HashSet<>(numbers.values()).size() < numbers.size()) {
        throw new IllegalArgumentException(
            "two ports ask for one node port in " + numbers + "; give each its own");
      }
    }

    @Override
    public List<HasMetadata> resources(Labels labels, Port... ports) {
      named(numbers, labels, ports);
      return Exposure.super.resources(labels, ports);
    }

    @Override
    public void shape(Service service) {
      service.getSpec().setType("NodePort");
      // Else a NetworkPolicy that names clients sees the node's address, and lets nobody in.
      service.getSpec().setExternalTrafficPolicy("Local");
      for (ServicePort port : service.getSpec().getPorts()) {
        port.setNodePort(numbers.get(port.getName()));
      }
    }

    @Override
    public Optional<String> outside(Port port) {
      Integer number = numbers.get(port.name());
      return number == null
          ? Optional.empty()
          : Optional.of("http://" + Cidr.inUrl(node) + ":" + number);
    }
  }

  /**
   * Reached through a load balancer of the cloud that runs the cluster.
   *
   * @param host the DNS name that is to lead to it, by whatever manages the zone
   * @param annotations how the cloud is told which kind, e.g. {@code
   *     service.beta.kubernetes.io/aws-load-balancer-scheme: internal}; a prefix and a name each
   * @param sources who may connect; everybody if it is empty
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer">Load
   *     balancers</a>
   */
  record LoadBalancer(String host, Map<String, String> annotations, List<Cidr> sources)
      implements Exposure {

    public LoadBalancer {
      annotations = sorted(annotations);
      sources = List.copyOf(sources);
      dnsName(host, "a load balancer");
      for (String annotation : annotations.keySet()) {
        int slash = annotation.indexOf('/');
        if (!DnsLabel.isSubdomain(annotation.substring(0, Math.max(0, slash)))
            || !Labels.isValue(annotation.substring(slash + 1))) {
          throw new IllegalArgumentException(
              "annotation '"
                  + annotation
                  + "' is not a DNS name, a slash and a name; write it as the cloud's manual does");
        }
      }
    }

    @Override
    public void shape(Service service) {
      service.getMetadata().setAnnotations(annotations);
      service.getSpec().setType("LoadBalancer");
      // As at MetalLb: the policies need the client's own address.
      service.getSpec().setExternalTrafficPolicy("Local");
      List<String> ranges = new ArrayList<>();
      for (Cidr source : sources) {
        ranges.add(source.text());
      }
      service.getSpec().setLoadBalancerSourceRanges(ranges);
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.of("http://" + host + ":" + port.number());
    }
  }

  /**
   * Reached by host names, through an ingress controller that the cluster has.
   *
   * <p>A host leads to one port, whole. Ports without a host stay inside.
   *
   * @param ingressClass of the controller, e.g. {@code nginx}
   * @param hosts by the name of the port behind it, one at least
   * @param certificate the TLS Secret of the hosts, made by others; without it, all is in the clear
   * @see <a href="https://kubernetes.io/docs/concepts/services-networking/ingress/">Ingress</a>
   */
  record Ingress(DnsLabel ingressClass, Map<String, String> hosts, Optional<DnsLabel> certificate)
      implements Exposure {

    public Ingress {
      hosts = checked(hosts, "an Ingress");
    }

    @Override
    public List<HasMetadata> resources(Labels labels, Port... ports) {
      named(hosts, labels, ports);
      List<HasMetadata> objects = new ArrayList<>(Exposure.super.resources(labels, ports));
      objects.add(ingress(labels));
      return objects;
    }

    @Override
    public void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    public Optional<String> outside(Port port) {
      return url(certificate.isPresent() ? "https://" : "http://", hosts, port);
    }

    private HasMetadata ingress(Labels labels) {
      IngressSpec spec = new IngressSpec();
      spec.setIngressClassName(ingressClass.text());
      spec.setRules(rules(labels));
      if (certificate.isPresent()) {
        spec.setTls(List.of(tls(certificate.get())));
      }
      io.fabric8.kubernetes.api.model.networking.v1.Ingress ingress =
          new io.fabric8.kubernetes.api.model.networking.v1.Ingress();
      ingress.setMetadata(labels.metadata());
      ingress.setSpec(spec);
      return ingress;
    }

    private List<IngressRule> rules(Labels labels) {
      List<IngressRule> rules = new ArrayList<>();
      for (Map.Entry<String, String> host : hosts.entrySet()) {
        rules.add(rule(host.getValue(), backend(labels, host.getKey())));
      }
      return rules;
    }

    private static IngressRule rule(String host, IngressBackend backend) {
      HTTPIngressPath path = new HTTPIngressPath();
      path.setPath("/");
      path.setPathType("Prefix");
      path.setBackend(backend);
      HTTPIngressRuleValue http = new HTTPIngressRuleValue();
      http.setPaths(List.of(path));
      IngressRule rule = new IngressRule();
      rule.setHost(host);
      rule.setHttp(http);
      return rule;
    }

    private static IngressBackend backend(Labels labels, String port) {
      ServiceBackendPort number = new ServiceBackendPort();
      number.setName(port);
      IngressServiceBackend service = new IngressServiceBackend();
      service.setName(labels.name().text());
      service.setPort(number);
      IngressBackend backend = new IngressBackend();
      backend.setService(service);
      return backend;
    }

    private IngressTLS tls(DnsLabel secret) {
      IngressTLS tls = new IngressTLS();
      tls.setHosts(List.copyOf(hosts.values()));
      tls.setSecretName(secret.text());
      return tls;
    }
  }

  /**
   * Reached by host names, through a Gateway that the cluster has and whose listener ends TLS.
   *
   * <p>An HTTPRoute a host, or a GRPCRoute for a port that speaks gRPC. Ports without a host stay
   * inside.
   *
   * @param namespace of the Gateway, which has to allow routes of the stack's namespace
   * @param name of the Gateway
   * @param hosts by the name of the port behind it, one at least
   * @see <a href="https://gateway-api.sigs.k8s.io/api-types/httproute/">HTTPRoute</a>
   */
  record Gateway(DnsLabel namespace, DnsLabel name, Map<String, String> hosts) implements Exposure {

    private static final String GROUP = "gateway.networking.k8s.io";

    public Gateway {
      hosts = checked(hosts, "a Gateway");
    }

    @Override
    public List<HasMetadata> resources(Labels labels, Port... ports) {
      named(hosts, labels, ports);
      List<HasMetadata> objects = new ArrayList<>(Exposure.super.resources(labels, ports));
      for (Port port : ports) {
        if (hosts.containsKey(port.name())) {
          objects.add(route(labels, port));
        }
      }
      return objects;
    }

    @Override
    public void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    public Optional<String> outside(Port port) {
      return url("https://", hosts, port);
    }

    private HasMetadata route(Labels labels, Port port) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("parentRefs", List.of(parent()));
      spec.put("hostnames", List.of(hosts.get(port.name())));
      spec.put("rules", List.of(port.isGrpc() ? rule(labels, port) : everyPath(labels, port)));
      return new CustomObject(
              GROUP + "/v1",
              port.isGrpc() ? "GRPCRoute" : "HTTPRoute",
              labels,
              labels.name().dash(port.name()).text(),
              spec)
          .resource();
    }

    // The server writes what is left out into these lists, each of which has one owner as a whole:
    // every apply would find a difference, and a server-side one a conflict. So all is said.

    private static Map<String, Object> everyPath(Labels labels, Port port) {
      Map<String, Object> path = new LinkedHashMap<>();
      path.put("type", "PathPrefix");
      path.put("value", "/");
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("matches", List.of(Map.of("path", path)));
      rule.putAll(rule(labels, port));
      return rule;
    }

    private static Map<String, Object> rule(Labels labels, Port port) {
      return Map.of("backendRefs", List.of(backend(labels, port)));
    }

    private Map<String, Object> parent() {
      Map<String, Object> parent = new LinkedHashMap<>();
      parent.put("group", GROUP);
      parent.put("kind", "Gateway");
      parent.put("namespace", namespace.text());
      parent.put("name", name.text());
      return parent;
    }

    private static Map<String, Object> backend(Labels labels, Port port) {
      Map<String, Object> backend = new LinkedHashMap<>();
      backend.put("group", "");
      backend.put("kind", "Service");
      backend.put("name", labels.name().text());
      backend.put("port", port.number());
      backend.put("weight", 1);
      return backend;
    }
  }

  private static Optional<String> url(String scheme, Map<String, String> hosts, Port port) {
    String host = hosts.get(port.name());
    return host == null ? Optional.empty() : Optional.of(scheme + host);
  }

  /** Every key of {@code values} is the name of one of {@code ports}. */
  private static void named(Map<String, ?> values, Labels labels, Port... ports) {
    List<String> names = new ArrayList<>();
    for (Port port : ports) {
      names.add(port.name());
    }
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            labels.name()
                + " has no port '"
                + name
                + "' to expose; there is: "
                + String.join(", ", names));
      }
    }
  }

  private static Map<String, String> checked(Map<String, String> hosts, String what) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          what + " has no host, and leads nowhere; name one for a port");
    }
    for (String host : hosts.values()) {
      dnsName(host, what);
    }
    if (new HashSet<>(hosts.values()).size() < hosts.size()) {
      throw new IllegalArgumentException(
          "two ports have one host in " + sorted(hosts) + "; give each its own");
    }
    return sorted(hosts);
  }

  private static void dnsName(String host, String what) {
    if (!DnsLabel.isSubdomain(host) || !host.contains(".") || Cidr.isAddress(host)) {
      throw new IllegalArgumentException(
          "host '"
              + host
              + "' of "
              + what
              + " is not a DNS name; write it in full, like"
              + " jupyter.example.org");
    }
  }

  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
