// What `init mylab` wrote. From now on it is yours: change it, and run
//   sparkstead --env-file mylab.java

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.preset.Workbench;

/** Spark on one small cluster: a store, notebooks and the History Server, none exposed. */
final class Mylab implements Environment {

  @Override
  public Stack stack(ImageLock lock) {
    // GUESS: the registry you push images to and the nodes pull them from.
    return new Workbench("registry.example.org/spark", lock)
        // GUESS: what each node has for pods (`kubectl describe node`, Allocatable).
        .nodes(new Node(Cpu.cores(8), gibibytes(16)))
        // GUESS: the cluster has a default storage class (`kubectl get storageclass` marks it).
        // If not: .storageClass(StorageClass.named("longhorn"))
        // More that differs from place to place: .notebookExposure(new MetalLb("192.168.1.7")),
        // .executors(…), .allocation(…), .storedIn(…), .outside(…) for network policies.
        .stack();
  }

  /** Also the folder under out/, so it stays the same once the tree is committed. */
  @Override
  public DnsLabel name() {
    return DnsLabel.of("mylab");
  }

  @Override
  public String description() {
    return "a small cluster with its own storage class, nothing exposed";
  }
}
