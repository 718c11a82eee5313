package io.sparkstead.stack.proof.syntax.shell;

import java.util.List;
import java.util.Set;

/**
 * How a command starts a shell on a script.
 *
 * <pre>
 * tini -- bash -eu -o pipefail /opt/run.sh     starts a shell, with set -eu -o pipefail
 * </pre>
 */
public record ShellOptions(
    boolean isShell, boolean isErrorExit, boolean isUnsetRefused, boolean isPipeFail) {

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh");

  private static final ShellOptions NONE = new ShellOptions(false, false, false, false);

  /** Those of the shell in {@code words} that is given the file called {@code name}. */
  public static ShellOptions before(List<String> words, String name) {
    for (int i = 0; i < words.size(); i++) {
      if (SHELLS.contains(words.get(i).substring(words.get(i).lastIndexOf('/') + 1))) {
        return read(words.subList(i + 1, words.size()), name);
      }
    }
    return NONE;
  }

  private static ShellOptions read(List<String> behind, String name) {
    boolean isErrorExit = false;
    boolean isUnsetRefused = false;
    boolean isPipeFail = false;
    for (int i = 0; i < behind.size(); i++) {
      String word = behind.get(i);
      if (!word.startsWith("-") && !word.startsWith("+")) {
        boolean isIt = word.equals(name) || word.endsWith("/" + name);
        return isIt ? new ShellOptions(true, isErrorExit, isUnsetRefused, isPipeFail) : NONE;
      }
      if (word.startsWith("-") && !word.startsWith("--")) {
        if (word.contains("c")) {
          return NONE;
        }
        isErrorExit = isErrorExit || word.contains("e");
        isUnsetRefused = isUnsetRefused || word.contains("u");
      }
      if (word.endsWith("o") && !word.startsWith("--") && i + 1 < behind.size()) {
        String option = behind.get(++i);
        isErrorExit = isErrorExit || option.equals("errexit");
        isUnsetRefused = isUnsetRefused || option.equals("nounset");
        isPipeFail = isPipeFail || option.equals("pipefail");
      }
    }
    return NONE;
  }
}
