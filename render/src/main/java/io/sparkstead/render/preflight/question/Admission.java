package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.Cluster.Trial;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.PodOf;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether pods of the tree would be let in as they are, by Pod Security, quotas and limits of the
 * namespace, and what else looks at them: a dry run of a pod of each kind.
 */
public record Admission() implements Question {

  private static final String NAME = "sparkstead-preflight";

  @Override
  public String about() {
    return "admission of pods";
  }

  private static List<PodOf> pods(Wanted wanted) {
    return wanted.pods().stream().filter(PodOf::isMade).toList();
  }

  @Override
  public List<String> commands(Wanted wanted) {
    List<String> commands = new ArrayList<>();
    if (!pods(wanted).isEmpty()) {
      String namespace = wanted.namespace();
      commands.add("get namespace " + namespace + " --show-labels");
      commands.add("describe resourcequota,limitrange -n " + namespace);
    }
    return commands;
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    Reply namespace = site.one("v1", "Namespace", "", wanted.namespace());
    if (!(namespace instanceof Reply.Found)) {
      // Told by the dry run of objects.
      return;
    }
    int taken = 0;
    for (PodOf pod : pods(wanted)) {
      Reply reply =
          site.cluster()
              .tried(
                  Trial.APPLY,
                  "/api/v1/namespaces/" + pod.namespace() + "/pods/" + NAME,
                  document(pod));
      if (reply instanceof Reply.Found) {
        taken++;
      } else if (reply instanceof Reply.Refused refused && isOfOwnLimits(refused, wanted)) {
        told.note(
            "pods of " + pod.owner(),
            "would be refused now: " + refused.message(),
            "the tree brings other limits, or its pods are counted twice: ask again when it is"
                + " applied");
      } else if (reply instanceof Reply.Refused refused) {
        told.lack(
            "pods of " + pod.owner(),
            "would be refused: " + refused.message(),
            "change the pod, or what the namespace allows");
      } else {
        told.unchecked("pods of " + pod.owner(), reply);
      }
    }
    told.count("pods", taken, pods(wanted).size(), "kinds are let in, by a dry run");
  }

  /** Whether the tree itself changes what the refusal is by. */
  private static boolean isOfOwnLimits(Reply.Refused refused, Wanted wanted) {
    String message = refused.message();
    return (message.contains("violates PodSecurity") && !wanted.all("Namespace").isEmpty())
        || (message.contains("exceeded quota") && !wanted.all("ResourceQuota").isEmpty())
        || (message.contains(" per ") && !wanted.all("LimitRange").isEmpty());
  }

  /** As its maker makes it; of an account that is there before the first apply, too. */
  private static ObjectNode document(PodOf pod) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = document.putObject("metadata");
    metadata.put("name", NAME).put("namespace", pod.namespace());
    for (String field : List.of("labels", "annotations")) {
      if (pod.template().at("/metadata").has(field)) {
        metadata.set(field, pod.template().at("/metadata").path(field));
      }
    }
    ObjectNode spec = pod.template().path("spec").deepCopy();
    spec.remove(List.of("serviceAccountName", "serviceAccount"));
    document.set("spec", withClaims(spec));
    return document;
  }

  /** A claim that a StatefulSet makes for each of its pods is a volume like any other here. */
  private static ObjectNode withClaims(ObjectNode spec) {
    List<String> volumes = new ArrayList<>();
    spec.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    for (String list : List.of("containers", "initContainers")) {
      for (var container : spec.path(list)) {
        for (var mount : container.path("volumeMounts")) {
          String name = mount.path("name").asText();
          if (!volumes.contains(name)) {
            volumes.add(name);
            spec.withArray("volumes").addObject().put("name", name).putObject("emptyDir");
          }
        }
      }
    }
    return spec;
  }
}
