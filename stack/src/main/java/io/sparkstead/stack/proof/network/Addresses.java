package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names, routes and addresses lead to a Service, and each to one. */
public final class Addresses implements RuleFamily {

  static final Rule ADDRESS_RESOLVES =
      Rule.error(
              "REF-26",
              "An address in the cluster that a script or command dials is a Service and its port")
          .why("The script waits for ever, or fails with Unknown host.")
          .fix("Take the address from the component that answers there.");

  static final Rule ADDRESS_IS_TAKEN_ONCE =
      Rule.error("REF-18", "No two Services ask for one address")
          .why("The second one waits for an address for ever.")
          .fix("Give each its own address of the pool.");

  static final Rule ROUTE_LEADS_TO_A_PORT =
      Rule.error("REF-30", "An Ingress, HTTPRoute or GRPCRoute leads to a port of a Service")
          .why("The controller answers every request with 503.")
          .fix("Name a Service of the stack, and a port that it has.");

  static final Rule HOST_LEADS_TO_ONE_PLACE =
      Rule.error("REF-31", "A host leads to one place")
          .why("Which of the two answers is up to the controller.")
          .fix("Give each its own host.");

  @Override
  public List<Rule> rules() {
    return List.of(
        ADDRESS_RESOLVES, ADDRESS_IS_TAKEN_ONCE, ROUTE_LEADS_TO_A_PORT, HOST_LEADS_TO_ONE_PLACE);
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    textsResolve(stack, findings);
    Map<String, ServiceView> services = new HashMap<>();
    for (ServiceView service : stack.services()) {
      addressIsTakenOnce(findings, services, service);
    }
    Map<String, Route> routes = new HashMap<>();
    for (Route route : Route.allOf(stack)) {
      routeLeadsToAPort(stack, findings, route);
      hostLeadsToOnePlace(findings, routes, route);
    }
  }

  /** All texts but properties, which have rules of their own. */
  private static void textsResolve(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
        if (!stack.files().containsKey(told.getKey())) {
          addressResolves(stack, findings, told.getKey(), told.getValue());
        }
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      if (!Conf.isFile(file.getKey())) {
        addressResolves(stack, findings, file.getKey(), file.getValue());
      }
    }
    for (Embedded file : stack.embedded()) {
      if (!Conf.isFile(file.key())) {
        addressResolves(stack, findings, file.path(), file.text());
      }
    }
  }

  private static void addressResolves(Evidence stack, Findings findings, String path, String text) {
    for (ClusterName.Found found : ClusterName.allIn(text)) {
      if (found.name().leadsNowhere(stack)) {
        findings
            .inFile(ADDRESS_RESOLVES, path, found.written())
            .say(
                "{it} dials {}, which is no Service and port of the stack; take it from the component"
                    + " that answers there",
                found.written());
      }
    }
  }

  private static void addressIsTakenOnce(
      Findings findings, Map<String, ServiceView> services, ServiceView service) {
    Map<String, String> annotations = Given.texts(service.manifest().annotations());
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      if (annotation.getKey().endsWith("/loadBalancerIPs")) {
        String address = annotation.getValue();
        ServiceView other = services.putIfAbsent(address, service);
        if (other != null) {
          findings
              .at(ADDRESS_IS_TAKEN_ONCE, service, address)
              .say("{it} and {} both ask for {}; give each its own", other, address);
        }
      }
    }
  }

  private static void routeLeadsToAPort(Evidence stack, Findings findings, Route route) {
    Optional<ServiceView> service = stack.service(route.service());
    if (service.isEmpty() || route.served(service.get()).isEmpty()) {
      findings
          .at(ROUTE_LEADS_TO_A_PORT, route, route.service())
          .say(
              "{it} leads to port {} of Service {}, which is not there; name a Service of the stack"
                  + " and a port it has",
              route.port(),
              route.service());
    }
  }

  private static void hostLeadsToOnePlace(
      Findings findings, Map<String, Route> routes, Route route) {
    String address = route.host() + route.prefix();
    Route other = routes.putIfAbsent(address, route);
    if (other != null) {
      findings
          .at(HOST_LEADS_TO_ONE_PLACE, route, route.host())
          .say("{it} and {} both lead {} somewhere; give each a host of its own", other, address);
    }
  }
}
