package io.sparkstead.stack.proof.syntax;

import java.util.Optional;

/** Who reads a text. */
enum TextKind {
  SHELL,
  PYTHON,
  NOTEBOOK,
  JSON;

  /** By the end of its file's name, or else by its first line. */
  static Optional<TextKind> of(String name, String text) {
    if (name.endsWith(".ipynb")) {
      return Optional.of(NOTEBOOK);
    }
    if (name.endsWith(".json")) {
      return Optional.of(JSON);
    }
    if (name.endsWith(".py")) {
      return Optional.of(PYTHON);
    }
    if (name.endsWith(".sh") || name.endsWith(".bash")) {
      return Optional.of(SHELL);
    }
    String first = text.startsWith("#!") ? text.lines().findFirst().orElse("") : "";
    if (first.matches("#!.*[/ ](ba|da|k)?sh( .*)?")) {
      return Optional.of(SHELL);
    }
    return first.matches("#!.*[/ ]python[0-9.]*( .*)?") ? Optional.of(PYTHON) : Optional.empty();
  }
}
