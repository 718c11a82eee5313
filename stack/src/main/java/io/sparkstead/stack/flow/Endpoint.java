package io.sparkstead.stack.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a person or a program may open.
 *
 * @param title what answers there
 * @param inside its address for pods
 * @param outside its address for everyone else, if it has one
 */
public record Endpoint(String title, String inside, Optional<String> outside) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint endpoint
        && title.equals(endpoint.title)
        && inside.equals(endpoint.inside)
        && outside.equals(endpoint.outside);
  }

  @Override
  public int hashCode() {
    return inside.hashCode();
  }
}
