package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a Service, and an Ingress in front of it, let people in. */
final class Exposures {

  private static final String EXPOSURE = "io.sparkstead.dsl.kube.Exposure.";
  private static final Set<String> METALLB =
      Set.of("metallb.universe.tf/loadBalancerIPs", "metallb.io/loadBalancerIPs");

  private final Found found;

  Exposures(Found found) {
    this.found = found;
  }

  /** Says by {@code argument} how {@code service} is reached, if it is from outside. */
  void look(String argument, Given service, Map<Integer, String> ports) {
    switch (service.at("/spec/type").asText("ClusterIP")) {
      case "LoadBalancer" -> balancer(argument, service);
      case "NodePort" -> nodePort(argument, service, ports);
      default -> ingress(argument, service, ports);
    }
  }

  private void balancer(String argument, Given service) {
    Optional<String> address = service.text("/spec/loadBalancerIP");
    String at = "/spec/loadBalancerIP";
    for (String key : METALLB) {
      String pointer = Leaf.below("/metadata/annotations", key);
      if (service.text(pointer).isPresent()) {
        address = service.text(pointer);
        at = pointer;
      }
    }
    if (address.isPresent() && isAddress(address.get())) {
      found.argue(
          Step.said(
              argument,
              Code.call("new MetalLb", List.of(EXPOSURE + "MetalLb"), Code.text(address.get()))));
      found.say(service, at, new Fate.Carried("." + argument + "(…)"));
      found.say(service, "/spec/type", new Fate.Carried("." + argument + "(…)"));
      return;
    }
    Map<String, String> annotations = new TreeMap<>();
    service
        .at("/metadata/annotations")
        .properties()
        .forEach(
            each -> {
              boolean isOfACloud =
                  each.getKey().contains("load-balancer")
                      || each.getKey().contains("cloud.google.com");
              if (isOfACloud && !Confidential.isOne(each.getValue().asText())) {
                annotations.put(each.getKey(), each.getValue().asText());
                found.say(
                    service,
                    Leaf.below("/metadata/annotations", each.getKey()),
                    new Fate.Carried("." + argument + "(…)"));
              }
            });
    found.argue(
        Step.guessed(
            "the host name that leads to the load balancer of " + service.title() + ".",
            argument,
            Code.call(
                "new LoadBalancer",
                List.of(EXPOSURE + "LoadBalancer"),
                Code.text(service.name() + ".example.org"),
                Code.map(annotations),
                Code.list(List.of()))));
    found.say(service, "/spec/type", new Fate.Carried("." + argument + "(…)"));
  }

  private static boolean isAddress(String text) {
    for (String each : text.split(",", -1)) {
      if (!Cidr.isAddress(each)) {
        return false;
      }
    }
    return true;
  }

  private void nodePort(String argument, Given service, Map<Integer, String> ports) {
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < service.at("/spec/ports").size(); i++) {
      JsonNode port = service.at("/spec/ports/" + i);
      String name = ports.get(target(port));
      int number = port.path("nodePort").asInt();
      if (name != null && number > 0) {
        numbers
            .append(numbers.isEmpty() ? "" : ", ")
            .append('"')
            .append(name)
            .append("\", ")
            .append(number);
        found.say(
            service, "/spec/ports/" + i + "/nodePort", new Fate.Carried("." + argument + "(…)"));
      }
    }
    found.argue(
        Step.guessed(
            "the address of the node that runs the pod; " + service.title() + " does not say it.",
            argument,
            Code.call(
                "new NodePort",
                List.of(EXPOSURE + "NodePort"),
                Code.text("192.0.2.1"),
                Code.name("Map.of(" + numbers + ")", "java.util.Map"))));
    found.say(service, "/spec/type", new Fate.Carried("." + argument + "(…)"));
  }

  private static int target(JsonNode port) {
    int target = port.path("targetPort").asInt();
    return target > 0 ? target : port.path("port").asInt();
  }

  /** The first that leads to {@code service}; what else does comes along as it was. */
  private void ingress(String argument, Given service, Map<Integer, String> ports) {
    for (Given ingress : found.inputs().objects("Ingress")) {
      if (found.argues(argument) || found.isTaken(ingress)) {
        continue;
      }
      Map<String, String> hosts = new TreeMap<>();
      List<String> said = new ArrayList<>();
      List<Lead> leads = leads(ingress, service, ports);
      boolean takesPaths = argument.equals("notebookExposure");
      leads.stream()
          .filter(lead -> takesPaths || lead.below().isEmpty())
          .forEach(lead -> lead.add(hosts, said, lead.below()));
      // Spark's pages and stores serve at the root alone.
      leads.forEach(lead -> lead.add(hosts, said, ""));
      if (!hosts.isEmpty()) {
        say(argument, ingress, hosts, said);
      }
    }
  }

  /** A host, and what is below it, that leads to a port. */
  private record Lead(String port, String host, String below, String rule, String path) {

    /** A second host of a port is none that an Ingress of ours has. */
    void add(Map<String, String> hosts, List<String> said, String under) {
      boolean isNew = !host.isEmpty() && !port.isEmpty() && !hosts.containsKey(port);
      if (isNew && !Confidential.isOne(host + under)) {
        hosts.put(port, host + under);
        said.add(rule + "/host");
        if (under.equals(below)) {
          said.add(path);
        }
      }
    }
  }

  private static List<Lead> leads(Given ingress, Given service, Map<Integer, String> ports) {
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < ingress.at("/spec/rules").size(); i++) {
      String rule = "/spec/rules/" + i;
      for (int j = 0; j < ingress.at(rule + "/http/paths").size(); j++) {
        String path = rule + "/http/paths/" + j;
        JsonNode to = ingress.at(path + "/backend/service");
        if (to.path("name").asText().equals(service.name())) {
          String below = ingress.at(path + "/path").asText("/").replaceFirst("/+$", "");
          String host = ingress.at(rule + "/host").asText();
          leads.add(new Lead(name(service, to.path("port"), ports), host, below, rule, path));
        }
      }
    }
    return leads;
  }

  private void say(String argument, Given ingress, Map<String, String> hosts, List<String> said) {
    String type = ingress.text("/spec/ingressClassName").filter(Names::isLabel).orElse("nginx");
    Optional<String> certificate = ingress.text("/spec/tls/0/secretName").filter(Names::isLabel);
    Code tls =
        certificate.isPresent()
            ? Code.call(
                "Optional.of",
                List.of("java.util.Optional"),
                Code.call("DnsLabel.of", List.of(), Code.text(certificate.get())))
            : Code.call("Optional.empty", List.of("java.util.Optional"));
    found.argue(
        Step.said(
            argument,
            Code.call(
                "new Ingress",
                List.of(EXPOSURE + "Ingress"),
                Code.call("DnsLabel.of", List.of(), Code.text(type)),
                Code.map(hosts),
                tls)));
    found.play(ingress, Role.NONE, "Ingress", "");
    tell(argument, ingress, said);
  }

  /** What stands in the argument is carried, and nothing else of {@code ingress}. */
  private void tell(String argument, Given ingress, List<String> said) {
    Fate carried = new Fate.Carried("." + argument + "(…)");
    found.say(
        ingress,
        "/metadata/annotations",
        new Fate.Left("what a controller is told is not carried; say it by `.patchedBy(…)`"));
    found.say(
        ingress,
        "/spec",
        new Fate.Left(
            "one host leads to a port, and a path of it to the notebook alone; no argument has this"
                + " too"));
    said.forEach(pointer -> found.say(ingress, pointer, carried));
    if (ingress.text("/spec/ingressClassName").filter(Names::isLabel).isPresent()) {
      found.say(ingress, "/spec/ingressClassName", carried);
    }
    if (ingress.text("/spec/tls/0/secretName").filter(Names::isLabel).isPresent()) {
      found.say(ingress, "/spec/tls/0/secretName", carried);
      List<String> hosts = said.stream().flatMap(at -> ingress.text(at).stream()).toList();
      for (Leaf host : ingress.under("/spec/tls/0/hosts")) {
        if (hosts.contains(host.text())) {
          found.say(ingress, host.pointer(), carried);
        }
      }
    }
  }

  private static String name(Given service, JsonNode port, Map<Integer, String> ports) {
    for (JsonNode each : service.at("/spec/ports")) {
      boolean isIt =
          each.path("port").asInt() == port.path("number").asInt(-1)
              || each.path("name").asText("?").equals(port.path("name").asText());
      if (isIt) {
        return ports.getOrDefault(target(each), ports.values().iterator().next());
      }
    }
    return "";
  }
}
