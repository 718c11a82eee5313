package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a proxy hands on the host that browsers ask for. */
public record RewrittenHosts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HOST_IS_HANDED_ON =
      Rule.error("NET-50", "Jupyter is told the host that browsers ask for")
          .why(
              "It takes what comes from a page of another host for an attack: kernels get no"
                  + " websocket.")
          .fix("Leave the host as it is, or name the pages' host in allow_origin.");

  private static final String HOST = "host";

  /** By which proxies are told of another host. */
  private static final List<String> ANNOTATIONS =
      List.of("nginx.ingress.kubernetes.io/upstream-vhost");

  /** Pages of other hosts are let in. */
  private static final Hinted ALLOWED =
      Hinted.onLine("(?m)^[^#\\n]*(allow_origin(?:_pat)?)", "allow_origin");

  @Override
  public void check() {
    for (Manifest route : stack.manifests()) {
      if (route.kind().equals("HTTPRoute")) {
        for (Fields rule : Fields.specOf(route).list("rules")) {
          handsOn(route, rule);
        }
      }
    }
    for (Found<Ingress> ingress : stack.all(Ingress.class)) {
      for (String annotation : ANNOTATIONS) {
        String host = Given.texts(ingress.manifest().annotations()).getOrDefault(annotation, "");
        if (!host.isEmpty() && !host.startsWith("$")) {
          for (Route way : Route.allOf(stack)) {
            if (way.manifest().equals(ingress.manifest())) {
              tell(ingress.manifest(), host, way.service(), way.port(), way.host());
            }
          }
        }
      }
    }
  }

  private void handsOn(Manifest route, Fields rule) {
    for (String host : rewritten(rule)) {
      for (Fields backend : rule.list("backendRefs")) {
        for (String asked : Fields.specOf(route).texts("hostnames")) {
          tell(route, host, backend.text("name"), backend.text("port"), asked);
        }
      }
    }
  }

  /** What hosts a rule says instead, by any of its filters. */
  private static List<String> rewritten(Fields rule) {
    List<String> hosts = new ArrayList<>();
    for (Fields filter : rule.list("filters")) {
      hosts.add(filter.at("urlRewrite").text("hostname"));
      Fields headers = filter.at("requestHeaderModifier");
      for (Fields header : headers.list("set")) {
        if (header.text("name").toLowerCase(Locale.ROOT).equals(HOST)) {
          hosts.add(header.text("value"));
        }
      }
    }
    hosts.removeIf(String::isEmpty);
    return hosts;
  }

  private void tell(Manifest route, String host, String name, String port, String asked) {
    Optional<ServiceView> service = stack.service(name);
    if (host.equals(asked) || service.isEmpty() || !isJupyter(service.get(), port)) {
      return;
    }
    at(HOST_IS_HANDED_ON, route, host)
        .say(
            "{it} tells Jupyter that browsers ask for {}, and they ask for {}: it refuses websockets;"
                + " leave the host as it is",
            host,
            asked);
  }

  private boolean isJupyter(ServiceView service, String port) {
    for (Workload workload : stack.selectedBy(service)) {
      for (ServiceView.Port served : service.ports()) {
        boolean isMeant =
            port.equals(String.valueOf(served.number())) || port.equals(served.name());
        for (ContainerView container : workload.mainContainers()) {
          Optional<Answering> program =
              Answering.at(stack, workload, container, workload.portBehind(served));
          if (isMeant && program.isPresent() && program.get().title().equals("Jupyter")) {
            return !ALLOWED.isIn(stack.allTold(workload));
          }
        }
      }
    }
    return false;
  }
}
