package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of Services. */
record ServiceRefusals(Refusals refusals) {

  private static final String ELSEWHERE = "ExternalName";
  private static final String BALANCER = "LoadBalancer";
  private static final int A_DAY = 86_400;
  private static final String SOURCES = "loadBalancerSourceRanges";
  private static final String HEADLESS = "None";
  private static final List<String> WITH_AN_ADDRESS = List.of("NodePort", BALANCER);
  private static final List<String> TYPES = List.of("ClusterIP", "NodePort", BALANCER, ELSEWHERE);
  private static final List<String> AFFINITIES = List.of("None", "ClientIP");
  private static final List<String> TRAFFIC = List.of("Cluster", "Local");
  private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
  private static final List<String> STACKS =
      List.of("SingleStack", "PreferDualStack", "RequireDualStack");
  private static final List<String> NEAR =
      List.of("PreferClose", "PreferSameZone", "PreferSameNode");
  private static final String NAME = "name";
  private static final String CLUSTER_IP = "clusterIP";
  private static final String OUTSIDE = "externalTrafficPolicy";

  void of(@Nullable ServiceSpec given) {
    ServiceSpec service = given == null ? new ServiceSpec() : given;
    String type = Given.text(service.getType());
    refusals.oneOf(TYPES, "type", type);
    refusals.labels(service.getSelector());
    addresses(service, type);
    policies(service, type);
    List<ServicePort> ports = Given.list(service.getPorts());
    refusals.unless(
        !ports.isEmpty() || type.equals(ELSEWHERE) || HEADLESS.equals(service.getClusterIP()),
        "ports",
        "",
        "say one port");
    ports(ports, WITH_AN_ADDRESS.contains(type));
  }

  private void addresses(ServiceSpec service, String type) {
    String address = Given.text(service.getClusterIP());
    refusals.unless(
        !type.equals(ELSEWHERE) || service.getExternalName() != null,
        "type",
        type,
        "say the externalName too");
    if (type.equals(ELSEWHERE) && service.getExternalName() != null) {
      String name = service.getExternalName();
      refusals.subdomain(
          "externalName", name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
    refusals.unless(
        !address.equals(HEADLESS) || !WITH_AN_ADDRESS.contains(type),
        CLUSTER_IP,
        address,
        "drop it: a " + type + " has an address");
    refusals.unless(
        address.isEmpty() || address.equals(HEADLESS) || Cidr.isAddress(address),
        CLUSTER_IP,
        address,
        "say None or an address, or drop it");
    refusals.unless(
        address.isEmpty() || !type.equals(ELSEWHERE),
        CLUSTER_IP,
        address,
        "drop it: an ExternalName has no address");
    for (String each : Given.list(service.getExternalIPs())) {
      refusals.address("externalIPs", each);
    }
  }

  private void policies(ServiceSpec service, String type) {
    refusals.oneOf(AFFINITIES, "sessionAffinity", service.getSessionAffinity());
    refusals.oneOf(TRAFFIC, OUTSIDE, service.getExternalTrafficPolicy());
    refusals.unless(
        Given.text(service.getExternalTrafficPolicy()).isEmpty()
            || WITH_AN_ADDRESS.contains(type)
            || !Given.list(service.getExternalIPs()).isEmpty(),
        OUTSIDE,
        service.getExternalTrafficPolicy(),
        "drop it: nobody comes from outside");
    refusals.wordOf(TRAFFIC, "internalTrafficPolicy", service.getInternalTrafficPolicy());
    refusals.wordOf(STACKS, "ipFamilyPolicy", service.getIpFamilyPolicy());
    refusals.wordOf(NEAR, "trafficDistribution", service.getTrafficDistribution());
    for (String family : Given.list(service.getIpFamilies())) {
      refusals.wordOf(FAMILIES, "ipFamilies", family);
    }
    balancer(service, type.equals(BALANCER));
    var sticky = service.getSessionAffinityConfig();
    if (sticky != null && sticky.getClientIP() != null) {
      refusals.between("timeoutSeconds", sticky.getClientIP().getTimeoutSeconds(), 1, A_DAY);
    }
  }

  private void balancer(ServiceSpec service, boolean isOne) {
    String remedy = "drop it, or say type: LoadBalancer";
    refusals.unless(
        isOne || service.getLoadBalancerClass() == null,
        "loadBalancerClass",
        service.getLoadBalancerClass(),
        remedy);
    refusals.unless(
        isOne || service.getAllocateLoadBalancerNodePorts() == null,
        "allocateLoadBalancerNodePorts",
        service.getAllocateLoadBalancerNodePorts(),
        remedy);
    List<String> sources = Given.list(service.getLoadBalancerSourceRanges());
    refusals.unless(isOne || sources.isEmpty(), SOURCES, sources, remedy);
    for (String block : sources) {
      refusals.block(SOURCES, block.strip());
    }
    Integer healthy = service.getHealthCheckNodePort();
    refusals.unless(
        Given.number(healthy) == 0 || (isOne && "Local".equals(service.getExternalTrafficPolicy())),
        "healthCheckNodePort",
        healthy,
        "drop it, or say type: LoadBalancer and externalTrafficPolicy: Local");
  }

  private void ports(List<ServicePort> ports, boolean areOpened) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (ServicePort port : ports) {
      String name = Given.text(port.getName());
      refusals.port("port", port.getPort());
      boolean isNamed = names.add(name) && (!name.isEmpty() || ports.size() == 1);
      refusals.unless(isNamed, NAME, name, "name each port");
      if (!name.isEmpty()) {
        refusals.label(NAME, name);
      }
      refusals.oneOf(ContainerRefusals.PROTOCOLS, "protocol", port.getProtocol());
      String protocol = Given.text(port.getProtocol());
      String number = (protocol.isEmpty() ? "TCP" : protocol) + " " + port.getPort();
      refusals.unless(numbers.add(number), "port", port.getPort(), "say it once");
      if (port.getTargetPort() != null && !isLeftOut(port)) {
        refusals.portOrName("targetPort", port.getTargetPort());
      }
      if (port.getAppProtocol() != null) {
        refusals.qualified("appProtocol", port.getAppProtocol());
      }
      refusals.unless(
          Given.number(port.getNodePort()) == 0 || areOpened,
          "nodePort",
          port.getNodePort(),
          "drop it, or say type: NodePort");
    }
  }

  /** A 0 or an empty text means the port itself. */
  private static boolean isLeftOut(ServicePort port) {
    String name = port.getTargetPort().getStrVal();
    return name == null ? Given.number(port.getTargetPort().getIntVal()) == 0 : name.isEmpty();
  }
}
