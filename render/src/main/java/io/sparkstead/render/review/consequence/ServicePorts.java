package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** At which ports a Service is asked, and where each leads: whoever asks at another is refused. */
final class ServicePorts {

  private ServicePorts() {}

  static List<Consequence> of(TreeChange change) {
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange each : change.objects()) {
      // Of one that is new or gone, the object itself is told.
      if (each.name().kind().equals("Service")
          && each.before().isPresent()
          && each.after().isPresent()) {
        Map<String, String> before = targets(each.before().get());
        Map<String, String> after = targets(each.after().get());
        List<String> said = new ArrayList<>();
        before.forEach(
            (port, target) -> {
              if (!after.containsKey(port)) {
                said.add("no more asked at " + port + ": who does is refused");
              } else if (!target.equals(after.get(port))) {
                said.add(
                    port + " leads to port " + after.get(port) + " of its pods, not to " + target);
              }
            });
        after.forEach(
            (port, target) -> {
              if (!before.containsKey(port)) {
                said.add("now asked at " + port);
              }
            });
        if (!said.isEmpty()) {
          found.add(new Consequence(Kind.network, each.name().inShort(), String.join("; ", said)));
        }
      }
    }
    return found;
  }

  /** By port and protocol, unless that is TCP, the port of pods by number or name. */
  private static Map<String, String> targets(TreeObject service) {
    Map<String, String> targets = new TreeMap<>();
    for (JsonNode port : service.at("/spec/ports")) {
      String number = port.path("port").asText();
      String protocol = port.path("protocol").asText("TCP");
      targets.put(
          protocol.equals("TCP") ? number : number + "/" + protocol,
          port.path("targetPort").asText(number));
    }
    return targets;
  }
}
