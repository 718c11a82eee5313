package io.sparkstead.render.graph;

import java.util.List;

/**
 * One of those who talk.
 *
 * @param title {@code Executors}, or the only one's own name
 * @param facts a few words each: {@code account spark}
 * @param isOutside whether it is in none of the namespace's pods
 */
public record Box(Group group, String title, List<String> facts, boolean isOutside) {

  public Box {
    facts = List.copyOf(facts);
  }
}
