package io.sparkstead.render.review.consequence;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.crowd.Crowd;
import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Opening;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who reaches whom through network policies: each pair of the tree's pods by the ports where the
 * one listens, and what is outside by its address or namespace.
 */
final class Reach {

  private static final String ANY_PORT = "every port";
  private static final String ANYBODY = "everybody";

  /** By their names. */
  private final Map<String, Listening> pods;

  /** By the names of pods, those that select them: a hundred notebooks have one each. */
  private final Map<String, Policies> policies = new HashMap<>();

  /** By the names of pods and ports, to whom those may connect. */
  private final Map<String, Map<Integer, Optional<List<Side>>>> destinations = new HashMap<>();

  /** By who and whom, the ports. */
  private final Map<Way, Set<String>> ways = new TreeMap<>();

  /** Pods that no policy closes, in their direction. */
  private final Set<Way> open = new TreeSet<>();

  private Reach(Evidence stack) {
    pods = pods(stack);
    Policies all = Policies.of(stack);
    pods.forEach((name, pod) -> policies.put(name, selecting(all, pod)));
  }

  private void look() {
    for (Map.Entry<String, Listening> each : pods.entrySet()) {
      inside(each);
      outside(each.getKey());
    }
  }

  private static Policies selecting(Policies all, Listening pod) {
    return new Policies(
        all.all().stream().filter(policy -> policy.pods().matches(pod.labels())).toList(),
        all.own());
  }

  private Policies of(String pods) {
    return Objects.requireNonNull(policies.get(pods), pods);
  }

  /** From whom to whom. */
  private record Way(String from, String to) implements Comparable<Way> {

    @Override
    public int compareTo(Way other) {
      int first = from.compareTo(other.from);
      return first == 0 ? to.compareTo(other.to) : first;
    }

    @Override
    public String toString() {
      return from + " → " + to;
    }
  }

  static List<Consequence> changes(Evidence before, Evidence after) {
    Reach old = new Reach(before);
    Reach made = new Reach(after);
    if (old.pods.equals(made.pods) && old.policies.equals(made.policies)) {
      return List.of();
    }
    old.look();
    made.look();
    Set<String> pods = new TreeSet<>(old.pods.keySet());
    pods.retainAll(made.pods.keySet());
    Set<Way> all = new TreeSet<>(old.ways.keySet());
    all.addAll(made.ways.keySet());
    Map<String, List<Way>> said = new LinkedHashMap<>();
    for (Way way : all) {
      // Of pods that are new or gone, the object itself is told.
      boolean isOfBoth = pods.contains(way.from()) || pods.contains(way.to());
      if (isOfBoth) {
        say(said, way, "now at ", made.beyond(old, way));
        say(said, way, "no more at ", old.beyond(made, way));
      }
    }
    List<Consequence> found = new ArrayList<>();
    said.forEach(
        (text, ways) ->
            alike(ways)
                .forEach(way -> found.add(new Consequence(Kind.network, way.toString(), text))));
    return found;
  }

  private static void say(Map<String, List<Way>> said, Way way, String words, Set<String> ports) {
    if (!ports.isEmpty()) {
      said.computeIfAbsent(words + String.join(", ", ports), key -> new ArrayList<>()).add(way);
    }
  }

  /** {@code ways}, where those that lead to the same are one: n times n pods are no n² lines. */
  private static List<Way> alike(List<Way> ways) {
    Map<String, Set<String>> ends = new LinkedHashMap<>();
    for (Way way : ways) {
      ends.computeIfAbsent(way.from(), key -> new TreeSet<>()).add(way.to());
    }
    Map<Set<String>, List<String>> starts = new LinkedHashMap<>();
    ends.forEach((from, to) -> starts.computeIfAbsent(to, key -> new ArrayList<>()).add(from));
    List<Way> alike = new ArrayList<>();
    starts.forEach((to, from) -> alike.add(new Way(Crowd.inWords(from), Crowd.inWords(to))));
    return alike;
  }

  /**
   * The ports of {@code way} that are open here and not in {@code other}. Where pods are open to
   * everybody, that says all, and no single port is told.
   */
  private Set<String> beyond(Reach other, Way way) {
    Set<String> ports = new TreeSet<>(ways.getOrDefault(way, Set.of()));
    for (Way wider : List.of(way, new Way(ANYBODY, way.to()), new Way(way.from(), ANYBODY))) {
      Set<String> theirs = other.ways.getOrDefault(wider, Set.of());
      ports.removeAll(theirs);
      if (theirs.contains(ANY_PORT)) {
        ports.clear();
      }
    }
    boolean isSaid =
        !way.from().equals(ANYBODY)
            && !way.to().equals(ANYBODY)
            && (isOpen(way) || other.isOpen(way));
    return isSaid ? Set.of() : ports;
  }

  private boolean isOpen(Way way) {
    return open.contains(new Way(ANYBODY, way.to())) || open.contains(new Way(way.from(), ANYBODY));
  }

  /** Of each pair that {@code to} is one of. */
  private void inside(Map.Entry<String, Listening> to) {
    Policies own = of(to.getKey());
    for (int port : to.getValue().ports()) {
      Optional<List<Side>> sources = own.sources(to.getValue().labels(), port);
      for (Map.Entry<String, Listening> from : pods.entrySet()) {
        if (own.isAmong(sources, from.getValue().labels())
            && own.isAmong(destinations(from, port), to.getValue().labels())) {
          add(new Way(from.getKey(), to.getKey()), Set.of(String.valueOf(port)));
        }
      }
    }
  }

  /** Asked once for each port, and not for each pair. */
  private Optional<List<Side>> destinations(Map.Entry<String, Listening> from, int port) {
    return destinations
        .computeIfAbsent(from.getKey(), key -> new HashMap<>())
        .computeIfAbsent(
            port, key -> of(from.getKey()).destinations(from.getValue().labels(), "TCP", port));
  }

  private void add(Way way, Set<String> ports) {
    ways.computeIfAbsent(way, key -> new TreeSet<>()).addAll(ports);
  }

  private void outside(String pods) {
    boolean isOpenIn = true;
    boolean isOpenOut = true;
    for (PolicyView policy : of(pods).all()) {
      if (policy.types().contains("Ingress")) {
        isOpenIn = false;
        sides(policy.ingress()).forEach((who, ports) -> add(new Way(who, pods), ports));
      }
      if (policy.types().contains("Egress")) {
        isOpenOut = false;
        sides(policy.egress()).forEach((whom, ports) -> add(new Way(pods, whom), ports));
      }
    }
    if (isOpenIn) {
      add(new Way(ANYBODY, pods), Set.of(ANY_PORT));
      open.add(new Way(ANYBODY, pods));
    }
    if (isOpenOut) {
      add(new Way(pods, ANYBODY), Set.of(ANY_PORT));
      open.add(new Way(pods, ANYBODY));
    }
  }

  /** With whom outside, at which ports. */
  private static Map<String, Set<String>> sides(List<Opening> openings) {
    Map<String, Set<String>> sides = new LinkedHashMap<>();
    for (Opening opening : openings) {
      Set<String> ports = ports(opening);
      if (opening.sides().isEmpty()) {
        sides.computeIfAbsent(ANYBODY, name -> new TreeSet<>()).addAll(ports);
      }
      for (Side side : opening.sides()) {
        inWords(side)
            .ifPresent(who -> sides.computeIfAbsent(who, name -> new TreeSet<>()).addAll(ports));
      }
    }
    return sides;
  }

  private static Set<String> ports(Opening opening) {
    Set<String> ports = new TreeSet<>();
    for (NetworkPolicyPort port : opening.ports()) {
      String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
      String number = port.getPort() == null ? ANY_PORT : String.valueOf(port.getPort().getValue());
      String end = port.getEndPort() == null ? "" : "-" + port.getEndPort();
      ports.add(number + end + (protocol.equals("TCP") ? "" : "/" + protocol));
    }
    return ports.isEmpty() ? Set.of(ANY_PORT) : ports;
  }

  /** Pods of the same namespace are looked at one by one. */
  private static Optional<String> inWords(Side side) {
    if (side.block().isPresent()) {
      List<String> except = side.block().get().except();
      return Optional.of(
          side.block().get().cidr()
              + (except.isEmpty() ? "" : " without " + String.join(", ", except)));
    }
    if (side.namespaces().isEmpty()) {
      return Optional.empty();
    }
    String pods = side.pods().map(Reach::labels).orElse("");
    return Optional.of(
        "namespace "
            + side.namespaces().map(Reach::labels).orElse("")
            + (pods.isEmpty() ? "" : ", pods " + pods));
  }

  private static String labels(Selector selector) {
    Map<String, String> labels = selector.labels();
    String name = labels.get(Side.NAMESPACE);
    return name != null && labels.size() == 1
        ? name
        : labels.isEmpty() ? "any" : new TreeMap<>(labels).toString();
  }

  /** Pods, their labels, and where they listen. */
  private record Listening(Map<String, String> labels, Set<Integer> ports) {}

  private static Map<String, Listening> pods(Evidence stack) {
    Map<String, Listening> pods = new TreeMap<>();
    for (Workload workload : stack.workloads()) {
      Set<Integer> ports = new TreeSet<>();
      for (ContainerView container : workload.mainContainers()) {
        container.ports().forEach(port -> ports.add(port.number()));
      }
      pods.put(
          ObjectName.stable(workload.manifest().kind(), workload.manifest().name()),
          new Listening(workload.labels(), ports));
    }
    for (PodsOfConf each : PodsOfConf.allOf(stack)) {
      String of = each.conf().configMap();
      each.executors().ifPresent(made -> pods.put("executors of " + of, spark(made, each.conf())));
      if (each.conf().isCluster()) {
        each.driver().ifPresent(made -> pods.put("driver of " + of, spark(made, each.conf())));
      }
    }
    return pods;
  }

  private static Listening spark(AlikePods pods, Conf conf) {
    Set<Integer> ports = new TreeSet<>();
    for (String key : List.of(Keys.DRIVER_PORT, Keys.BLOCK_MANAGER_PORT, Keys.UI_PORT)) {
      conf.get(key)
          .filter(port -> port.matches("\\d{1,5}"))
          .ifPresent(port -> ports.add(Integer.parseInt(port)));
    }
    return new Listening(pods.labels(), ports);
  }
}
