package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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

  /**
   * Likewise, where what listens may be found below a path of its host, see {@link #path}.
   *
   * @param serving ports whose server is told the path, and answers below it
   * @param rooted ports whose server answers at the root alone, and writes the path into its links:
   *     whoever passes a request on takes the path off
   */
  default List<HasMetadata> resources(Labels labels, List<Port> serving, List<Port> rooted) {
    return resources(labels, both(serving, rooted));
  }

  /**
   * Below which path of its host {@code port} is found: {@code /jupyter}; empty if at the root, as
   * where nobody passes requests on.
   */
  default String path(Port port) {
    return "";
  }

  /** Adds to a Service what makes it this kind of exposure. */
  void shape(Service service);

  /** Where a browser outside the cluster finds {@code port}, if it does. */
  Optional<String> outside(Port port);

  /**
   * This for one of several that are exposed alike: where it has host names, each gets the name of
   * that one behind its first label, and {@code jupyter.example.org} becomes {@code
   * jupyter-ann.example.org}, which a certificate and a DNS entry of {@code *.example.org} hold for
   * too; {@code tools.example.org/jupyter} becomes {@code tools.example.org/jupyter-ann}. Nothing
   * if it is an address that one alone can have.
   */
  default Optional<Exposure> of(DnsLabel one) {
    return Optional.empty();
  }

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

    @Override
    public Optional<Exposure> of(DnsLabel one) {
      return Optional.of(this);
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
      if (!HostPath.of(host, "a load balancer").path().isEmpty()) {
        throw new IllegalArgumentException(
            "host '"
                + host
                + "' of a load balancer has a path, which it cannot tell; leave it out");
      }
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

    @Override
    public Optional<Exposure> of(DnsLabel one) {
      return Optional.of(
          new LoadBalancer(
              HostPath.of(host, "a load balancer").of(one).text(), annotations, sources));
    }
  }

  /**
   * Reached by host names, through an ingress controller that the cluster has.
   *
   * <pre>{@code
   * new Ingress(DnsLabel.of("nginx"), Map.of("http", "jupyter.example.org"), Optional.empty());
   * new Ingress(DnsLabel.of("nginx"), Map.of("http", "tools.example.org/jupyter"), Optional.empty());
   * }</pre>
   *
   * <p>A host leads to one port, whole; or a path of it does, and the rest of the host to others.
   * JupyterLab answers below a path. Spark's pages do not, and need a {@link #rewriting}. The
   * stores take none. Ports without a host stay inside.
   *
   * @param ingressClass of the controller, e.g. {@code nginx}
   * @param hosts by the name of the port behind it, one at least; a path may follow
   * @param certificate the TLS Secret of the hosts, made by others; without it, all is in the clear
   * @param rewrite how the controller takes a path off
   * @see <a href="https://kubernetes.io/docs/concepts/services-networking/ingress/">Ingress</a>
   */
  record Ingress(
      DnsLabel ingressClass,
      Map<String, String> hosts,
      Optional<DnsLabel> certificate,
      PathRewrite rewrite)
      implements Exposure {

    public Ingress {
      hosts = checked(hosts, "an Ingress");
    }

    /** Through a controller of which nothing is known but its class. */
    public Ingress(
        DnsLabel ingressClass, Map<String, String> hosts, Optional<DnsLabel> certificate) {
      this(ingressClass, hosts, certificate, PathRewrite.NONE);
    }

    /** Where the controller takes paths off in that way. */
    public Ingress rewriting(PathRewrite rewrite) {
      return new Ingress(ingressClass, hosts, certificate, rewrite);
    }

    @Override
    public List<HasMetadata> resources(Labels labels, Port... ports) {
      atRoot(hosts, labels);
      return resources(labels, List.of(ports), List.of());
    }

    @Override
    public List<HasMetadata> resources(Labels labels, List<Port> serving, List<Port> rooted) {
      Port[] ports = both(serving, rooted);
      named(hosts, labels, ports);
      List<HasMetadata> objects = new ArrayList<>(Exposure.super.resources(labels, ports));
      objects.addAll(new IngressObjects(this, labels, rooted).all());
      return objects;
    }

    @Override
    public void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    public String path(Port port) {
      return Exposure.path(hosts, port);
    }

    @Override
    public Optional<String> outside(Port port) {
      return url(certificate.isPresent() ? "https://" : "http://", hosts, port);
    }

    @Override
    public Optional<Exposure> of(DnsLabel one) {
      return Optional.of(new Ingress(ingressClass, everyForOne(hosts, one), certificate, rewrite));
    }
  }

  /** Reached by host names over TLS, through an object of its own for each port that has one. */
  sealed interface ByHost extends Exposure {

    /** By the name of the port behind it. */
    Map<String, String> hosts();

    /**
     * What leads to {@code port}.
     *
     * @param rooted the ports whose servers know no path
     */
    HasMetadata leading(Labels labels, Port port, List<Port> rooted);

    @Override
    default List<HasMetadata> resources(Labels labels, Port... ports) {
      Exposure.atRoot(hosts(), labels);
      return resources(labels, List.of(ports), List.of());
    }

    @Override
    default List<HasMetadata> resources(Labels labels, List<Port> serving, List<Port> rooted) {
      Port[] ports = Exposure.both(serving, rooted);
      Exposure.named(hosts(), labels, ports);
      List<HasMetadata> objects = new ArrayList<>(Exposure.super.resources(labels, ports));
      for (Port port : ports) {
        if (hosts().containsKey(port.name())) {
          objects.add(leading(labels, port, rooted));
        }
      }
      return objects;
    }

    @Override
    default String path(Port port) {
      return Exposure.path(hosts(), port);
    }

    @Override
    default void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    default Optional<String> outside(Port port) {
      return Exposure.url("https://", hosts(), port);
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
   * @param hosts by the name of the port behind it, one at least; a path may follow, as of an
   *     {@link Ingress}, and the Gateway takes it off where it has to
   * @see <a href="https://gateway-api.sigs.k8s.io/api-types/httproute/">HTTPRoute</a>
   */
  record Gateway(DnsLabel namespace, DnsLabel name, Map<String, String> hosts) implements ByHost {

    public Gateway {
      hosts = checked(hosts, "a Gateway");
    }

    @Override
    public HasMetadata leading(Labels labels, Port port, List<Port> rooted) {
      return new GatewayRoute(this, labels, port).object(rooted.contains(port));
    }

    @Override
    public Optional<Exposure> of(DnsLabel one) {
      return Optional.of(new Gateway(namespace, name, everyForOne(hosts, one)));
    }
  }

  /**
   * Reached by host names, through the router of OpenShift, which ends TLS with its own certificate
   * and sends who comes without TLS there.
   *
   * <pre>
   * kind: Route
   * spec:
   *   host: jupyter.apps.example.org
   *   to: {kind: Service, name: jupyter}
   *   port: {targetPort: http}
   *   tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}
   * </pre>
   *
   * @param hosts by the name of the port behind it, one at least, in the domain of the router; a
   *     path may follow, as of an {@link Ingress}, and the router takes it off where it has to
   * @see <a
   *     href="https://docs.openshift.com/container-platform/latest/networking/routes/route-configuration.html">
   *     Routes</a>
   */
  record Route(Map<String, String> hosts) implements ByHost {

    public Route {
      hosts = checked(hosts, "a Route");
    }

    @Override
    public HasMetadata leading(Labels labels, Port port, List<Port> rooted) {
      return new OpenShiftRoute(this, labels, port).object(rooted);
    }

    @Override
    public Optional<Exposure> of(DnsLabel one) {
      return Optional.of(new Route(everyForOne(hosts, one)));
    }
  }

  private static Optional<String> url(String scheme, Map<String, String> hosts, Port port) {
    String host = hosts.get(port.name());
    if (host == null) {
      return Optional.empty();
    }
    return Optional.of(scheme + host + (host.contains("/") ? "/" : ""));
  }

  private static String path(Map<String, String> hosts, Port port) {
    String host = hosts.get(port.name());
    return host == null ? "" : HostPath.of(host, "a proxy").path();
  }

  private static Port[] both(List<Port> serving, List<Port> rooted) {
    List<Port> all = new ArrayList<>(serving);
    all.addAll(rooted);
    return all.toArray(new Port[0]);
  }

  private static void atRoot(Map<String, String> hosts, Labels labels) {
    for (Map.Entry<String, String> host : hosts.entrySet()) {
      if (host.getValue().contains("/")) {
        throw new IllegalArgumentException(
            "port '"
                + host.getKey()
                + "' of "
                + labels.name()
                + " answers at the root of a host alone, and not at "
                + host.getValue()
                + "; give it a host without a path");
      }
    }
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

  private static Map<String, String> everyForOne(Map<String, String> hosts, DnsLabel one) {
    Map<String, String> own = new TreeMap<>();
    for (Map.Entry<String, String> host : hosts.entrySet()) {
      own.put(host.getKey(), HostPath.of(host.getValue(), "a proxy").of(one).text());
    }
    return own;
  }

  private static Map<String, String> checked(Map<String, String> hosts, String what) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          what + " has no host, and leads nowhere; name one for a port");
    }
    for (String host : hosts.values()) {
      HostPath.of(host, what);
    }
    if (new HashSet<>(hosts.values()).size() < hosts.size()) {
      throw new IllegalArgumentException(
          "two ports have one host in "
              + sorted(hosts)
              + "; give each its own, or a path of its own behind it");
    }
    return sorted(hosts);
  }

  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
