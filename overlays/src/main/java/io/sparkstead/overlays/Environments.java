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
    return switch (name) {
      case Homelab.NAME -> new Homelab();
      case Laptop.NAME -> new Laptop();
      case Cloud.NAME -> new Cloud();
      default ->
          throw new UnknownEnvironment(
              name, all().stream().map(environment -> environment.name().text()).toList());
    };
  }
}
