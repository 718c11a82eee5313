package io.sparkstead.stack.flow;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where drivers and executors connect to besides what the stack says itself: a database, a
 * metastore, a mirror of packages.
 *
 * <pre>{@code
 * Reach.outside(Cidr.only("10.20.0.5"), 5432)                         // a machine outside
 * Reach.inCluster("hive", Map.of("app", "metastore"), 9083)           // pods of a namespace
 * Reach.inCluster("kafka", 9092)                                      // any pod of it
 * Reach.internet(443)                                                 // PyPI, Maven Central
 * Reach.outside(Cidr.only("10.20.0.5"), 5432).byDrivers()             // executors stay closed
 * }</pre>
 *
 * <pre>
 * egress:
 * - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: hive}},
 *         podSelector: {matchLabels: {app: metastore}}}]
 *   ports: [{protocol: TCP, port: 9083}]
 * </pre>
 *
 * <p>A port in the cluster is the pod's own, and not that of the Service in front of it: network
 * plugins look at a connection when the Service's address has been replaced. {@code kubectl get
 * endpointslices -n hive} shows it. Refuses to have no port, and ports that are none.
 *
 * @param target what is there
 * @param ports at which it listens, by TCP
 * @param users who connects
 */
public record Reach(Target target, List<Integer> ports, Users users) {

  /** Who connects. */
  public enum Users {
    DRIVERS_AND_EXECUTORS,
    DRIVERS,
    EXECUTORS
  }

  /** What is there. */
  public sealed interface Target {

    /** As a picture calls it by {@code title}. */
    Peer peer(String title);
  }

  /** Machines outside the cluster. */
  record Machines(List<Cidr> blocks) implements Target {
    Machines {
      blocks = List.copyOf(blocks);
      if (blocks.isEmpty()) {
        throw new IllegalArgumentException(
            "what is reached outside is at no address; name the blocks it is in, or"
                + " Reach.internet(443) if nobody knows them");
      }
    }

    @Override
    public Peer peer(String title) {
      return new Peer.Network(title, blocks);
    }
  }

  /** What no one knows the address of. */
  record Anywhere() implements Target {
    @Override
    public Peer peer(String title) {
      return new Peer.Internet(title);
    }
  }

  /** Pods of a namespace, all of them if no label is given. */
  record PodsOf(DnsLabel namespace, Map<String, String> labels) implements Target {
    PodsOf {
      // What is no label is refused there.
      labels = new Peer.Elsewhere("", namespace, labels).labels();
    }

    @Override
    public Peer peer(String title) {
      return new Peer.Elsewhere(title, namespace, labels);
    }
  }

  public Reach {
    ports = List.copyOf(ports);
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("what is reached has no port; name the one it listens at");
    }
    for (int port : ports) {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "what is reached has port " + port + ": a TCP port is 1-65535");
      }
    }
  }

  /** Machines outside the cluster, at one block of addresses. */
  public static Reach outside(Cidr block, int... ports) {
    return outside(List.of(block), ports);
  }

  /** Machines outside the cluster, at several blocks of addresses. */
  public static Reach outside(List<Cidr> blocks, int... ports) {
    return of(new Machines(blocks), ports);
  }

  /**
   * Machines on the internet whose addresses nobody knows beforehand; nothing near, see {@link
   * Peer.Internet}.
   */
  public static Reach internet(int... ports) {
    return of(new Anywhere(), ports);
  }

  /** Any pod of another namespace, at the pods' own ports. */
  public static Reach inCluster(String namespace, int... ports) {
    return inCluster(namespace, Map.of(), ports);
  }

  /** Pods of another namespace that carry {@code labels}, at the pods' own ports. */
  public static Reach inCluster(String namespace, Map<String, String> labels, int... ports) {
    return of(new PodsOf(DnsLabel.of(namespace), labels), ports);
  }

  private static Reach of(Target target, int... ports) {
    List<Integer> all = new ArrayList<>();
    for (int port : ports) {
      all.add(port);
    }
    return new Reach(target, all, Users.DRIVERS_AND_EXECUTORS);
  }

  /** For drivers alone. */
  public Reach byDrivers() {
    return new Reach(target, ports, Users.DRIVERS);
  }

  /** For executors alone. */
  public Reach byExecutors() {
    return new Reach(target, ports, Users.EXECUTORS);
  }

  /**
   * These for {@code store}, to which more than drivers and executors come: the History Server,
   * what waits for the event log, and what submits jobs. Refuses {@link #byDrivers} and {@link
   * #byExecutors}, which would shut those out.
   */
  public static List<Reach> ofStore(String store, List<Reach> reaches) {
    for (Reach reach : reaches) {
      if (reach.users != Users.DRIVERS_AND_EXECUTORS) {
        throw new IllegalArgumentException(
            "'"
                + store
                + "' is reached by "
                + (reach.users == Users.DRIVERS ? "drivers" : "executors")
                + " alone, and the History Server and what waits for the bucket come to it too; leave "
                + (reach.users == Users.DRIVERS ? "byDrivers()" : "byExecutors()")
                + " out");
      }
    }
    return List.copyOf(reaches);
  }

  /**
   * {@code second}, for {@code store}. Refuses other ones than {@code first}, of which some would
   * be passed over, and none.
   */
  public static List<Reach> once(String store, List<Reach> first, Reach... second) {
    if (second.length == 0) {
      throw new IllegalArgumentException(
          "reachedBy() names nothing, and nobody would come to '" + store + "'; leave it out");
    }
    if (!first.isEmpty() && !first.equals(List.of(second))) {
      throw new IllegalArgumentException(
          "reachedBy(…) of '" + store + "' is given twice; name all in one of them");
    }
    return List.of(second);
  }

  /** The connections that drivers and executors open to what is called {@code title}. */
  public List<Flow> flows(Peer driver, Peer executors, String title) {
    List<Flow> flows = new ArrayList<>();
    if (users != Users.EXECUTORS) {
      flows.addAll(flows(driver, title, "uses"));
    }
    if (users != Users.DRIVERS) {
      flows.addAll(flows(executors, title, "use"));
    }
    return flows;
  }

  /** The connections that {@code from} opens. */
  public List<Flow> flows(Peer from, String title, String purpose) {
    List<Flow> flows = new ArrayList<>();
    for (int port : ports) {
      flows.add(new Flow(from, target.peer(title), new Port("reached", port), purpose));
    }
    return flows;
  }
}
