package io.sparkstead.render.survey;

import io.sparkstead.render.java.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An argument of the environment, under what it was read from.
 *
 * <pre>
 * // StorageClass longhorn, the default
 * .storageClass("longhorn")
 * </pre>
 *
 * @param comments each a line or more
 * @param code the call on the Workbench; none where there is nothing to say but the comment
 */
record Statement(List<String> comments, Optional<Code.Apply> code) {

  /** How {@code init} marks what a person has to correct. */
  static final String GUESS = "GUESS: ";

  Statement {
    comments = List.copyOf(comments);
  }

  /** One that says nothing to the program. */
  static Statement comment(String line) {
    return new Statement(List.of(line), Optional.empty());
  }

  /** {@code .method(arguments)}. */
  static Statement call(List<String> comments, String method, List<Code> arguments) {
    return new Statement(comments, Optional.of(new Code.Apply(method, arguments, Set.of())));
  }

  /** {@code new Node(cpu, memory)}. */
  static Code made(Class<?> type, Code... arguments) {
    return Code.call("new " + type.getSimpleName(), Set.of(type.getCanonicalName()), arguments);
  }

  /** {@code Cidr.only("10.0.0.1")}. */
  static Code ask(Class<?> type, String method, Code... arguments) {
    return Code.call(
        type.getSimpleName() + "." + method, Set.of(type.getCanonicalName()), arguments);
  }
}
