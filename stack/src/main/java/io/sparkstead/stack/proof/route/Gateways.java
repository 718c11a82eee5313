package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Durations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether what a Gateway and a controller of Ingresses are told lets a browser come to a page. */
public record Gateways(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROUTE_HAS_AN_END =
      Rule.error("NET-23", "A route gives what it takes to somebody")
          .why("The proxy answers every request with 500 or 503.")
          .fix("Give one backend a weight above 0, and a redirect none.");

  static final Rule BROWSERS_ARE_TAKEN =
      Rule.warning("NET-24", "A route takes what a browser asks for")
          .why("To all else that is asked of the host, the proxy answers 404.")
          .fix("Match by path alone, and by what the path begins with.");

  static final Rule GATEWAY_IS_THE_OTHERS =
      Rule.warning(
              "NET-25", "A route belongs to the Gateway that the stack's other routes belong to")
          .why("No Gateway takes it, and nobody says so.")
          .fix("Name the Gateway and its namespace in the exposure, as for the others.");

  static final Rule PATH_IS_LEFT_AS_IT_IS =
      Rule.error("NET-26", "A route hands paths on as the program behind it knows them")
          .why("The program answers 404 to each of them, or its links lead out of it.")
          .fix("Leave the rewriting out; say the path in the exposure, behind the host.");

  static final Rule PATIENCE_IS_ONE =
      Rule.error("NET-27", "A route's timeouts are ones that a Gateway takes")
          .why("The API server refuses the route.")
          .fix(
              "Write hours, minutes and seconds in whole numbers: 1h30m; 0s for as long as it takes.");

  static final Rule HEADERS_ARE_LEFT =
      Rule.error("NET-54", "A route leaves the headers by which a program knows who asks")
          .why("Jupyter lets nobody in without cookies, and a store without a signature.")
          .fix("Leave the header out of remove and set.");

  /** What Jupyter and its kernels' websockets live by. */
  private static final List<String> OF_JUPYTER =
      List.of(
          "cookie",
          "upgrade",
          "connection",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol");

  /** What a request is signed by, with the host that it names. */
  private static final List<String> OF_S3 =
      List.of("authorization", "host", "x-amz-date", "x-amz-content-sha256");

  private static final List<String> PARENTS =
      List.of("", "Gateway", "Service", "ListenerSet", "XListenerSet");

  private static final String NAMESPACE = "namespace";

  /** A Gateway that a route belongs to. */
  private record Parent(String namespace, String name) {}

  @Override
  public void check() {
    List<Found<GenericKubernetesResource>> routes = new ArrayList<>();
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      if (found.manifest().kind().equals("HTTPRoute")
          || found.manifest().kind().equals("GRPCRoute")) {
        routes.add(found);
      }
    }
    for (Found<GenericKubernetesResource> route : routes) {
      Fields spec = Fields.specOf(route.manifest());
      if (spec.list("rules").isEmpty()) {
        at(ROUTE_HAS_AN_END, route, "spec:").say("{it} has no rule, and leads nowhere; say one");
      }
      for (Fields rule : spec.list("rules")) {
        backendsAreThere(route.manifest(), rule);
        routeHasAnEnd(route.manifest(), rule);
        pathIsLeft(route.manifest(), rule);
        headersAreLeft(route.manifest(), rule);
        patienceIsOne(route.manifest(), rule.at("timeouts"));
      }
      if (route.manifest().kind().equals("HTTPRoute")) {
        browsersAreTaken(route.manifest(), spec.list("rules"));
      }
      gatewayIsTheOthers(route.manifest(), routes);
    }
    for (Found<Ingress> ingress : stack.all(Ingress.class)) {
      browsersAreTaken(ingress);
    }
  }

  /** A Service, and one of this namespace where there is one. */
  private void backendsAreThere(Manifest route, Fields rule) {
    for (Fields backend : rule.list("backendRefs")) {
      String kind = backend.text("kind");
      String namespace = backend.text(NAMESPACE);
      if (backend.text("group").isEmpty() && !kind.isEmpty() && !kind.equals("Service")) {
        at(ROUTE_HAS_AN_END, route, "kind: " + kind)
            .say("{it} leads to a {}, which no proxy connects to; name a Service", kind);
      }
      if (!namespace.isEmpty()
          && !namespace.equals(stack.namespace())
          && stack.service(backend.text("name")).isPresent()) {
        at(ROUTE_HAS_AN_END, route, namespace)
            .say(
                "{it} leads to Service {} of namespace {}, and that is in {}; leave namespace out",
                backend.text("name"),
                namespace,
                stack.namespace());
      }
    }
  }

  private void routeHasAnEnd(Manifest route, Fields rule) {
    boolean redirects = hasFilter(rule, "RequestRedirect");
    boolean isElsewhere = hasFilter(rule, "ExtensionRef");
    List<Fields> backends = rule.list("backendRefs");
    boolean takes = false;
    for (Fields backend : backends) {
      takes |= !backend.text("weight").equals("0");
    }
    if (redirects && !backends.isEmpty()) {
      at(ROUTE_HAS_AN_END, route, "RequestRedirect")
          .say(
              "{it} leads elsewhere by RequestRedirect, and to a backend too; keep one of the two");
    } else if (!redirects && !takes && !isElsewhere) {
      at(ROUTE_HAS_AN_END, route, backends.isEmpty() ? "rules:" : "weight:")
          .say(
              backends.isEmpty()
                  ? "{it} has a rule without a backend; name one"
                  : "{it} gives nothing to any backend, whose weights are 0; raise one");
    }
  }

  private static boolean hasFilter(Fields rule, String type) {
    for (Fields filter : rule.list("filters")) {
      if (filter.text("type").equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** Of a route, one rule may be for browsers, and others for whoever says more. */
  private void browsersAreTaken(Manifest route, List<Fields> rules) {
    Set<String> narrow = new LinkedHashSet<>();
    for (Fields rule : rules) {
      List<Fields> matches = rule.list("matches");
      if (matches.isEmpty()) {
        return;
      }
      for (Fields match : matches) {
        Optional<String> asked = narrow(match);
        if (asked.isEmpty()) {
          return;
        }
        narrow.add(asked.get());
      }
    }
    for (String asked : narrow) {
      at(BROWSERS_ARE_TAKEN, route, "matches:")
          .say("{it} takes nothing but {}, which no browser says of all; match by path", asked);
    }
  }

  private static Optional<String> narrow(Fields match) {
    for (String field : List.of("headers", "queryParams")) {
      for (Fields one : match.list(field)) {
        return Optional.of(field + " " + one.text("name") + "=" + one.text("value"));
      }
    }
    if (!match.text("method").isEmpty()) {
      return Optional.of("method " + match.text("method"));
    }
    Fields path = match.at("path");
    return path.text("type").equals("Exact")
        ? Optional.of("the one path " + path.text("value"))
        : Optional.empty();
  }

  private void browsersAreTaken(Found<Ingress> ingress) {
    var spec = ingress.object().getSpec();
    for (IngressRule rule : Given.list(spec == null ? null : spec.getRules())) {
      String exact = "";
      for (HTTPIngressPath path :
          Given.list(rule.getHttp() == null ? null : rule.getHttp().getPaths())) {
        if (!"Exact".equals(path.getPathType())) {
          exact = "";
          break;
        }
        exact = Given.text(path.getPath());
      }
      if (!exact.isEmpty()) {
        at(BROWSERS_ARE_TAKEN, ingress, "pathType: Exact")
            .say(
                "{it} takes nothing of {} but the one path {}; say pathType: Prefix",
                rule.getHost() == null ? "any host" : rule.getHost(),
                exact);
      }
    }
  }

  private void gatewayIsTheOthers(Manifest route, List<Found<GenericKubernetesResource>> routes) {
    Set<Parent> own = parents(route);
    for (Fields parent : Fields.specOf(route).list("parentRefs")) {
      if (!PARENTS.contains(parent.text("kind"))) {
        at(GATEWAY_IS_THE_OTHERS, route, parent.text("kind"))
            .say("{it} belongs to a {}, and no such thing takes routes", parent.text("kind"));
      }
    }
    if (own.isEmpty()) {
      at(GATEWAY_IS_THE_OTHERS, route, "spec:").say("{it} belongs to no Gateway; name one");
    }
    Set<Parent> others = new LinkedHashSet<>();
    for (Found<GenericKubernetesResource> other : routes) {
      if (!other.manifest().equals(route)) {
        others.addAll(parents(other.manifest()));
      }
    }
    for (Parent parent : own) {
      Optional<Parent> meant = others.contains(parent) ? Optional.empty() : like(parent, others);
      if (meant.isPresent()) {
        at(GATEWAY_IS_THE_OTHERS, route, "parentRefs:")
            .say(
                "{it} belongs to Gateway {} in {}, and others to {} in {}; name one",
                parent.name(),
                parent.namespace(),
                meant.get().name(),
                meant.get().namespace());
      }
    }
  }

  private static Set<Parent> parents(Manifest route) {
    Set<Parent> parents = new LinkedHashSet<>();
    for (Fields parent : Fields.specOf(route).list("parentRefs")) {
      String namespace =
          parent.has(NAMESPACE) ? parent.text(NAMESPACE) : route.namespace().orElse("");
      parents.add(new Parent(namespace, parent.text("name")));
    }
    return parents;
  }

  /** One that goes by the same name elsewhere, or nearly by the same name there. */
  private static Optional<Parent> like(Parent parent, Set<Parent> others) {
    for (Parent other : others) {
      boolean isNear = NearName.within(2, parent.name(), List.of(other.name())).isPresent();
      boolean isThere = other.namespace().equals(parent.namespace());
      if (other.name().equals(parent.name()) || (isThere && isNear)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private void pathIsLeft(Manifest route, Fields rule) {
    for (Fields filter : rule.list("filters")) {
      Fields path = filter.at("urlRewrite").at("path");
      String type = path.text("type");
      for (Fields backend : path.isEmpty() ? List.<Fields>of() : rule.list("backendRefs")) {
        Optional<Answering> program = program(backend);
        String prefix = path.text("replacePrefixMatch").replaceAll("/+$", "");
        boolean isKnown = type.equals("ReplacePrefixMatch") && isBelow(program, prefix);
        if (program.isPresent() && !isKnown) {
          at(PATH_IS_LEFT_AS_IT_IS, route, "urlRewrite")
              .say(
                  "{it} hands every path on as {}, and {} is at {}/; leave the rewriting out",
                  prefix.isEmpty() ? path.text("replaceFullPath") : prefix + "/…",
                  program.get().title(),
                  program.get().below());
        }
      }
    }
  }

  private void headersAreLeft(Manifest route, Fields rule) {
    for (Fields backend : rule.list("backendRefs")) {
      String title = program(backend).map(Answering::title).orElse("");
      List<String> needed =
          switch (title) {
            case "Jupyter" -> OF_JUPYTER;
            case "MinIO", "SeaweedFS's S3 gateway" -> OF_S3;
            default -> List.of();
          };
      List<Fields> filters = new ArrayList<>(rule.list("filters"));
      filters.addAll(backend.list("filters"));
      for (String header : changed(filters)) {
        if (needed.contains(header.toLowerCase(Locale.ROOT))) {
          at(HEADERS_ARE_LEFT, route, header)
              .say("{it} takes {} from what {} is asked; leave that header", header, title);
        }
      }
    }
  }

  private static Set<String> changed(List<Fields> filters) {
    Set<String> changed = new LinkedHashSet<>();
    for (Fields filter : filters) {
      Fields headers = filter.at("requestHeaderModifier");
      changed.addAll(headers.texts("remove"));
      for (Fields header : headers.list("set")) {
        changed.add(header.text("name"));
      }
    }
    return changed;
  }

  private static boolean isBelow(Optional<Answering> program, String prefix) {
    return program.isPresent() && program.get().below().equals(prefix);
  }

  /** What answers behind {@code backend}, if it is known. */
  private Optional<Answering> program(Fields backend) {
    Optional<ServiceView> service = stack.service(backend.text("name"));
    if (service.isEmpty()) {
      return Optional.empty();
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      for (ServiceView.Port served : service.get().ports()) {
        if (backend.text("port").equals(String.valueOf(served.number()))) {
          for (ContainerView container : workload.mainContainers()) {
            Optional<Answering> program =
                Answering.at(stack, workload, container, workload.portBehind(served));
            if (program.isPresent()) {
              return program;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private void patienceIsOne(Manifest route, Fields timeouts) {
    for (String field : List.of("request", "backendRequest")) {
      String said = timeouts.text(field);
      if (!said.isEmpty() && !Durations.GATEWAY.take(said)) {
        at(PATIENCE_IS_ONE, route, said)
            .say("{it} has {}: {}, which is no duration; write it as 30s or 1h30m", field, said);
      }
    }
    var whole = Durations.GATEWAY.read(timeouts.text("request"));
    var part = Durations.GATEWAY.read(timeouts.text("backendRequest"));
    if (whole.isPresent() && part.isPresent() && whole.get() > 0 && part.get() > whole.get()) {
      at(PATIENCE_IS_ONE, route, "backendRequest")
          .say(
              "{it} waits for a backend {}, longer than {} for all; say no more than that",
              timeouts.text("backendRequest"),
              timeouts.text("request"));
    }
  }
}
