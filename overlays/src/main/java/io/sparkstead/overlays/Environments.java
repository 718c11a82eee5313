package io.sparkstead.overlays;

import io.sparkstead.dsl.value.NearName;
import java.util.List;

/** Every environment, listed by hand: the compiler and a search for usages both find them here. */
public final class Environments {

  private static final List<Environment> ALL = List.of(new Homelab());

  private Environments() {}

  public static List<Environment> all() {
    return ALL;
  }

  /**
   * The environment called {@code name}.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest and all others
   */
  public static Environment named(String name) {
    for (Environment environment : ALL) {
      if (environment.name().text().equals(name)) {
        return environment;
      }
    }
    List<String> known = ALL.stream().map(environment -> environment.name().text()).toList();
    throw new IllegalArgumentException(
        "no environment '"
            + name
            + "'; "
            + NearName.of(name, known).map(near -> "did you mean '" + near + "'? ").orElse("")
            + "there is: "
            + String.join(", ", known));
  }
}
