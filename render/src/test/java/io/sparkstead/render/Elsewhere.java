package io.sparkstead.render;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;

/** An environment of a test, which did not travel with its source. */
public record Elsewhere(Stack stack) implements Environment {

  @Override
  public DnsLabel name() {
    return DnsLabel.of("elsewhere");
  }

  @Override
  public String description() {
    return "no place";
  }

  @Override
  public Stack stack(ImageLock lock) {
    return stack;
  }
}
