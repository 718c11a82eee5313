package io.sparkstead.overlays;

import java.util.List;
import java.util.function.Supplier;

/** Every environment, listed by hand: the compiler and a search for usages both find them here. */
public final class Environments {

  private static final List<Supplier<Environment>> ALL =
      List.of(Homelab::new, Laptop::new, Cloud::new);

  private Environments() {}

  /** Made anew by each call, so that a mistake in one is told as one, and only to who asks. */
  public static List<Environment> all() {
    return ALL.stream().map(Supplier::get).toList();
  }

  /**
   * The environment called {@code name}.
   *
   * @throws UnknownEnvironment if there is none
   */
  public static Environment named(String name) {
    for (Supplier<Environment> one : ALL) {
      Environment environment = one.get();
      if (environment.name().text().equals(name)) {
        return environment;
      }
    }
    throw new UnknownEnvironment(
        name, all().stream().map(environment -> environment.name().text()).toList());
  }
}
