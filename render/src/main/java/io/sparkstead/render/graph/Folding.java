package io.sparkstead.render.graph;

import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ClusterStore;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts each end of a flow into a box, and what goes between two boxes into one arrow.
 *
 * <p>Components are told apart by their role, as one of a person's own that holds one that ships
 * has its role.
 */
final class Folding {

  private static final String SUBMISSION = "submission";

  /** What members of the drivers' box are, by the role in their labels. */
  private static final Map<String, String> KINDS =
      Map.of(
          "driver",
          "by spark-submit",
          "connect",
          "Spark Connect",
          SUBMISSION,
          "job",
          SmokeTest.ROLE,
          "smoke test");

  private final Stack stack;
  private final boolean isWhole;
  private final Facts facts;

  /** Of pods, by the name in their labels. */
  private final Map<String, Group> pods = new LinkedHashMap<>();

  /** Of all others, by title. */
  private final Map<String, Group> others = new LinkedHashMap<>();

  Folding(Stack stack, boolean isWhole) {
    this.stack = stack;
    this.isWhole = isWhole;
    this.facts = new Facts(stack);
    for (ObjectStore store : stack.stores().keySet()) {
      (store.peer() instanceof Peer.Pods ? pods : others).put(store.peer().title(), Group.STORE);
      for (Flow token : store.access().flows(new Peer.People())) {
        others.put(token.to().title(), Group.TOKENS);
      }
    }
    for (Component component : stack.components()) {
      for (SparkApplication application : component.started()) {
        pods.put(application.workers().name().text(), Group.EXECUTORS);
        pods.put(application.accounts().driver().name().text(), Group.DRIVERS);
      }
    }
    for (Component component : stack.components()) {
      pods.putIfAbsent(component.folder(), of(component));
    }
  }

  private static Group of(Component component) {
    return switch (component.labels().role()) {
      case HistoryServer.ROLE -> Group.HISTORY;
      case ClusterStore.ROLE -> Group.STORE;
      case SmokeTest.ROLE -> Group.DRIVERS;
      default -> component.started().isEmpty() ? Group.PARTS : Group.DRIVERS;
    };
  }

  private Group of(Peer peer) {
    if (peer instanceof Peer.Pods) {
      // Pods of no component are there for one: its bootstrap.
      return pods.getOrDefault(peer.title(), Group.SETUP);
    }
    if (peer instanceof Peer.People) {
      return Group.PEOPLE;
    }
    if (peer instanceof Peer.ApiServer) {
      return Group.CONTROL;
    }
    Group other = peer instanceof Peer.OfNamespace ? Group.METRICS : Group.REACHED;
    return others.getOrDefault(peer.title(), other);
  }

  Graph graph() {
    List<Flow> flows = new ArrayList<>();
    for (Flow flow : stack.flows()) {
      if (isWhole || isAtFirstSight(flow)) {
        flows.add(flow);
      }
    }
    return new Graph(stack.namespace().name(), boxes(flows), arrows(flows));
  }

  private boolean isAtFirstSight(Flow flow) {
    Group from = of(flow.from());
    Group to = of(flow.to());
    // Whoever submits waits for the store, before anything is talked about.
    boolean isWaiting = isOf(SUBMISSION, flow.from()) && to != Group.CONTROL;
    return !isWaiting
        && !from.isBehindTheScenes()
        && !to.isBehindTheScenes()
        && !isOf(SmokeTest.ROLE, flow.from())
        && !isOf(SmokeTest.ROLE, flow.to());
  }

  private static boolean isOf(String role, Peer peer) {
    return peer instanceof Peer.Pods some && some.labels().role().equals(role);
  }

  private List<Box> boxes(List<Flow> flows) {
    Map<Group, Map<String, Peer>> members = new LinkedHashMap<>();
    for (Flow flow : flows) {
      for (Peer end : List.of(flow.from(), flow.to())) {
        Group group = of(end);
        Map<String, Peer> some = members.get(group);
        if (some == null) {
          some = new LinkedHashMap<>();
          members.put(group, some);
        }
        some.put(end.title(), end);
      }
    }
    List<Box> boxes = new ArrayList<>();
    for (Group group : Group.values()) {
      Map<String, Peer> some = members.get(group);
      if (some != null) {
        boxes.add(box(group, some));
      }
    }
    return boxes;
  }

  private Box box(Group group, Map<String, Peer> members) {
    boolean isOutside = true;
    for (Peer member : members.values()) {
      isOutside &= !(member instanceof Peer.Pods);
    }
    List<String> lines = new ArrayList<>();
    String title = group.title();
    if (isNamedByItself(group) && members.size() == 1) {
      title = members.keySet().iterator().next();
    }
    if (group == Group.DRIVERS) {
      title = members.size() == 1 ? "Driver" : group.title();
      for (Peer member : members.values()) {
        lines.add(driver(member));
      }
    } else if (group == Group.HISTORY) {
      for (String name : members.keySet()) {
        lines.add("account " + name);
      }
    } else if (members.size() > 1 || group == Group.METRICS) {
      lines.addAll(members.keySet());
    }
    List<String> all = new ArrayList<>(Facts.few(lines));
    all.addAll(facts.of(group, isWhole));
    return new Box(group, title, all, isOutside);
  }

  private static boolean isNamedByItself(Group group) {
    return group == Group.STORE || group == Group.REACHED || !group.hasPlace();
  }

  /** {@code jupyter, notebook}. */
  private static String driver(Peer peer) {
    if (peer instanceof Peer.Pods some) {
      String role = some.labels().role();
      return peer.title() + ", " + KINDS.getOrDefault(role, role);
    }
    return peer.title();
  }

  private List<Arrow> arrows(List<Flow> flows) {
    List<Arrow> arrows = new ArrayList<>();
    for (Group from : Group.values()) {
      for (Group to : Group.values()) {
        Map<String, List<Flow>> reasons = new LinkedHashMap<>();
        for (Flow flow : flows) {
          if (of(flow.from()) == from && of(flow.to()) == to) {
            List<Flow> same = reasons.get(flow.purpose());
            if (same == null) {
              same = new ArrayList<>();
              reasons.put(flow.purpose(), same);
            }
            same.add(flow);
          }
        }
        if (!reasons.isEmpty()) {
          arrows.add(new Arrow(from, to, reasons(reasons)));
        }
      }
    }
    return arrows;
  }

  private static List<String> reasons(Map<String, List<Flow>> flows) {
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, List<Flow>> each : flows.entrySet()) {
      reasons.add(each.getKey() + " " + String.join(", ", ports(each.getValue())));
    }
    return reasons;
  }

  /** Each once, and none that another holds: of 7078-7095 and 7078-7079 the first. */
  private static Collection<String> ports(List<Flow> flows) {
    Set<String> ports = new LinkedHashSet<>();
    for (Flow flow : flows) {
      boolean isHeld = false;
      for (Flow other : flows) {
        isHeld |=
            other.port().number() <= flow.port().number()
                && other.last() >= flow.last()
                && !other.ports().equals(flow.ports());
      }
      if (!isHeld) {
        ports.add(flow.ports());
      }
    }
    return ports;
  }
}
