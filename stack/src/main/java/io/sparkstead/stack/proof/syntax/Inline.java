package io.sparkstead.stack.proof.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that stands in a command: {@code sh -c '…'}, {@code python3 -c '…'}.
 *
 * @param script with what the shell's options set put before it, on the same line
 */
record Inline(TextKind kind, String script) {

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash");

  static Optional<Inline> of(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String program = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
      if (SHELLS.contains(program)) {
        return shell(words, i + 1);
      }
      if (program.matches("python[0-9.]*")) {
        return python(words, i + 1);
      }
    }
    return Optional.empty();
  }

  private static Optional<Inline> shell(List<String> words, int first) {
    boolean isCommand = false;
    boolean isUnsetRefused = false;
    for (int i = first; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") && !word.startsWith("+")) {
        String before = isUnsetRefused ? "set -u; " : "";
        return isCommand
            ? Optional.of(new Inline(TextKind.SHELL, before + word))
            : Optional.empty();
      }
      if (!word.startsWith("--")) {
        isCommand = isCommand || word.contains("c");
        isUnsetRefused = isUnsetRefused || word.contains("u");
        i += word.endsWith("o") ? 1 : 0;
      }
    }
    return Optional.empty();
  }

  private static Optional<Inline> python(List<String> words, int first) {
    for (int i = first; i + 1 < words.size() && words.get(i).startsWith("-"); i++) {
      if (words.get(i).matches("-[A-Za-z]*c")) {
        return Optional.of(new Inline(TextKind.PYTHON, words.get(i + 1)));
      }
    }
    return Optional.empty();
  }
}
