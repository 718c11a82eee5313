package io.sparkstead.render.cluster;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.preset.Workbench;
import java.util.function.UnaryOperator;

/**
 * A stack that a person has, with one thing changed.
 *
 * @param namespace of its own, so that nobody waits for another test's to go
 */
record Lab(String namespace, UnaryOperator<Workbench> change) implements Environment {

  /** As it is before anything is changed. */
  static Lab in(String namespace) {
    return new Lab(namespace, UnaryOperator.identity());
  }

  Lab with(UnaryOperator<Workbench> change) {
    return new Lab(namespace, change);
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("lab");
  }

  @Override
  public String description() {
    return "a stack that is changed";
  }

  @Override
  public Stack stack(ImageLock lock) {
    Workbench bench =
        new Workbench("registry.example.org/spark", lock)
            .namespace(namespace)
            .storageClass("longhorn");
    return change.apply(bench).stack();
  }

  /** Rendered into a folder that is called after {@code change}. */
  Tree tree(String change) {
    return Tree.rendered(namespace + "-" + change.replace(' ', '-'), this);
  }
}
