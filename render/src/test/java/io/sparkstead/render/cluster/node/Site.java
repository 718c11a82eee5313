package io.sparkstead.render.cluster.node;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.overlays.Laptop;
import io.sparkstead.render.cluster.Tree;
import java.util.List;

/**
 * A tree, and the machine that it is written for.
 *
 * @param address of the node and its API server, which policies may name
 * @param processors of all its nodes together, as one node has to be all of them here
 * @param mebibytes of memory for pods; 0 is all there is
 * @param most executors that a notebook may have
 */
record Site(Environment environment, String address, int processors, int mebibytes, int most) {

  static List<Site> all() {
    return List.of(
        new Site(new Laptop(), "10.123.0.1", 4, 8192, 2),
        new Site(new Homelab(), "192.168.1.2", 16, 0, 6));
  }

  Tree tree() {
    return Tree.committed(environment);
  }

  @Override
  public String toString() {
    return environment.name().text();
  }
}
