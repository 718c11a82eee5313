package io.sparkstead.stack.proof.route;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Durations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether proxies wait for an answer as long as the pages behind them take. */
public record Patience(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ANSWERS_ARE_WAITED_FOR =
      Rule.warning("NET-44", "A proxy waits for an answer as long as a page takes")
          .why(
              "Event logs are read and files sent for longer than that, and a notebook's connection"
                  + " is quiet for half a minute: the proxy ends them with 504.")
          .fix("Leave the time limit out, or say a minute or more.");

  /** Between two signs of life on a notebook's connection. */
  private static final long LEAST_MILLIS = 30_000;

  private static final List<String> OF_ROUTES = List.of("request", "backendRequest");

  /** By which controllers are told; a number alone is of seconds. */
  private static final List<String> ANNOTATIONS =
      List.of(
          "nginx.ingress.kubernetes.io/proxy-read-timeout",
          "nginx.ingress.kubernetes.io/proxy-send-timeout",
          "nginx.org/proxy-read-timeout",
          "nginx.org/proxy-send-timeout",
          "haproxy.org/timeout-server",
          "haproxy-ingress.github.io/timeout-server",
          "haproxy.router.openshift.io/timeout");

  @Override
  public void check() {
    for (Manifest route : stack.manifests()) {
      switch (route.kind()) {
        case "HTTPRoute", "GRPCRoute" -> ofGateways(route);
        case "Ingress", "Route" -> byAnnotations(route);
        default -> {
          // No way in.
        }
      }
    }
  }

  private void ofGateways(Manifest route) {
    for (Fields rule : Fields.specOf(route).list("rules")) {
      for (String field : leadsHere(rule) ? OF_ROUTES : List.<String>of()) {
        isLongEnough(route, field, rule.at("timeouts").text(field));
      }
    }
  }

  private boolean leadsHere(Fields rule) {
    for (Fields backend : rule.list("backendRefs")) {
      if (stack.service(backend.text("name")).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void byAnnotations(Manifest route) {
    Map<String, String> told = Given.texts(route.annotations());
    for (String annotation : ANNOTATIONS) {
      String said = told.getOrDefault(annotation, "");
      isLongEnough(route, annotation, said.matches("\\d+") ? said + "s" : said);
    }
  }

  /** Zero is for as long as it takes. */
  private void isLongEnough(Manifest route, String field, String said) {
    Optional<Long> millis = Durations.GO.read(said);
    if (millis.isPresent() && millis.get() > 0 && millis.get() < LEAST_MILLIS) {
      at(ANSWERS_ARE_WAITED_FOR, route, field)
          .say(
              "{it} gives up after {} of {}, sooner than a page of event logs, a download or a"
                  + " quiet notebook takes; leave it out, or say a minute or more",
              said,
              field);
    }
  }
}
