package io.sparkstead.overlays;

import java.util.List;

/** Every environment, listed by hand: the compiler and a search for usages both find them here. */
public final class Environments {

  private Environments() {}

  /** Made anew by each call, so that a mistake in one is told as one, and only to who asks. */
  public static List<Environment> all() {
    return List.of(new Homelab(), new Laptop(), new Cloud());
  }

  /**
   * The environment called {@code name}.
   *
   * @throws UnknownEnvironment if there is none
   */
  public static Environment named(String name) {
    // One after the other: those that nobody asked for would cost a cold run more than the search.
    Environment found = new Homelab();
    found = isCalled(name, found) ? found : new Laptop();
    found = isCalled(name, found) ? found : new Cloud();
    if (!isCalled(name, found)) {
      throw new UnknownEnvironment(
          name, all().stream().map(environment -> environment.name().text()).toList());
    }
    return found;
  }

  private static boolean isCalled(String name, Environment environment) {
    return environment.name().text().equals(name);
  }
}
