package io.sparkstead.stack.proof.route;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AddressBlocks;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.Policies.Way;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether addresses that several say are the same: of the API server, of people, of Services. */
public record Clients(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ONE_API_SERVER =
      Rule.error("NET-19", "Policies open one API server to all who call it, at one port")
          .why(
              "Behind its Service is an endpoint, at a port of its own, mostly 6443: who may go to"
                  + " another address or port waits until it times out.")
          .fix(
              "Open the endpoints that kubectl get endpointslices -n default shows, to all alike.");

  static final Rule RANGES_HOLD_PEOPLE =
      Rule.error("NET-20", "A load balancer takes the addresses that policies let in")
          .why("What the one lets pass, the other stops: nobody gets in.")
          .fix("Name people's network in loadBalancerSourceRanges, or leave these out.");

  static final Rule PEOPLE_ARE_IN_ONE_NETWORK =
      Rule.warning("NET-21", "People who may open one page are in a network that may open another")
          .why("Whoever opens the page from where all others are open waits until it times out.")
          .fix("Name people's network by .outside(…) of a Workbench, once.");

  static final Rule ADDRESS_IS_PINNED =
      Rule.warning("NET-22", "Where load balancers have addresses of their own, each has")
          .why("It gets any address of the pool, and another one when it is made again.")
          .fix("Give it an address, as new Exposure.MetalLb(\"…\").");

  static final Rule PROXIES_ARE_LET_IN =
      Rule.error("NET-30", "Policies let in the proxies that people come through")
          .why("Whoever opens the page waits until the proxy gives up, with 503 or 504.")
          .fix("Leave the namespaces of the proxies that .outside(…) of a Workbench names.");

  /** A port that is offered outside, and who may come. */
  private record Door(ServiceView service, int port, List<Block> people) {

    boolean sharesPeople(Door other) {
      for (Block mine : people) {
        for (Block theirs : other.people) {
          if (AddressBlocks.meet(mine.cidr(), theirs.cidr())) {
            return true;
          }
        }
      }
      return false;
    }
  }

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    oneApiServer(policies);
    List<Door> doors = new ArrayList<>();
    for (ServiceView service : stack.services()) {
      if (service.type().equals("LoadBalancer") || service.type().equals("NodePort")) {
        doors.addAll(doors(policies, service));
      }
    }
    for (Door door : doors) {
      rangesHoldPeople(door);
      peopleAreInOneNetwork(door, doors);
    }
    addressesArePinned();
    Optional<Outside> said = stack.declared().outside();
    if (said.isPresent() && !said.get().gateways().isEmpty()) {
      for (Route route : Route.allOf(stack)) {
        proxiesAreLetIn(policies, route, said.get().gateways());
      }
    }
  }

  /** One of those that people name: which of them a route is of, nobody says. */
  private void proxiesAreLetIn(Policies policies, Route route, List<DnsLabel> gateways) {
    Optional<ServiceView> service = stack.service(route.service());
    Optional<ServiceView.Port> served =
        service.isPresent() ? route.served(service.get()) : Optional.empty();
    if (served.isEmpty()) {
      return;
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      int port = workload.portBehind(served.get());
      boolean isLetIn = false;
      for (DnsLabel gateway : gateways) {
        isLetIn |= policies.takeFrom(workload.labels(), port, gateway.text());
      }
      if (!isLetIn && policies.takeNamespaces(workload.labels(), port)) {
        at(PROXIES_ARE_LET_IN, route, route.service())
            .say(
                "{it} leads to port {} of {}, and no policy lets pods of {} in; open it to them",
                port,
                workload,
                gateways);
      }
    }
  }

  private List<Door> doors(Policies policies, ServiceView service) {
    List<Door> doors = new ArrayList<>();
    for (Workload workload : stack.selectedBy(service)) {
      for (ServiceView.Port served : service.ports()) {
        Optional<List<Block>> people =
            policies.clients(workload.labels(), workload.portBehind(served));
        if (people.isPresent() && !people.get().isEmpty()) {
          doors.add(new Door(service, served.number(), people.get()));
        }
      }
    }
    return doors;
  }

  private void rangesHoldPeople(Door door) {
    List<String> ranges = Given.list(door.service().spec().getLoadBalancerSourceRanges());
    boolean meets = ranges.isEmpty();
    for (String range : ranges) {
      for (Block block : door.people()) {
        meets |= AddressBlocks.meet(range.strip(), block.cidr());
      }
    }
    if (!meets) {
      at(RANGES_HOLD_PEOPLE, door.service(), "loadBalancerSourceRanges")
          .say(
              "{it} takes {}, and policies let {} in to port {}; name these",
              String.join(", ", ranges),
              shown(door.people()),
              door.port());
    }
  }

  /** As people say it, or else as most doors have it. */
  private void peopleAreInOneNetwork(Door door, List<Door> doors) {
    Optional<Outside> said = stack.declared().outside();
    if (said.isPresent() && !said.get().people().isEmpty()) {
      peopleAreThoseNamed(door, said.get().people());
      return;
    }
    List<Block> others = new ArrayList<>();
    for (Door other : doors) {
      if (!other.equals(door)) {
        if (door.sharesPeople(other)) {
          return;
        }
        others.addAll(other.people());
      }
    }
    if (!others.isEmpty()) {
      at(PEOPLE_ARE_IN_ONE_NETWORK, door.service(), "port: " + door.port())
          .say(
              "{it} lets {} in to port {}, who may open nothing else; all else is open to {}",
              shown(door.people()),
              door.port(),
              shown(others));
    }
  }

  private void peopleAreThoseNamed(Door door, List<Cidr> people) {
    for (Cidr network : people) {
      for (Block block : door.people()) {
        if (AddressBlocks.meet(network.text(), block.cidr())) {
          return;
        }
      }
    }
    at(PEOPLE_ARE_IN_ONE_NETWORK, door.service(), "port: " + door.port())
        .say(
            "port {} of {it} is open to {}, and people are in {}; open it to them",
            door.port(),
            shown(door.people()),
            people);
  }

  private static String shown(List<Block> blocks) {
    return String.join(", ", blocks.stream().map(Block::cidr).distinct().toList());
  }

  private void addressesArePinned() {
    List<ServiceView> floating = new ArrayList<>();
    Optional<ServiceView> pinned = Optional.empty();
    for (ServiceView service : stack.services()) {
      if (service.type().equals("LoadBalancer")) {
        if (isPinned(service)) {
          pinned = Optional.of(service);
        } else {
          floating.add(service);
        }
      }
    }
    for (ServiceView service : pinned.isPresent() ? floating : List.<ServiceView>of()) {
      at(ADDRESS_IS_PINNED, service, "type: LoadBalancer")
          .say("{it} takes any address, where {} has its own; give it one", pinned.get());
    }
  }

  /** Each load balancer has words of its own for it. */
  private static boolean isPinned(ServiceView service) {
    for (String value : Given.texts(service.manifest().annotations()).values()) {
      if (Cidr.isAddress(value.split(",", -1)[0].strip())) {
        return true;
      }
    }
    return service.spec().getLoadBalancerIP() != null;
  }

  /** Drivers and who submits them all go to the same one. */
  private void oneApiServer(Policies policies) {
    Map<AlikePods, List<Way>> callers = new LinkedHashMap<>();
    for (AlikePods pods : callers()) {
      List<Way> ways = new ArrayList<>();
      for (Way way : policies.ways(pods.labels())) {
        if (!AddressBlocks.isInternet(way.block())) {
          ways.add(way);
        }
      }
      // Who is open to all, or to nothing at all, is asked of elsewhere.
      if (!ways.isEmpty()) {
        callers.put(pods, ways);
      }
    }
    Optional<Outside> said = stack.declared().outside();
    if (said.isPresent()) {
      for (AlikePods pods : callers.keySet()) {
        reachesIt(policies, pods, said.get());
      }
    } else if (callers.size() > 1 && !haveInCommon(callers.values())) {
      reachAnother(callers);
    }
  }

  private void reachesIt(Policies policies, AlikePods pods, Outside said) {
    Optional<List<Side>> sides = policies.destinations(pods.labels(), "TCP", said.apiServerPort());
    for (Side side : sides.orElse(List.of())) {
      for (Cidr server : said.apiServer()) {
        if (side.block().isPresent() && AddressBlocks.meet(side.block().get(), server.text())) {
          return;
        }
      }
    }
    if (sides.isPresent()) {
      at(ONE_API_SERVER, pods, "")
          .say(
              "no policy opens port {} of the API server's endpoints {} to {it}; open it there",
              said.apiServerPort(),
              said.apiServer());
    }
  }

  private void reachAnother(Map<AlikePods, List<Way>> callers) {
    for (Map.Entry<AlikePods, List<Way>> caller : callers.entrySet()) {
      List<List<Way>> others = new ArrayList<>(callers.values());
      others.remove(caller.getValue());
      if (haveInCommon(others)) {
        Way way = caller.getValue().get(0);
        at(ONE_API_SERVER, way.policy(), way.block().cidr())
            .say(
                "{it} opens to {} no address and port at which others find the API server, as {}"
                    + " does; open the same",
                caller.getKey(),
                others.get(0).get(0).policy());
      }
    }
  }

  private List<AlikePods> callers() {
    List<AlikePods> callers = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      boolean calls = stack.runsDriver(workload);
      for (Conf conf : stack.confs()) {
        calls |= conf.isCluster() && stack.reads(workload, conf);
      }
      if (calls) {
        callers.add(AlikePods.of(workload));
      }
    }
    for (PodsOfConf pods : PodsOfConf.allOf(stack)) {
      if (pods.conf().isCluster() && pods.driver().isPresent()) {
        callers.add(pods.driver().get());
      }
    }
    return callers;
  }

  private static boolean haveInCommon(Collection<List<Way>> all) {
    List<Way> common = List.of();
    boolean isFirst = true;
    for (List<Way> ways : all) {
      List<Way> kept = new ArrayList<>();
      for (Way way : isFirst ? ways : common) {
        if (isFirst || ways.stream().anyMatch(way::meets)) {
          kept.add(way);
        }
      }
      common = kept;
      isFirst = false;
    }
    return !common.isEmpty();
  }
}
