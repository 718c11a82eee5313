package io.sparkstead.stack;

import io.sparkstead.dsl.value.Origin;
import java.util.List;

/**
 * What has made a stack from arguments, and remembers where each was given: so what is found wrong
 * with the stack can be told at the line that is at fault.
 */
public interface Recipe {

  /** The call it began with. */
  Origin begun();

  /** In the order they were given. */
  List<Argument> arguments();

  /** One argument. What changes without it is what it is answerable for. */
  interface Argument {

    /** The call that gave it. */
    Origin origin();

    /**
     * A stack like {@code whole}, which came of the recipe and may have been changed since, had the
     * argument never been given.
     *
     * @throws IllegalArgumentException if there is no such stack
     */
    Stack without(Stack whole);
  }
}
