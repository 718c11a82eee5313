package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.PodTemplates;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What pods may do to the node that they run on, and to others there.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class NodeRights {

  private NodeRights() {}

  static List<Consequence> of(TreeChange change) {
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange each : change.objects()) {
      // Of what is gone, that is told.
      if (each.after().isPresent()) {
        Map<String, Set<String>> before = rights(each.before());
        rights(each.after())
            .forEach(
                (pods, rights) -> {
                  Set<String> old = before.getOrDefault(pods, Set.of());
                  say(found, each, pods + " gain: ", less(rights, old));
                  say(found, each, pods + " lose: ", less(old, rights));
                });
      }
    }
    return found;
  }

  private static void say(
      List<Consequence> found, ObjectChange about, String words, Set<String> rights) {
    if (!rights.isEmpty()) {
      found.add(
          new Consequence(
              Kind.security, about.name().inShort(), words + String.join("; ", rights)));
    }
  }

  private static Set<String> less(Set<String> all, Set<String> others) {
    Set<String> left = new LinkedHashSet<>(all);
    left.removeAll(others);
    return left;
  }

  private static Map<String, Set<String>> rights(Optional<TreeObject> object) {
    Map<String, Set<String>> rights = new LinkedHashMap<>();
    object
        .map(PodTemplates::of)
        .orElse(Map.of())
        .forEach((pods, spec) -> rights.put(pods, ofPod(spec)));
    return rights;
  }

  private static Set<String> ofPod(JsonNode spec) {
    Set<String> rights = new LinkedHashSet<>();
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (spec.path(shared).asBoolean()) {
        rights.add(shared);
      }
    }
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.has("hostPath")) {
        rights.add("hostPath " + volume.at("/hostPath/path").asText());
      }
    }
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(list)) {
        String name = "container " + container.path("name").asText() + ": ";
        ofContainer(container, spec.path("securityContext"))
            .forEach(right -> rights.add(name + right));
      }
    }
    return rights;
  }

  private static List<String> ofContainer(JsonNode container, JsonNode ofPod) {
    JsonNode own = container.path("securityContext");
    List<String> rights = new ArrayList<>();
    if (own.path("privileged").asBoolean()) {
      rights.add("privileged");
    }
    own.at("/capabilities/add").forEach(name -> rights.add("capability " + name.asText()));
    boolean dropsAll = false;
    for (JsonNode name : own.at("/capabilities/drop")) {
      dropsAll |= name.asText().equals("ALL");
    }
    if (!dropsAll) {
      rights.add("the runtime's own capabilities");
    }
    if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
      rights.add("allowPrivilegeEscalation");
    }
    if (!own.path("runAsNonRoot").asBoolean(ofPod.path("runAsNonRoot").asBoolean())) {
      rights.add("may run as root");
    }
    String seccomp =
        own.at("/seccompProfile/type").asText(ofPod.at("/seccompProfile/type").asText());
    if (seccomp.isEmpty() || seccomp.equals("Unconfined")) {
      rights.add("every system call");
    }
    if (!own.path("readOnlyRootFilesystem").asBoolean()) {
      rights.add("writes into its image's folders");
    }
    for (JsonNode port : container.path("ports")) {
      if (port.has("hostPort")) {
        rights.add("port " + port.path("hostPort").asText() + " of its node");
      }
    }
    return rights;
  }
}
