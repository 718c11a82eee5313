package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.stack.flow.Dns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who answers pods that ask for names. */
record NameServers() implements Reading {

  private static final String SYSTEM = "kube-system";
  private static final String USUAL = "k8s-app=kube-dns";
  private static final String CACHE = "k8s-app=node-local-dns";
  private static final String OPENSHIFT = "openshift-dns";
  private static final int PORT = 53;

  @Override
  public String about() {
    return "DNS";
  }

  @Override
  public List<Statement> read(Site site) throws Unanswered {
    Reply cache = site.pods(SYSTEM, CACHE);
    if (cache instanceof Reply.Found found && !Site.items(found).isEmpty()) {
      return List.of(cached(Site.items(found).get(0)));
    }
    Reply usual = site.pods(SYSTEM, USUAL);
    if (usual instanceof Reply.Found found && !Site.items(found).isEmpty()) {
      return List.of(
          Statement.comment("DNS: pods of " + SYSTEM + " with " + USUAL + ", as policies suppose"));
    }
    if (site.one("v1", "Namespace", "", OPENSHIFT) instanceof Reply.Found) {
      return List.of(
          dns(
              "DNS: OpenShift's, of namespace " + OPENSHIFT,
              Statement.ask(Dns.class, "openShift")));
    }
    if (!(usual instanceof Reply.Found)) {
      return List.of(
          Statement.comment(
              Statement.GUESS + "pods of " + SYSTEM + " are not yours to read: DNS is " + USUAL));
    }
    return List.of(
        behindService(site)
            .orElseGet(
                () ->
                    Statement.comment(
                        Statement.GUESS
                            + "no Service of "
                            + SYSTEM
                            + " answers for names by pods; say who does by .dns(…).")));
  }

  private static Statement dns(String comment, Code code) {
    return Statement.call(List.of(comment), "dns", List.of(code));
  }

  /** At the addresses that it is told to take, that of the Service among them. */
  private static Statement cached(JsonNode pod) {
    List<Code> addresses = new ArrayList<>();
    for (JsonNode container : pod.at("/spec/containers")) {
      String before = "";
      for (JsonNode argument : container.path("args")) {
        if (before.equals("-localip")) {
          for (String address : argument.asText().split(",", -1)) {
            addresses.add(Code.text(address));
          }
        }
        before = argument.asText();
      }
    }
    return dns(
        "DNS: NodeLocal DNSCache, pod " + pod.at("/metadata/name").asText(),
        Statement.ask(Dns.class, "nodeLocal", addresses.toArray(new Code[0])));
  }

  /** Pods with other labels, behind a Service that is asked for names. */
  private static Optional<Statement> behindService(Site site) throws Unanswered {
    Reply services = site.list("v1", "Service", SYSTEM);
    if (!(services instanceof Reply.Found found)) {
      return Optional.empty();
    }
    for (JsonNode service : Site.items(found)) {
      Map<String, String> selector = texts(service.at("/spec/selector"));
      for (JsonNode port : service.at("/spec/ports")) {
        boolean isDns =
            port.path("port").asInt() == PORT && port.path("protocol").asText().equals("UDP");
        if (isDns && !selector.isEmpty()) {
          int target = port.path("targetPort").asInt(PORT);
          return Optional.of(
              dns(
                  "DNS: what Service " + service.at("/metadata/name").asText() + " selects",
                  Statement.ask(
                      Dns.class,
                      "pods",
                      Code.text(SYSTEM),
                      Code.map(selector),
                      Code.number(target == 0 ? PORT : target))));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
