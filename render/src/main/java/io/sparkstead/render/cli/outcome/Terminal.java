package io.sparkstead.render.cli.outcome;

import java.io.Console;

/** Whether a person looks on, and no program. */
public final class Terminal {

  private Terminal() {}

  /** Since Java 22 there is a console for programs too, which says itself that it is none. */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
