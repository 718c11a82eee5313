package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which pods of a tree reach which, on which ports: {@code jupyter -> minio 9000}. Of each kind
 * there is one pod, whether it runs just now or not. Tried besides are the API server, DNS and the
 * kubelet of the node, which is nobody's business.
 *
 * @param flows what the tree says of itself, between pods
 * @param askingApi the kinds that have business with the API server
 * @param elsewhere what listens outside the tree, by address and port
 */
record Reach(
    Deployed deployed, List<Flow> flows, Set<String> askingApi, Map<String, Place> elsewhere) {

  /** What is no pod of the tree. */
  private enum Place {
    API("Kubernetes API", 6443),
    DNS("DNS", 53),
    KUBELET("kubelet", 10250);

    private final String title;
    private final int port;

    Place(String title, int port) {
      this.title = title;
      this.port = port;
    }

    String toldFrom(String kind) {
      return told(kind, title, port);
    }

    String at(String address) {
      return address + ":" + port;
    }
  }

  /** Ports that no flow names. */
  private static final List<Integer> NOBODYS = List.of(22, 7077, 9999);

  private static final int TURNS = 3;

  static Reach of(Deployed deployed) {
    List<Flow> all = deployed.site().environment().stack(ImageLock.NONE).flows();
    List<Flow> flows =
        all.stream()
            .filter(flow -> flow.from() instanceof Peer.Pods && flow.to() instanceof Peer.Pods)
            .toList();
    Set<String> askingApi = new TreeSet<>();
    for (Flow flow : all) {
      if (flow.from() instanceof Peer.Pods && flow.to() instanceof Peer.ApiServer) {
        askingApi.add(flow.from().title());
      }
    }
    return new Reach(deployed, flows, askingApi, elsewhere(deployed));
  }

  private static Map<String, Place> elsewhere(Deployed deployed) {
    String node = deployed.site().address();
    JsonNode dns =
        deployed
            .kubectl()
            .list("get", "pods", "--namespace=kube-system", "--selector=k8s-app=kube-dns")
            .get(0);
    return Map.of(
        Place.API.at(node), Place.API,
        Place.DNS.at(dns.at("/status/podIP").asText()), Place.DNS,
        Place.KUBELET.at(node), Place.KUBELET);
  }

  /** What the flows foretell. */
  Set<String> foretold() {
    Set<String> foretold = new TreeSet<>();
    for (Flow flow : flows) {
      for (int port = flow.port().number(); port <= flow.last(); port++) {
        if (!flow.from().equals(flow.to())) {
          foretold.add(told(flow.from().title(), flow.to().title(), port));
        }
      }
    }
    askingApi.forEach(from -> foretold.add(Place.API.toldFrom(from)));
    kinds().keySet().forEach(from -> foretold.add(Place.DNS.toldFrom(from)));
    return foretold;
  }

  /** All that there could be. */
  Set<String> everything() {
    Set<String> everything = new TreeSet<>();
    for (String from : kinds().keySet()) {
      for (String to : kinds().keySet()) {
        if (!from.equals(to)) {
          ports().forEach(port -> everything.add(told(from, to, port)));
        }
      }
      elsewhere.values().forEach(place -> everything.add(place.toldFrom(from)));
    }
    return everything;
  }

  private static String told(String from, String to, int port) {
    return from + " -> " + to + " " + port;
  }

  private Map<String, Labels> kinds() {
    Map<String, Labels> kinds = new LinkedHashMap<>();
    for (Flow flow : flows) {
      for (Peer peer : List.of(flow.from(), flow.to())) {
        kinds.put(peer.title(), ((Peer.Pods) peer).labels());
      }
    }
    return kinds;
  }

  private Set<Integer> ports() {
    Set<Integer> ports = new TreeSet<>(NOBODYS);
    for (Flow flow : flows) {
      for (int port = flow.port().number() - 1; port <= flow.last() + 1; port++) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** What is so, or is so at last: the node's policies follow its pods. */
  Set<String> tried(Set<String> expected) {
    List<String> made = new ArrayList<>();
    kinds().forEach((kind, labels) -> standIn(kind, labels).ifPresent(made::add));
    try {
      Wait.until(
          () -> addresses().size() == kinds().size(), () -> "pods without addresses: " + made);
      Set<String> tried = tried(addresses());
      for (int more = 0; more < TURNS && !tried.equals(expected); more++) {
        tried = tried(addresses());
      }
      return tried;
    } finally {
      made.forEach(pod -> deployed.run("delete", "pod", pod, "--now"));
    }
  }

  /** A pod with the labels of those that come and go, where none of them runs. */
  private Optional<String> standIn(String kind, Labels labels) {
    if (running().containsKey(kind)) {
      return Optional.empty();
    }
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata").put("name", "stands-in-for-" + kind);
    labels.all().forEach(metadata.putObject("labels")::put);
    JsonNode like = deployed.pods().get(0);
    ObjectNode spec = pod.putObject("spec");
    spec.put("automountServiceAccountToken", false).put("terminationGracePeriodSeconds", 0);
    spec.set("securityContext", like.at("/spec/securityContext"));
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", "sleep").put("image", "localhost/pause:1");
    container.set("securityContext", like.at("/spec/containers/0/securityContext"));
    return Optional.of(
        Deployed.name(deployed.kubectl().create(pod, "--namespace=" + deployed.namespace())));
  }

  private Map<String, String> running() {
    Map<String, String> running = new LinkedHashMap<>();
    for (JsonNode pod : deployed.list("get", "pods", "--field-selector=status.phase=Running")) {
      String address = pod.at("/status/podIP").asText();
      if (!address.isEmpty()) {
        running.put(pod.at("/metadata/labels/app.kubernetes.io~1name").asText(), address);
      }
    }
    return running;
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = running();
    addresses.keySet().retainAll(kinds().keySet());
    return addresses;
  }

  private Set<String> tried(Map<String, String> addresses) {
    Map<String, String> kinds = new LinkedHashMap<>();
    addresses.forEach((kind, address) -> kinds.put(address, kind));
    List<String> targets = new ArrayList<>(elsewhere.keySet());
    ports().forEach(port -> targets.add(port + "-" + port));
    Process program = deployed.node().onNode("reach.py", targets.toArray(String[]::new));
    try {
      program
          .getOutputStream()
          .write(String.join("\n", kinds.keySet()).getBytes(StandardCharsets.UTF_8));
      program.getOutputStream().close();
      Set<String> tried = new TreeSet<>();
      for (String line : program.inputReader(StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !kinds.containsKey(words[0])) {
          throw new AssertionError("reach.py said: " + line);
        }
        String from = kinds.get(words[0]);
        Place place = elsewhere.get(words[1] + ":" + words[2]);
        tried.add(
            place == null
                ? told(from, kinds.get(words[1]), Integer.parseInt(words[2]))
                : place.toldFrom(from));
      }
      return tried;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
