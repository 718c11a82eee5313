package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.Words;
import java.util.List;

/** Who may run a file, by what chmod is told: {@code 0555}, {@code a+rx}. */
final class Modes {

  private Modes() {}

  /** Whether {@code path} was brought and changed so that nobody may run it. */
  static boolean letNobodyRun(
      String path, List<Copied> copies, List<Ran> commands, boolean isRoot) {
    boolean isNone = false;
    for (Copied copied : copies) {
      if (copied.to().equals(path) || copied.files().contains(path)) {
        isNone = copied.isNoProgram(isRoot);
      }
    }
    for (Ran command : commands) {
      if (command.isOf("chmod") && command.words().size() > 2) {
        isNone = isNoneAfter(command, path, isNone);
      }
    }
    return isNone;
  }

  private static boolean isNoneAfter(Ran chmod, String path, boolean isNone) {
    for (String word : chmod.words().subList(1, chmod.words().size())) {
      String named = Paths.plain(Paths.in(chmod.folder(), word));
      if (named.equals(path)) {
        return letsNobodyRun(firstMode(chmod));
      }
      boolean isAbove = !named.equals("/") && Paths.isIn(named, path);
      if (isAbove || word.indexOf('$') >= 0) {
        return false;
      }
    }
    return isNone;
  }

  private static String firstMode(Ran chmod) {
    for (String word : chmod.words().subList(1, chmod.words().size())) {
      if (!word.startsWith("--") && !word.startsWith("-R")) {
        return word;
      }
    }
    return "";
  }

  /** Whether {@code mode} leaves nobody the right to run it. */
  static boolean letsNobodyRun(String mode) {
    if (Words.isNumber(mode)) {
      return !runs(mode, 1) && !runs(mode, 2) && !runs(mode, 3);
    }
    return mode.contains("-x")
        || (mode.contains("=") && mode.indexOf('x') < 0 && !mode.contains("X"));
  }

  /** Whether {@code mode} leaves that right to the owner alone. */
  static boolean letsOwnerRun(String mode) {
    return Words.isNumber(mode) && !runs(mode, 1) && !runs(mode, 2);
  }

  /** By the digit that is {@code fromEnd} from the end. */
  private static boolean runs(String mode, int fromEnd) {
    int at = mode.length() - fromEnd;
    return at >= 0 && (mode.charAt(at) - '0') % 2 == 1;
  }
}
