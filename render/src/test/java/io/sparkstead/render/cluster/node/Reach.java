package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which pods of a tree reach which, on which ports: {@code jupyter -> minio 9000}. Of each kind
 * there is one pod, whether it runs just now or not; so there is in the namespaces from which
 * others look in. Tried besides are the API server, DNS, what is outside the cluster, and the
 * kubelet of the node, which is nobody's business.
 *
 * @param flows what the tree says of itself, of those whom a pod can stand for
 * @param kinds of pods, by their titles
 * @param places where the flows lead besides, by who goes there
 * @param elsewhere what listens outside the tree, by address and port
 */
record Reach(
    Deployed deployed,
    List<Flow> flows,
    Map<String, Kind> kinds,
    Map<String, Set<Place>> places,
    Map<String, Place> elsewhere) {

  /** Pods that are alike. */
  private record Kind(String namespace, Map<String, String> labels) {

    private static final String NAME = "app.kubernetes.io/name";

    /** Whoever is in a namespace; what they are makes no difference. */
    static Kind anyOf(String namespace) {
      return new Kind(namespace, Map.of(NAME, "somebody"));
    }

    boolean is(JsonNode pod) {
      return pod.at("/metadata/labels").path(NAME).asText().equals(labels.get(NAME));
    }
  }

  /** What is no pod. */
  private record Place(String title, int port) {

    static final Place DNS = new Place("DNS", 53);
    static final Place KUBELET = new Place("kubelet", 10250);
    static final Place INTERNET = new Place("the internet", 443);

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
    Site site = deployed.site();
    Place api = new Place("Kubernetes API", site.apiPort());
    List<Flow> flows = new ArrayList<>();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    Map<String, Set<Place>> places = new LinkedHashMap<>();
    for (Flow flow : site.environment().stack(ImageLock.NONE).flows()) {
      Optional<Kind> from = kind(deployed, flow.from());
      Optional<Kind> to = kind(deployed, flow.to());
      from.ifPresent(kind -> kinds.put(flow.from().title(), kind));
      to.ifPresent(kind -> kinds.put(flow.to().title(), kind));
      if (from.isPresent() && to.isPresent()) {
        flows.add(flow);
      } else if (flow.to() instanceof Peer.ApiServer || flow.to() instanceof Peer.Internet) {
        places
            .computeIfAbsent(flow.from().title(), title -> new HashSet<>())
            .add(flow.to() instanceof Peer.ApiServer ? api : Place.INTERNET);
      }
    }
    return new Reach(deployed, flows, kinds, places, elsewhere(deployed, api));
  }

  /** What stands for {@code peer}, if a pod does. */
  private static Optional<Kind> kind(Deployed deployed, Peer peer) {
    if (peer instanceof Peer.Pods pods) {
      return Optional.of(new Kind(deployed.namespace(), pods.labels().all()));
    }
    if (peer instanceof Peer.OfNamespace others) {
      return Optional.of(Kind.anyOf(others.namespace().text()));
    }
    return peer instanceof Peer.People
        ? deployed.site().gateway().map(Kind::anyOf)
        : Optional.empty();
  }

  private static Map<String, Place> elsewhere(Deployed deployed, Place api) {
    String node = deployed.site().address();
    JsonNode dns =
        deployed
            .kubectl()
            .list("get", "pods", "--namespace=kube-system", "--selector=k8s-app=kube-dns")
            .get(0);
    Map<String, Place> elsewhere = new LinkedHashMap<>();
    elsewhere.put(api.at(node), api);
    elsewhere.put(Place.DNS.at(dns.at("/status/podIP").asText()), Place.DNS);
    elsewhere.put(Place.KUBELET.at(node), Place.KUBELET);
    deployed
        .site()
        .outside()
        .ifPresent(address -> elsewhere.put(Place.INTERNET.at(address), Place.INTERNET));
    return elsewhere;
  }

  /** What the flows foretell. Who is not of the tree may do whatever the tree leaves open. */
  Set<String> foretold() {
    Set<String> foretold = new TreeSet<>();
    for (Flow flow : flows) {
      for (int port = flow.port().number(); port <= flow.last(); port++) {
        if (!flow.from().equals(flow.to())) {
          foretold.add(told(flow.from().title(), flow.to().title(), port));
        }
      }
    }
    kinds.forEach(
        (from, kind) -> {
          if (isOfTree(kind)) {
            foretold.add(Place.DNS.toldFrom(from));
            places.getOrDefault(from, Set.of()).forEach(to -> foretold.add(to.toldFrom(from)));
          } else {
            foretold.addAll(all(from, to -> !isOfTree(to)));
          }
        });
    return foretold;
  }

  private boolean isOfTree(Kind kind) {
    return kind.namespace().equals(deployed.namespace());
  }

  /** All that there could be. */
  Set<String> everything() {
    Set<String> everything = new TreeSet<>();
    kinds.keySet().forEach(from -> everything.addAll(all(from, to -> true)));
    return everything;
  }

  private Set<String> all(String from, Predicate<Kind> to) {
    Set<String> all = new TreeSet<>();
    kinds.forEach(
        (title, kind) -> {
          if (!title.equals(from) && to.test(kind)) {
            ports().forEach(port -> all.add(told(from, title, port)));
          }
        });
    elsewhere.values().forEach(place -> all.add(place.toldFrom(from)));
    return all;
  }

  private static String told(String from, String to, int port) {
    return from + " -> " + to + " " + port;
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
    Map<String, String> running = addresses();
    List<JsonNode> made = new ArrayList<>();
    kinds.forEach(
        (title, kind) -> {
          if (!running.containsKey(title)) {
            made.add(standIn(kind));
          }
        });
    try {
      Wait.until(
          () -> addresses().keySet().equals(kinds.keySet()),
          () -> "pods have addresses: " + addresses());
      Set<String> tried = tried(addresses());
      for (int more = 0; more < TURNS && !tried.equals(expected); more++) {
        tried = tried(addresses());
      }
      return tried;
    } finally {
      made.forEach(
          pod ->
              deployed
                  .kubectl()
                  .run(
                      "delete",
                      "pod",
                      Deployed.name(pod),
                      "--namespace=" + pod.at("/metadata/namespace").asText(),
                      "--now"));
    }
  }

  /** A pod with the labels of those that come and go. */
  private JsonNode standIn(Kind kind) {
    if (!isOfTree(kind)) {
      String file = "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n";
      deployed.kubectl().tell(file.formatted(kind.namespace()), "apply", "-f", "-").succeeded();
    }
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata =
        pod.putObject("metadata").put("name", "stands-in-for-" + kind.labels().get(Kind.NAME));
    kind.labels().forEach(metadata.putObject("labels")::put);
    JsonNode like = deployed.pods().get(0);
    ObjectNode spec = pod.putObject("spec");
    spec.put("automountServiceAccountToken", false).put("terminationGracePeriodSeconds", 0);
    spec.set("securityContext", like.at("/spec/securityContext"));
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", "sleep").put("image", "localhost/pause:1");
    container.set("securityContext", like.at("/spec/containers/0/securityContext"));
    return deployed.kubectl().create(pod, "--namespace=" + kind.namespace());
  }

  /** Of a running pod of each kind, by its title. */
  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (JsonNode pod :
        deployed
            .kubectl()
            .list("get", "pods", "--all-namespaces", "--field-selector=status.phase=Running")) {
      String address = pod.at("/status/podIP").asText();
      kinds.forEach(
          (title, kind) -> {
            if (pod.at("/metadata/namespace").asText().equals(kind.namespace())
                && kind.is(pod)
                && !address.isEmpty()) {
              addresses.put(title, address);
            }
          });
    }
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
