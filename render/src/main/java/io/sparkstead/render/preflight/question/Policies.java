package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether network policies are enforced, and name the pods that answer for DNS. */
public record Policies() implements Question {

  private static final String NAMESPACE = "kubernetes.io/metadata.name";
  private static final int DNS = 53;

  /** What enforces policies, by how its DaemonSet or the version of its kubelet is called. */
  private static final List<String> ENFORCING =
      List.of(
          "calico",
          "canal",
          "cilium",
          "antrea",
          "kube-router",
          "weave",
          "ovn",
          "kube-ovn",
          "azure-npm",
          "anetd",
          "kindnet",
          "network-policy",
          "aws-node",
          "+k3s",
          "+rke2");

  /** What connects pods, and enforces nothing. */
  private static final List<String> CONNECTING = List.of("flannel");

  /** Pods that a policy names. */
  private record Peer(String policy, String namespace, String labels) {}

  @Override
  public String about() {
    return "network policies";
  }

  private static Set<Peer> dns(Wanted wanted) {
    Set<Peer> peers = new LinkedHashSet<>();
    for (TreeObject policy : wanted.all("NetworkPolicy")) {
      for (JsonNode rule : policy.at("/spec/egress")) {
        boolean isDns = false;
        for (JsonNode port : rule.path("ports")) {
          isDns |= port.path("port").asInt() == DNS;
        }
        for (JsonNode peer : isDns ? rule.path("to") : rule.path("-")) {
          String namespace = peer.at("/namespaceSelector/matchLabels").path(NAMESPACE).asText();
          if (!namespace.isEmpty()) {
            peers.add(
                new Peer(
                    policy.name().inShort(),
                    namespace,
                    labels(peer.at("/podSelector/matchLabels"))));
          }
        }
      }
    }
    return peers;
  }

  private static String labels(JsonNode labels) {
    List<String> all = new ArrayList<>();
    labels.properties().forEach(each -> all.add(each.getKey() + "=" + each.getValue().asText()));
    return String.join(",", all);
  }

  @Override
  public List<String> commands(Wanted wanted) {
    List<String> commands = new ArrayList<>();
    for (Peer peer : dns(wanted)) {
      commands.add("get pods -n " + peer.namespace() + " -l " + peer.labels());
    }
    if (!wanted.all("NetworkPolicy").isEmpty()) {
      commands.add("get daemonsets -A");
    }
    return commands;
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    for (Peer peer : dns(wanted)) {
      String subject = "DNS by " + peer.policy();
      Reply reply = site.pods(peer.namespace(), peer.labels());
      if (!(reply instanceof Reply.Found found)) {
        told.unchecked(subject, reply);
      } else if (Site.items(found).isEmpty()) {
        told.lack(
            subject,
            "namespace "
                + peer.namespace()
                + " has no pod with "
                + peer.labels()
                + ", so that no pod here resolves a name",
            "name the pods that answer for DNS, as kubectl get pods -A shows them");
      } else {
        told.ok(subject, Site.items(found).size() + " pods with " + peer.labels());
      }
    }
    if (!wanted.all("NetworkPolicy").isEmpty()) {
      plugin(site, told);
    }
  }

  private static void plugin(Site site, Told told) throws Unanswered {
    String subject = "network plugin";
    Reply sets = site.list("apps/v1", "DaemonSet", "");
    Reply nodes = site.list("v1", "Node", "");
    if (!(sets instanceof Reply.Found found)) {
      told.unchecked(subject, sets);
      return;
    }
    List<String> names = new ArrayList<>();
    Site.items(found).forEach(set -> names.add(set.at("/metadata/name").asText()));
    if (nodes instanceof Reply.Found all) {
      Site.items(all)
          .forEach(node -> names.add(node.at("/status/nodeInfo/kubeletVersion").asText()));
    }
    Set<String> enforcing = among(names, ENFORCING);
    Set<String> connecting = among(names, CONNECTING);
    if (!enforcing.isEmpty()) {
      told.ok(subject, String.join(", ", enforcing) + " enforces policies, if it is told to");
    } else if (!connecting.isEmpty()) {
      told.lack(
          subject,
          String.join(", ", connecting)
              + " connects pods and enforces no policy: all may reach all",
          "install one that does, as Calico or Cilium, or count on no policy");
    } else {
      told.unchecked(
          subject,
          "none that is known here runs as a DaemonSet",
          "see whether it enforces NetworkPolicy, by docs/security.md");
    }
  }

  private static Set<String> among(List<String> names, List<String> known) {
    Set<String> among = new LinkedHashSet<>();
    for (String name : names) {
      if (known.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains)) {
        among.add(name);
      }
    }
    return among;
  }
}
