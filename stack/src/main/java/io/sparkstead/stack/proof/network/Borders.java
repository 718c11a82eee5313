package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AddressBlocks;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether policies open the ways into the cluster and out of it that a stack has, and no wider. */
public record Borders(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule POLICY_NAMES_ADDRESSES =
      Rule.warning("NET-04", "A network policy opens to addresses that are named")
          .why("0.0.0.0/0 is everybody, the internet too.")
          .fix("Name the block of addresses that is meant.");

  static final Rule CLIENT_ADDRESS_IS_KEPT =
      Rule.error(
              "NET-05",
              "Where a policy names clients by address, load balancer and node port keep the"
                  + " address")
          .why("The policy sees the address of a node, and lets nobody in.")
          .fix("Set externalTrafficPolicy: Local.");

  static final Rule OUTSIDE_IS_LET_IN =
      Rule.error(
              "NET-08",
              "What a load balancer, a node port or a route offers is open to who comes that way")
          .why("Whoever opens the page waits until it times out.")
          .fix(
              "Say so in the component's flows(), and name people's addresses, or the namespaces of"
                  + " the proxies they come through, to NetworkPolicies.");

  static final Rule PROXY_IS_LET_IN =
      Rule.warning(
              "NET-56", "What a route offers is open to pods of a proxy, not to addresses alone")
          .why(
              "A proxy's pods come from its namespace; only one in the node's own network, or a"
                  + " balancer that is no pod, comes from addresses.")
          .fix(
              "Name the proxy's namespace, or say by an exception that the addresses are the proxy's.");

  static final Rule METADATA_STAYS_CLOSED =
      Rule.error("NET-09", "No network policy opens the cloud's metadata service")
          .why("Whoever runs code in the pod takes the role of its node.")
          .fix("Leave 169.254.169.254/32 and fd00:ec2::254/128 out of blocks by except.");

  static final Rule STORE_OUTSIDE_CAN_BE_REACHED =
      Rule.error("NET-10", "Pods reach a store outside the cluster, and who gives them its keys")
          .why("The connection hangs until it times out, and nothing says why.")
          .fix(
              "Take the connections from the store's flows(); where it is by .reachedBy(Reach.outside(…))"
                  + " of the store.");

  /** Classes of Ingress that a cloud's load balancer serves by itself. */
  private static final Set<String> BALANCERS =
      Set.of("alb", "gce", "gce-internal", "azure-application-gateway");

  /** From where all of Google's load balancers come, whatever Gateway or Ingress they serve. */
  private static final Set<String> OF_GOOGLES_BALANCERS = Set.of("130.211.0.0/22", "35.191.0.0/16");

  private static final String USUAL_PROXY = "ingress-nginx";
  private static final String OPENSHIFTS_ROUTER = "openshift-ingress";

  /** Where a machine of Amazon or Google tells its own role's keys to whoever asks. */
  private static final List<String> METADATA =
      List.of("169.254.169.254", "fd00:ec2::254", "fd20:ce::254");

  /** Where that of GKE is, besides the address above. */
  private static final String GKE_METADATA = "169.254.169.252";

  /** Where EKS Pod Identity tells a pod the keys of that pod's role. */
  private static final String AGENT = "169.254.170.23";

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    if (policies.all().isEmpty()) {
      return;
    }
    for (PolicyView policy : policies.all()) {
      for (Block block : policy.leftFor()) {
        policyNamesAddresses(policy, block);
        metadataStaysClosed(policy, block);
      }
      for (Block block : policy.enteredFrom()) {
        policyNamesAddresses(policy, block);
      }
    }
    for (Conf conf : stack.confs()) {
      storeOutsideCanBeReached(policies, conf);
    }
    for (ServiceView service : stack.services()) {
      if (service.type().equals("LoadBalancer") || service.type().equals("NodePort")) {
        clientAddressIsKept(service);
        outsideIsLetIn(policies, service);
      }
    }
    for (Route route : Route.allOf(stack)) {
      outsideIsLetIn(policies, route);
    }
  }

  private void policyNamesAddresses(PolicyView policy, Block block) {
    String cidr = block.cidr();
    // The internet, and nothing that is near: as narrow as it can be said.
    if (cidr.endsWith("/0") && !AddressBlocks.isInternet(block)) {
      at(POLICY_NAMES_ADDRESSES, policy, cidr)
          .say("{it} names {}, which is everybody; name a block", cidr);
    }
  }

  private void metadataStaysClosed(PolicyView policy, Block block) {
    for (String metadata : METADATA) {
      if (AddressBlocks.hold(block, metadata) && !isGkes(policy, block)) {
        at(METADATA_STAYS_CLOSED, policy, block.cidr())
            .say(
                "{it} opens {} with the metadata service in it; leave out {}",
                block.cidr(),
                Cidr.only(metadata));
        return;
      }
    }
  }

  /**
   * Whether the server of GKE answers there in place of the cloud's, with the role of the pod's
   * account: it has a second address, which nobody else opens.
   */
  private static boolean isGkes(PolicyView policy, Block block) {
    boolean hasOther = false;
    for (Block other : policy.leftFor()) {
      hasOther |= other.cidr().equals(GKE_METADATA + "/32");
    }
    return hasOther && block.cidr().equals(METADATA.get(0) + "/32");
  }

  /** Whether pods may leave the cluster for a store there, and for who gives them its keys. */
  private void storeOutsideCanBeReached(Policies policies, Conf conf) {
    Optional<Integer> port = S3.outsidePort(stack, conf);
    if (port.isEmpty()) {
      return;
    }
    String host = Cidr.ofUrl(S3.host(conf.get(S3.ENDPOINT).orElse("")));
    boolean asksAgent = conf.get(S3.PROVIDER).orElse("").contains("ContainerCred");
    List<AlikePods> all = new ArrayList<>(PodsOfConf.of(stack, conf).all());
    all.addAll(submitting(conf));
    // Who starts executors comes to the API server too, which may be near and at that port.
    boolean tellsEndpoints = conf.isHistory() || all.size() > 1;
    for (AlikePods pods : all) {
      boolean isReached =
          reachesStore(policies, pods, port.get(), host)
              || (tellsEndpoints
                  && !Cidr.isAddress(host)
                  && hasNearInCommon(policies, all, port.get()));
      if (!isReached) {
        shut(pods, conf, "port " + port.get() + " of a store outside");
      }
      if (asksAgent && !reachesAgent(policies, pods)) {
        shut(pods, conf, "the agent that gives keys at " + AGENT + ":80");
      }
    }
  }

  /** In cluster mode, the pod that submits, where it looks into the store first. */
  private List<AlikePods> submitting(Conf conf) {
    Optional<Workload> reader = conf.isCluster() ? stack.readerOf(conf) : Optional.empty();
    return reader.isPresent() && stack.toldByItself(reader.get()).contains(S3.SCHEME)
        ? List.of(AlikePods.of(reader.get()))
        : List.of();
  }

  /** A store without a name is Amazon's. */
  private static boolean reachesStore(Policies policies, AlikePods pods, int port, String host) {
    if (host.isEmpty()) {
      return policies.openToInternet(pods.labels(), port);
    }
    Optional<List<Side>> destinations = policies.destinations(pods.labels(), "TCP", port);
    for (Side side : destinations.orElse(List.of())) {
      if (side.block().isPresent() && mayHold(side.block().get(), host)) {
        return true;
      }
    }
    // Or through a proxy of the cluster, whatever the port of its pods.
    return destinations.isEmpty() || policies.openToNamespaces(pods.labels());
  }

  /** Where a name leads, nobody here knows. */
  private static boolean mayHold(Block block, String host) {
    return !Cidr.isAddress(host) || AddressBlocks.hold(block, host);
  }

  /** Whether a near block is open to all of {@code pods}: the store's private endpoint. */
  private static boolean hasNearInCommon(Policies policies, List<AlikePods> pods, int port) {
    Set<Block> common = near(policies, pods.get(0), port);
    for (AlikePods each : pods) {
      common.retainAll(near(policies, each, port));
    }
    return !common.isEmpty();
  }

  private static Set<Block> near(Policies policies, AlikePods pods, int port) {
    Set<Block> near = new LinkedHashSet<>();
    for (Side side : policies.destinations(pods.labels(), "TCP", port).orElse(List.of())) {
      if (side.block().isPresent() && AddressBlocks.isNear(side.block().get())) {
        near.add(side.block().get());
      }
    }
    return near;
  }

  private static boolean reachesAgent(Policies policies, AlikePods pods) {
    Optional<List<Side>> destinations = policies.destinations(pods.labels(), "TCP", 80);
    for (Side side : destinations.orElse(List.of())) {
      if (side.block().isPresent() && AddressBlocks.hold(side.block().get(), AGENT)) {
        return true;
      }
    }
    return destinations.isEmpty();
  }

  private void shut(AlikePods pods, Conf conf, String what) {
    at(STORE_OUTSIDE_CAN_BE_REACHED, pods, "")
        .say(
            "{it} may not connect to {}, as {} makes it; take the flows from the store, and say"
                + " by .reachedBy(Reach.outside(…)) of it where it is",
            what,
            conf);
  }

  private void clientAddressIsKept(ServiceView service) {
    if (!"Local".equals(service.spec().getExternalTrafficPolicy())) {
      at(CLIENT_ADDRESS_IS_KEPT, service, "type: " + service.type())
          .say("{it} hides from the policies who connects; set externalTrafficPolicy: Local");
    }
  }

  private void outsideIsLetIn(Policies policies, ServiceView service) {
    for (Workload workload : stack.selectedBy(service)) {
      // No policy is for pods in the node's own network.
      boolean isOnNode = Given.isTrue(workload.pod().getHostNetwork());
      for (ServiceView.Port served : isOnNode ? List.<ServiceView.Port>of() : service.ports()) {
        if (!policies.takeAddresses(workload.labels(), workload.portBehind(served))) {
          at(OUTSIDE_IS_LET_IN, service, "port: " + served.number())
              .say(
                  "{it} offers port {} outside, and no policy lets an address in; say so in the"
                      + " component's flows()",
                  served.number());
        }
      }
    }
  }

  /** Whether a cloud's load balancer brings it, which has addresses and is no pod. */
  private static boolean isBalancers(Route route) {
    return route.manifest().object() instanceof Ingress ingress
        && ingress.getSpec() != null
        && BALANCERS.contains(Given.text(ingress.getSpec().getIngressClassName()));
  }

  private static boolean isOpenToGoogles(List<Block> clients) {
    return clients.stream().anyMatch(block -> OF_GOOGLES_BALANCERS.contains(block.cidr()));
  }

  /**
   * Whether addresses are let in that may be those of a proxy in the nodes' own network: no Service
   * offers anything to them directly, as to people.
   */
  private boolean mayBeTheProxys(Policies policies, Workload workload, int port) {
    List<Block> unknown =
        new ArrayList<>(policies.clients(workload.labels(), port).orElse(List.of()));
    for (ServiceView service : stack.services()) {
      if (service.type().equals("LoadBalancer") || service.type().equals("NodePort")) {
        for (Workload other : stack.selectedBy(service)) {
          for (ServiceView.Port served : service.ports()) {
            int behind = other.portBehind(served);
            unknown.removeAll(policies.clients(other.labels(), behind).orElse(List.of()));
          }
        }
      }
    }
    return !unknown.isEmpty();
  }

  /** What comes by a route comes from the pods of a proxy, in a namespace of its own. */
  private void outsideIsLetIn(Policies policies, Route route) {
    Optional<ServiceView> service = stack.service(route.service());
    Optional<ServiceView.Port> served =
        service.isPresent() ? route.served(service.get()) : Optional.empty();
    if (served.isEmpty()) {
      return;
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      int port = workload.portBehind(served.get());
      boolean isLetIn =
          policies.takeNamespaces(workload.labels(), port)
              || (isBalancers(route) && policies.takeAddresses(workload.labels(), port))
              || isOpenToGoogles(policies.clients(workload.labels(), port).orElse(List.of()));
      if (!isLetIn && mayBeTheProxys(policies, workload, port)) {
        at(PROXY_IS_LET_IN, route, route.service())
            .say(
                "{it} offers port {} of {} outside, and policies let addresses in alone; name the"
                    + " proxy's as the last argument of new Outside(…,"
                    + " List.of(DnsLabel.of(\"{}\"))), or excuse it where it comes from those",
                route.port(),
                workload,
                route.isOpenShifts() ? OPENSHIFTS_ROUTER : USUAL_PROXY);
      } else if (!isLetIn) {
        at(OUTSIDE_IS_LET_IN, route, route.service())
            .say(
                "{it} offers port {} of {} outside, and no policy lets another namespace in; name"
                    + " the proxy's as the last argument of new Outside(…, List.of(DnsLabel.of(\"{}\")))",
                route.port(),
                workload,
                route.isOpenShifts() ? OPENSHIFTS_ROUTER : USUAL_PROXY);
      }
    }
  }
}
