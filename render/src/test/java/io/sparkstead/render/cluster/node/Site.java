package io.sparkstead.render.cluster.node;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.overlays.Laptop;
import io.sparkstead.render.cluster.Tree;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tree, and the machine that it is written for.
 *
 * @param address of the node and its API server, which policies may name
 * @param processors of all its nodes together, as one node has to be all of them here
 * @param mebibytes of memory for pods; 0 is all there is
 * @param most executors that a notebook may have
 */
record Site(Environment environment, String address, int processors, int mebibytes, int most) {

  static final Site LAPTOP = new Site(new Laptop(), "10.123.0.1", 4, 8192, 2);
  static final Site HOMELAB = new Site(new Homelab(), "192.168.1.2", 16, 0, 6);

  /** Those whose names the build gives in {@code node.sites}, separated by commas. */
  static List<Site> asked() {
    List<String> names = List.of(System.getProperty("node.sites", "").split(","));
    List<Site> asked =
        Stream.of(LAPTOP, HOMELAB).filter(site -> names.contains(site.toString())).toList();
    if (asked.size() != names.size()) {
      throw new AssertionError(
          "node.sites names "
              + names
              + ", and a day is written for laptop and homelab; run mvn with -Pnode");
    }
    return asked;
  }

  Tree tree() {
    return Tree.committed(environment);
  }

  @Override
  public String toString() {
    return environment.name().text();
  }
}
