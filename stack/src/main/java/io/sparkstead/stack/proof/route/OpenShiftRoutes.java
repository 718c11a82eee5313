package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import java.util.List;

/** Whether OpenShift's router takes a Route, and gives what comes to somebody. */
public record OpenShiftRoutes(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROUTER_TAKES_IT =
      Rule.error("NET-28", "A Route says what OpenShift's router takes")
          .why("The API server refuses it, or the router leaves it out.")
          .fix("Write what the finding names.");

  private static final List<String> TERMINATIONS = List.of("edge", "passthrough", "reencrypt");
  private static final List<String> INSECURE = List.of("None", "Allow", "Redirect");
  private static final List<String> WILDCARDS = List.of("None", "Subdomain");
  private static final String TERMINATION = "termination";
  private static final String PASSTHROUGH = "passthrough";

  @Override
  public void check() {
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      Manifest route = found.manifest();
      if (route.kind().equals("Route")
          && String.valueOf(route.object().getApiVersion()).startsWith("route.openshift.io/")) {
        Fields spec = Fields.specOf(route);
        word(route, spec.at("tls"), TERMINATION, TERMINATIONS);
        word(route, spec.at("tls"), "insecureEdgeTerminationPolicy", INSECURE);
        word(route, spec, "wildcardPolicy", WILDCARDS);
        word(route, spec.at("to"), "kind", List.of("Service"));
        fits(route, spec);
      }
    }
  }

  private void word(Manifest route, Fields in, String field, List<String> words) {
    String said = in.text(field);
    if (!said.isEmpty() && !words.contains(said)) {
      at(ROUTER_TAKES_IT, route, said)
          .say("{it} has {}: {}, which is no such word{}", field, said, Near.remedy(said, words));
    }
  }

  private void fits(Manifest route, Fields spec) {
    Fields tls = spec.at("tls");
    boolean takes = !spec.at("to").text("weight").equals("0");
    for (Fields other : spec.list("alternateBackends")) {
      takes |= !other.text("weight").equals("0");
    }
    if (!takes) {
      at(ROUTER_TAKES_IT, route, "weight: 0")
          .say("{it} gives nothing to any Service, whose weights are 0; raise one");
    }
    if (!tls.isEmpty() && tls.text(TERMINATION).isEmpty()) {
      at(ROUTER_TAKES_IT, route, "tls:").say("{it} does not say where TLS ends; say termination");
    }
    if (tls.text(TERMINATION).equals(PASSTHROUGH) && spec.text("path").length() > 1) {
      at(ROUTER_TAKES_IT, route, PASSTHROUGH)
          .say(
              "{it} hands TLS on unread, and tells paths apart by {}; leave the path out, or end TLS"
                  + " there by edge",
              spec.text("path"));
    }
    if (tls.text(TERMINATION).equals(PASSTHROUGH)
        && tls.text("insecureEdgeTerminationPolicy").equals("Allow")) {
      at(ROUTER_TAKES_IT, route, PASSTHROUGH)
          .say("{it} hands TLS on unread, which goes with None or Redirect alone; drop Allow");
    }
  }
}
