package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.Words;

/** Who may run a file, by what chmod is told: {@code 0555}, {@code a+rx}. */
final class Modes {

  private Modes() {}

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
