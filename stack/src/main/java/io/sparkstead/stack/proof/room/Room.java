package io.sparkstead.stack.proof.room;

import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is left of each node while pods are placed on them. */
final class Room {

  /** What is wanting where there are cores and memory. */
  static final String DEVICES = "devices";

  private static final long MEBI = 1L << 20;

  /**
   * What no pod of the stack gets of a machine. Of memory that is what Amazon keeps of a node of 8
   * GiB: 255 MiB and 11 MiB for each of its 29 pods for the kubelet, and 100 MiB at which pods are
   * evicted. Of processors it is between what the pods of {@code kube-system} ask for in K3s, 0.2,
   * and on the one node of kind, 0.95.
   *
   * @see <a href="https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/">
   *     Reserve compute resources</a>
   * @see <a href="https://learnk8s.io/allocatable-resources">What clouds reserve</a>
   */
  static final Amounts SYSTEM = new Amounts(500, (255 + 11 * 29 + 100) * MEBI, Map.of());

  private final List<Node> nodes;
  private final List<Amounts> free;

  private Room(List<Node> nodes, List<Amounts> free) {
    this.nodes = nodes;
    this.free = free;
  }

  /** All that the nodes have. */
  static Room on(List<Node> nodes) {
    List<Amounts> free = new ArrayList<>();
    for (Node node : nodes) {
      free.add(Amounts.of(node));
    }
    return new Room(nodes, free);
  }

  /** What they have without what each keeps for the system. */
  static Room besideTheSystem(List<Node> nodes) {
    List<Amounts> free = new ArrayList<>();
    for (Node node : nodes) {
      free.add(Amounts.of(node).plus(SYSTEM.times(-1)));
    }
    return new Room(nodes, free);
  }

  /** As much as is left here now. */
  Room copy() {
    return new Room(nodes, new ArrayList<>(free));
  }

  /** Puts the pod on the first node that takes it and has room, if one has. */
  boolean place(Request pod) {
    for (int i = 0; i < free.size(); i++) {
      Amounts room = free.get(i);
      if (nodes.get(i).pool().takes(pod.pool()) && room.holds(pod.amounts())) {
        free.set(i, room.plus(pod.amounts().times(-1)));
        return true;
      }
    }
    return false;
  }

  /** Whether {@code pod} may be on any of them; if not, others tell of it. */
  boolean isFor(Request pod) {
    for (Node node : nodes) {
      if (node.pool().takes(pod.pool())) {
        return true;
      }
    }
    return false;
  }

  /**
   * How much {@code pods} lack, the first of which finds no room, on the node that has most memory
   * left of those that take it: together where there is one node, else the first of them.
   */
  String missing(List<Request> pods) {
    Amounts most = Amounts.NONE;
    for (int i = 0; i < free.size(); i++) {
      if (nodes.get(i).pool().takes(pods.get(0).pool()) && free.get(i).bytes() > most.bytes()) {
        most = free.get(i);
      }
    }
    Amounts all = Amounts.NONE;
    for (Request pod : nodes.size() == 1 ? pods : pods.subList(0, 1)) {
      all = isFor(pod) ? all.plus(pod.amounts()) : all;
    }
    long millis = all.millis() - most.millis();
    long mebis = -Math.floorDiv(most.bytes() - all.bytes(), MEBI);
    List<String> missing = new ArrayList<>();
    if (millis > 0) {
      missing.add(Cpu.millis((int) Math.min(millis, Integer.MAX_VALUE)).inWords());
    }
    if (mebis > 0) {
      missing.add(mebis + "Mi of memory");
    }
    return missing.isEmpty() ? DEVICES : String.join(" and ", missing);
  }

  /** What is missing on the nodes that take {@code pod}. */
  String shortOf(Request pod) {
    boolean isCpu = true;
    boolean isMemory = true;
    for (int i = 0; i < free.size(); i++) {
      if (nodes.get(i).pool().takes(pod.pool())) {
        isCpu &= free.get(i).millis() < pod.amounts().millis();
        isMemory &= free.get(i).bytes() < pod.amounts().bytes();
      }
    }
    if (isCpu != isMemory) {
      return isCpu ? "cores" : "memory";
    }
    return isCpu || pod.amounts().devices().isEmpty() ? "cores and memory" : DEVICES;
  }

  /** {@code 2 nodes of 8 cores and 16Gi}. */
  static String inWords(List<Node> nodes) {
    return Set.copyOf(nodes).size() == 1
        ? nodes.size() + (nodes.size() == 1 ? " node of " : " nodes of ") + nodes.get(0)
        : "nodes of " + nodes;
  }
}
