package io.sparkstead.render.survey;

import java.util.List;

/**
 * An argument of the environment, under what it was read from.
 *
 * <pre>
 * // StorageClass longhorn, the default
 * .storageClass("longhorn")
 * </pre>
 *
 * @param comments each a line or more
 * @param code as it is formatted; none where there is nothing to say but the comment
 * @param imports the types that it names
 */
record Statement(List<String> comments, List<String> code, List<Class<?>> imports) {

  /** How `init` marks what a person has to correct. */
  static final String GUESS = "GUESS: ";

  Statement {
    comments = List.copyOf(comments);
    code = List.copyOf(code);
    imports = List.copyOf(imports);
  }

  /** One that says nothing to the program. */
  static Statement comment(String... lines) {
    return new Statement(List.of(lines), List.of(), List.of());
  }
}
