package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether what Services say of balancers, nodes and networks leads to their pods. */
public record ServiceWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PODS_ARE_REACHED =
      Rule.error("NET-33", "A Service leads pods of every node to its pods")
          .why("By internalTrafficPolicy Local it leads to pods of the same node, or nowhere.")
          .fix("Drop internalTrafficPolicy, or say Cluster.");

  static final Rule FAMILY_IS_THERE =
      Rule.error("NET-34", "A Service asks for addresses of a family that the cluster has")
          .why("The API server refuses it: not configured on this cluster.")
          .fix("Drop ipFamilies and ipFamilyPolicy.");

  static final Rule NODE_PORT_IS_IN_RANGE =
      Rule.error("NET-35", "A port of the nodes is one of 30000 to 32767")
          .why("The API server refuses the Service, unless its range is set otherwise.")
          .fix("Drop nodePort, or say one of 30000 to 32767.");

  static final Rule BALANCER_IS_ONE =
      Rule.error("NET-36", "A Service is for the balancer that its annotations are for")
          .why("A balancer passes over Services of another's class: nobody gives an address.")
          .fix("Drop loadBalancerClass, or say that of the balancer.");

  static final Rule BALANCERS_AGREE =
      Rule.warning("NET-37", "All Services with an address outside are for one balancer")
          .why("Where a cluster has one balancer alone, the others get no address.")
          .fix("Give all one loadBalancerClass, or none.");

  static final Rule METALLB_READS_IT =
      Rule.error("NET-38", "An annotation for MetalLB is one that it reads")
          .why("MetalLB passes over it, or gives no address at all.")
          .fix("Say metallb.io/loadBalancerIPs or metallb.io/address-pool.");

  static final Rule POOL_IS_THERE =
      Rule.warning("NET-39", "A pool of addresses is one that there is, and holds the address")
          .why("MetalLB gives no address where the pool is missing, or does not hold it.")
          .fix("Drop the pool: the address says it; or say by an exception that it is there.");

  private static final String METALLB = "metallb.io/";
  private static final String POOL = METALLB + "address-pool";
  private static final String ADDRESSES = METALLB + "loadBalancerIPs";
  private static final List<String> OF_METALLB =
      List.of(
          POOL,
          ADDRESSES,
          METALLB + "allow-shared-ip",
          METALLB + "ip-allocated-from-pool",
          METALLB + "l2-interfaces");
  private static final String POOLS = "IPAddressPool";
  private static final int FIRST = 30_000;
  private static final int LAST = 32_767;

  /** Whose classes and annotations begin so. */
  private static final Map<String, String> BALANCERS =
      Map.of(
          "service.k8s.aws/", "service.beta.kubernetes.io/aws-",
          "eks.amazonaws.com/", "service.beta.kubernetes.io/aws-",
          "io.cilium/", "io.cilium/",
          "kube-vip.io/", "kube-vip.io/",
          "tailscale", "tailscale.com/",
          "networking.gke.io/", "networking.gke.io/",
          "metallb", METALLB);

  @Override
  public void check() {
    for (ServiceView service : stack.services()) {
      podsAreReached(service);
      familyIsThere(service);
      nodePorts(service);
      Map<String, String> annotations = Given.texts(service.manifest().annotations());
      balancerIsOne(service, annotations);
      metallb(service, annotations);
    }
    balancersAgree();
  }

  private void podsAreReached(ServiceView service) {
    boolean isLocal = "Local".equals(service.spec().getInternalTrafficPolicy());
    if (!isLocal || service.isHeadless() || stack.nodes().size() == 1) {
      return;
    }
    for (Workload workload : stack.selectedBy(service)) {
      if (!workload.manifest().kind().equals("DaemonSet")) {
        at(PODS_ARE_REACHED, service, "internalTrafficPolicy:")
            .say(
                "{it} leads pods of other nodes than that of {} nowhere, by internalTrafficPolicy"
                    + " Local; drop it",
                workload);
        return;
      }
    }
  }

  private void familyIsThere(ServiceView service) {
    boolean isSix =
        Given.list(service.spec().getIpFamilies()).contains("IPv6")
            || "RequireDualStack".equals(service.spec().getIpFamilyPolicy());
    Set<String> families = families();
    if (isSix && !families.contains("IPv6")) {
      at(FAMILY_IS_THERE, service, "ipFamil")
          .say(
              "{it} asks for addresses of IPv6, and {}; drop ipFamilies and ipFamilyPolicy",
              families.isEmpty()
                  ? "nothing else in the stack has one"
                  : "all addresses of the stack are of IPv4");
    }
  }

  /** Of the addresses that policies and Services name. */
  private Set<String> families() {
    Set<String> families = new HashSet<>();
    List<String> addresses = new ArrayList<>();
    for (PolicyView policy : Policies.of(stack).all()) {
      List<Block> blocks = new ArrayList<>(policy.leftFor());
      blocks.addAll(policy.enteredFrom());
      for (Block block : blocks) {
        // All there are may be said of a family that the cluster has not.
        if (!block.cidr().endsWith("/0")) {
          addresses.add(block.cidr());
        }
      }
    }
    for (ServiceView service : stack.services()) {
      String given = Given.texts(service.manifest().annotations()).getOrDefault(ADDRESSES, "");
      addresses.addAll(List.of(given.split(",", -1)));
      addresses.addAll(Given.list(service.spec().getLoadBalancerSourceRanges()));
    }
    for (String address : addresses) {
      if (!address.isBlank()) {
        families.add(address.contains(":") ? "IPv6" : "IPv4");
      }
    }
    return families;
  }

  private void nodePorts(ServiceView service) {
    for (ServicePort port : Given.list(service.spec().getPorts())) {
      isInRange(service, Given.number(port.getNodePort()));
    }
    isInRange(service, Given.number(service.spec().getHealthCheckNodePort()));
  }

  private void isInRange(ServiceView service, int port) {
    if (port != 0 && (port < FIRST || port > LAST)) {
      at(NODE_PORT_IS_IN_RANGE, service, String.valueOf(port))
          .say("{it} asks for port {} of the nodes; say one of {} to {}", port, FIRST, LAST);
    }
  }

  private void balancerIsOne(ServiceView service, Map<String, String> annotations) {
    String balancer = Given.text(service.spec().getLoadBalancerClass());
    Optional<String> own = Optional.empty();
    for (Map.Entry<String, String> known : BALANCERS.entrySet()) {
      if (balancer.startsWith(known.getKey())) {
        own = Optional.of(known.getValue());
      }
    }
    for (String annotation : annotations.keySet()) {
      for (String other : new HashSet<>(BALANCERS.values())) {
        if (own.isPresent() && annotation.startsWith(other) && !own.get().equals(other)) {
          at(BALANCER_IS_ONE, service, "loadBalancerClass:")
              .say(
                  "{it} is of loadBalancerClass {}, and {} is for another balancer; drop the one or"
                      + " the other",
                  balancer,
                  annotation);
        }
      }
    }
  }

  private void balancersAgree() {
    Map<String, ServiceView> classes = new TreeMap<>();
    for (ServiceView service : stack.services()) {
      if (service.type().equals("LoadBalancer")) {
        classes.putIfAbsent(Given.text(service.spec().getLoadBalancerClass()), service);
      }
    }
    for (Map.Entry<String, ServiceView> one : classes.entrySet()) {
      if (classes.size() > 1 && !one.getKey().isEmpty()) {
        at(BALANCERS_AGREE, one.getValue(), "loadBalancerClass:")
            .say(
                "{it} is of loadBalancerClass {}, and other Services are of {}; give all the same",
                one.getKey(),
                classes.containsKey("") ? "none" : "others");
      }
    }
  }

  private void metallb(ServiceView service, Map<String, String> annotations) {
    for (String annotation : annotations.keySet()) {
      Optional<String> meant = NearName.of(annotation, OF_METALLB);
      if (annotation.startsWith(METALLB) && !OF_METALLB.contains(annotation) && meant.isPresent()) {
        at(METALLB_READS_IT, service, annotation)
            .say("{it} has {}, which MetalLB does not read; say {}", annotation, meant.get());
      }
    }
    if (annotations.containsKey(ADDRESSES)
        && !Given.text(service.spec().getLoadBalancerIP()).isEmpty()) {
      at(METALLB_READS_IT, service, "loadBalancerIP:")
          .say(
              "{it} has both loadBalancerIP and {}, and MetalLB takes one alone; drop loadBalancerIP",
              ADDRESSES);
    }
    String pool = annotations.getOrDefault(POOL, "");
    boolean isOdd = annotations.containsKey(ADDRESSES) && isAlone();
    if (!pool.isEmpty() && !isPool(pool) && (isOdd || hasOthers(pool))) {
      at(POOL_IS_THERE, service, pool)
          .say(
              "{it} asks for an address of pool {}, which the stack does not make{}; drop it, or say"
                  + " by an exception that it is there",
              pool,
              annotations.containsKey(ADDRESSES)
                  ? ", and for " + annotations.get(ADDRESSES) + " besides"
                  : "");
    }
  }

  private boolean isPool(String pool) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(POOLS) && manifest.name().equals(pool)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the tree makes pools, or other Services are of one that is spelt nearly so. */
  private boolean hasOthers(String pool) {
    Set<String> others = new HashSet<>();
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(POOLS)) {
        return true;
      }
    }
    for (ServiceView service : stack.services()) {
      others.add(Given.texts(service.manifest().annotations()).getOrDefault(POOL, pool));
    }
    others.remove(pool);
    return NearName.of(pool, others).isPresent();
  }

  /**
   * Whether other Services with an address of MetalLB's name no pool: those of a company all do.
   */
  private boolean isAlone() {
    for (ServiceView service : stack.services()) {
      Map<String, String> annotations = Given.texts(service.manifest().annotations());
      if (annotations.containsKey(ADDRESSES) && !annotations.containsKey(POOL)) {
        return true;
      }
    }
    return false;
  }
}
