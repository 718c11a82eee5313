package io.sparkstead.render.cluster.node;

import io.sparkstead.overlays.Cloud;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.overlays.Laptop;
import io.sparkstead.render.cluster.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tree, and the machine that it is written for.
 *
 * @param address of the node and its API server, which policies may name
 * @param apiPort of that server
 * @param processors of all its nodes together, as one node has to be all of them here
 * @param mebibytes of memory; 0 is all there is, and what is not there is only said to be
 * @param partitions of the notebook's work: as many as this machine is done with in a minute or two
 * @param executors that the notebook has at most, by its arguments or by that work
 * @param labels of the node
 * @param gateway the namespace through which people come, where they do not come by themselves
 */
record Site(
    Environment environment,
    String address,
    int apiPort,
    int processors,
    int mebibytes,
    int partitions,
    int executors,
    Map<String, String> labels,
    Optional<String> gateway) {

  private static final int USUAL_PORT = 6443;

  static final Site LAPTOP =
      new Site(new Laptop(), "10.123.0.1", USUAL_PORT, 4, 8192, 60, 2, Map.of(), Optional.empty());
  static final Site HOMELAB =
      new Site(new Homelab(), "192.168.1.2", USUAL_PORT, 16, 0, 60, 6, Map.of(), Optional.empty());
  static final Site CLOUD =
      new Site(
          new Cloud(),
          "10.0.0.2",
          443,
          64,
          128 * 1024,
          12,
          3,
          Map.of("topology.kubernetes.io/zone", "eu-central-1a"),
          Optional.of("edge"));

  /** Where AWS is, or another store, for a tree that has it: an address that nobody has. */
  static final String OUTSIDE = "203.0.113.10";

  /** Those whose names the build gives in {@code node.sites}, separated by commas. */
  static List<Site> asked() {
    List<String> names = List.of(System.getProperty("node.sites", "").split(","));
    List<Site> asked =
        Stream.of(LAPTOP, HOMELAB, CLOUD).filter(site -> names.contains(site.toString())).toList();
    if (asked.size() != names.size()) {
      throw new AssertionError(
          "node.sites names "
              + names
              + ", and a day is written for laptop, homelab and cloud; run mvn with -Pnode");
    }
    return asked;
  }

  Tree tree() {
    return Tree.committed(environment);
  }

  /** Where services are that are not in the cluster. */
  Optional<String> outside() {
    return AwsRole.of(tree()).map(role -> OUTSIDE);
  }

  /** A machine beside the node. */
  String neighbour() {
    return address.substring(0, address.lastIndexOf('.')) + ".42";
  }

  /** What the scripts that make cluster and node want to know of it. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("NODE_IP", address);
    settings.put("API_PORT", String.valueOf(apiPort));
    settings.put("CPUS", String.valueOf(processors));
    settings.put("MEMORY", String.valueOf(mebibytes));
    settings.put("NODE_LABELS", joined(labels));
    AwsRole.of(tree())
        .ifPresent(
            role -> {
              settings.put("AWS", role.written().toString());
              settings.put("OUTSIDE_IP", OUTSIDE);
            });
    return settings;
  }

  private static String joined(Map<String, String> labels) {
    return labels.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return environment.name().text();
  }
}
