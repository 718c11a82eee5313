package io.sparkstead.render.graph;

import java.util.List;

/**
 * That pods of one box open connections to pods of another.
 *
 * @param reasons what for and at which ports, one at least: {@code work in notebooks 8888}
 */
public record Arrow(Group from, Group to, List<String> reasons) {

  public Arrow {
    reasons = List.copyOf(reasons);
  }

  /** {@code work in notebooks 8888, watch jobs 4040}. */
  public String text() {
    return String.join(", ", reasons);
  }
}
