package io.sparkstead.dsl.testing;

/** How often a test of chance is repeated: fewer times in every build, more by {@code -Pstress}. */
public final class Rounds {

  private static final boolean IS_STRESS = Boolean.getBoolean("stress");

  private Rounds() {}

  public static int of(int always, int underStress) {
    return IS_STRESS ? underStress : always;
  }
}
