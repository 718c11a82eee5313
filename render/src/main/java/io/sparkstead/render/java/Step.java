package io.sparkstead.render.java;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call in a chain of them.
 *
 * @param guess what a person has to look at, if it is no more than a guess
 */
public record Step(Code.Apply call, Optional<String> guess) {

  /** One that what was read says. */
  public static Step said(String method, Code... arguments) {
    return new Step(new Code.Apply(method, List.of(arguments), Set.of()), Optional.empty());
  }

  /** One that a person has to look at. */
  public static Step guessed(String guess, String method, Code... arguments) {
    return new Step(new Code.Apply(method, List.of(arguments), Set.of()), Optional.of(guess));
  }

  public String method() {
    return call.head();
  }
}
