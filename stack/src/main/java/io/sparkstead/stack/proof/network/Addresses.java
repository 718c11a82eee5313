package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names, routes and addresses lead to a Service, and each to one. */
public record Addresses(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ADDRESS_RESOLVES =
      Rule.error(
              "REF-26",
              "An address in the cluster that a script or command dials is a Service and its port")
          .why("The script waits for ever, or fails with Unknown host.")
          .fix("Take the address from the component that answers there.");

  static final Rule ADDRESS_IS_TAKEN_ONCE =
      Rule.error("REF-18", "No two Services ask for one address, or one port of the nodes")
          .why(
              "The second one waits for an address for ever; with a port of the nodes it is refused.")
          .fix("Give each its own.");

  static final Rule ROUTE_LEADS_TO_A_PORT =
      Rule.error("REF-30", "An Ingress, HTTPRoute or GRPCRoute leads to a port of a Service")
          .why("The controller answers every request with 503.")
          .fix("Name a Service of the stack, and a port that it has.");

  static final Rule HOST_LEADS_TO_ONE_PLACE =
      Rule.error("REF-31", "A host leads to one place")
          .why("Which of the two answers is up to the controller.")
          .fix("Give each its own host.");

  static final Rule PATH_IS_KNOWN_BEHIND_IT =
      Rule.error("NET-17", "A path of a host leads to a server that writes it into its links")
          .why("The page comes without its styles, or its links lead to somebody else's page.")
          .fix("Say the path in the exposure, behind the host: tools.example.org/jupyter.");

  private static final String BASE_URL = "ServerApp.base_url = \"";

  @Override
  public void check() {
    textsResolve();
    Map<String, ServiceView> services = new HashMap<>();
    for (ServiceView service : stack.services()) {
      addressIsTakenOnce(services, service);
      nodePortIsTakenOnce(services, service);
    }
    Map<String, Route> routes = new HashMap<>();
    for (Route route : Route.allOf(stack)) {
      routeLeadsToAPort(route);
      hostLeadsToOnePlace(routes, route);
      pathIsKnownBehindIt(route);
    }
  }

  /** All texts but properties, which have rules of their own. */
  private void textsResolve() {
    for (Workload workload : stack.workloads()) {
      for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
        if (!stack.files().containsKey(told.getKey())) {
          addressResolves(told.getKey(), told.getValue());
        }
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      if (!Conf.isFile(file.getKey())) {
        addressResolves(file.getKey(), file.getValue());
      }
    }
    for (Embedded file : stack.embedded()) {
      if (!Conf.isFile(file.key())) {
        addressResolves(file.path(), file.text());
      }
    }
  }

  private void addressResolves(String path, String text) {
    for (ClusterName.Found found : ClusterName.allIn(text)) {
      if (found.name().leadsNowhere(stack)) {
        inFile(ADDRESS_RESOLVES, path, found.written())
            .say(
                "{it} dials {}, which is no Service and port of the stack; take it from the component"
                    + " that answers there",
                found.written());
      }
    }
  }

  private void addressIsTakenOnce(Map<String, ServiceView> services, ServiceView service) {
    Map<String, String> annotations = Given.texts(service.manifest().annotations());
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      if (annotation.getKey().endsWith("/loadBalancerIPs")) {
        for (String address : annotation.getValue().split(",", -1)) {
          ServiceView other = services.putIfAbsent(Cidr.canonical(address.strip()), service);
          if (other != null) {
            at(ADDRESS_IS_TAKEN_ONCE, service, address)
                .say("{it} and {} both ask for {}; give each its own", other, address.strip());
          }
        }
      }
    }
  }

  private void nodePortIsTakenOnce(Map<String, ServiceView> services, ServiceView service) {
    for (ServicePort port : Given.list(service.spec().getPorts())) {
      int number = Given.number(port.getNodePort());
      String key = number + " " + port.getProtocol();
      ServiceView other = number == 0 ? null : services.putIfAbsent(key, service);
      if (other != null) {
        at(ADDRESS_IS_TAKEN_ONCE, service, "nodePort: " + number)
            .say("{it} and {} both ask for node port {}; give each its own", other, number);
      }
    }
  }

  private void routeLeadsToAPort(Route route) {
    Optional<ServiceView> service = stack.service(route.service());
    if (service.isEmpty() || route.served(service.get()).isEmpty()) {
      at(ROUTE_LEADS_TO_A_PORT, route, route.service())
          .say(
              "{it} leads to port {} of Service {}, which is not there; name a Service of the stack"
                  + " and a port it has",
              route.port(),
              route.service());
    }
  }

  private void hostLeadsToOnePlace(Map<String, Route> routes, Route route) {
    String address = route.host() + route.prefix();
    Route other = routes.putIfAbsent(address, route);
    if (other != null) {
      at(HOST_LEADS_TO_ONE_PLACE, route, route.host())
          .say("{it} and {} both lead {} somewhere; give each a host of its own", other, address);
    }
  }

  /** Of Spark's pages and JupyterLab: what a server of a person's own makes of a path, it knows. */
  private void pathIsKnownBehindIt(Route route) {
    Optional<ServiceView> service = stack.service(route.service());
    Optional<ServiceView.Port> served =
        service.isEmpty() ? Optional.empty() : route.served(service.get());
    if (served.isEmpty()) {
      return;
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      Optional<String> known = knownPath(workload, String.valueOf(served.get().number()));
      if (known.isPresent() && !known.get().equals(route.below())) {
        at(PATH_IS_KNOWN_BEHIND_IT, route, route.prefix())
            .say(
                "{it} leads {} to {}, whose links begin with {}/; say the path behind the host in the"
                    + " exposure, as in tools.example.org/jupyter",
                route.host() + route.prefix(),
                service.get(),
                known.get());
      }
    }
  }

  /** What the server at that port of the pods believes to be below. */
  private Optional<String> knownPath(Workload workload, String port) {
    for (Conf conf : stack.confs()) {
      boolean isPage = conf.is(Keys.UI_PORT, port) || conf.is("spark.history.ui.port", port);
      if (isPage && stack.readerOf(conf).equals(Optional.of(workload))) {
        return Optional.of(conf.get("spark.ui.proxyBase").orElse(""));
      }
    }
    for (String text : stack.told(workload).values()) {
      if (text.contains("ServerApp.port = " + port + "\n")) {
        int start = text.indexOf(BASE_URL);
        return Optional.of(
            start < 0 ? "" : withoutSlash(text.substring(start + BASE_URL.length())));
      }
    }
    return Optional.empty();
  }

  /** What stands before the quote. */
  private static String withoutSlash(String quoted) {
    String base = quoted.substring(0, Math.max(0, quoted.indexOf('"')));
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
