package io.sparkstead.render.adopt.outcome;

import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;

/** A value that was read, and what became of it. */
public record Row(Given given, Leaf leaf, Fate fate) {

  /** {@code k8s/minio.yaml:12}. */
  public String place() {
    return given.file() + ":" + leaf.line();
  }
}
