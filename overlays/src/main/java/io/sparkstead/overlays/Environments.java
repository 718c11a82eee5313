package io.sparkstead.overlays;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every environment, listed by hand: the compiler and a search for usages both find them here. */
public final class Environments {

  private Environments() {}

  /**
   * The list: the environment at {@code place}, from 0, or null behind the last.
   *
   * <p>One at a time, because those that nobody asked for would cost a cold run more than the
   * search for the one that it wants.
   */
  private static @Nullable Environment at(int place) {
    return switch (place) {
      case 0 -> new Homelab();
      case 1 -> new Laptop();
      case 2 -> new Cloud();
      default -> null;
    };
  }

  /** Made anew by each call, so that a mistake in one is told as one, and only to who asks. */
  public static List<Environment> all() {
    List<Environment> all = new ArrayList<>();
    for (Environment one = at(0); one != null; one = at(all.size())) {
      all.add(one);
    }
    return List.copyOf(all);
  }

  /**
   * The environment called {@code name}.
   *
   * @throws UnknownEnvironment if there is none
   */
  public static Environment named(String name) {
    List<String> others = new ArrayList<>();
    for (Environment one = at(0); one != null; one = at(others.size())) {
      if (one.name().text().equals(name)) {
        return one;
      }
      others.add(one.name().text());
    }
    throw new UnknownEnvironment(name, others);
  }
}
