package io.sparkstead.render.explain.woven;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What woven Java calls in place of each value and each call. It gives what the Java says, but for
 * the one thing that is turned.
 *
 * <p>In use in the thread that turns it alone; nothing that renders asks for it otherwise.
 */
public final class Switch {

  private static final ThreadLocal<Optional<Turned>> TURNED =
      ThreadLocal.withInitial(Optional::empty);

  /** A thing, and in which of several ways it is otherwise. */
  private record Turned(int number, int way) {}

  private Switch() {}

  /** What is made while the thing of that number is otherwise. */
  interface Made<T> {
    T make();
  }

  static <T> T turned(int number, int way, Made<T> made) {
    TURNED.set(Optional.of(new Turned(number, way)));
    try {
      return made.make();
    } finally {
      TURNED.remove();
    }
  }

  private static int way(int number) {
    Optional<Turned> turned = TURNED.get();
    return turned.isPresent() && turned.get().number() == number ? turned.get().way() : -1;
  }

  public static int of(int number, int said) {
    int way = way(number);
    return way < 0 ? said : (int) Otherwise.number(said, way);
  }

  public static long of(int number, long said) {
    int way = way(number);
    return way < 0 ? said : Otherwise.number(said, way);
  }

  public static double of(int number, double said) {
    int way = way(number);
    return way < 0 ? said : said * (way + 2);
  }

  public static boolean of(int number, boolean said) {
    return (way(number) >= 0) != said;
  }

  /** A text, of which each line is a thing of its own: the first is {@code number}. */
  public static String of(int number, String said) {
    Optional<Turned> turned = TURNED.get();
    int lines = Otherwise.lines(said);
    if (turned.isEmpty()
        || turned.get().number() < number
        || turned.get().number() >= number + lines) {
      return said;
    }
    return Otherwise.text(said, turned.get().number() - number, turned.get().way());
  }

  public static <T extends Enum<T>> T choice(int number, T said) {
    int way = way(number);
    List<T> all = List.of(said.getDeclaringClass().getEnumConstants());
    return way < 0 ? said : all.get((all.indexOf(said) + way + 1) % all.size());
  }

  /** What {@code call} makes of {@code on}; that itself where the call is left out. */
  public static <T> T call(int number, T on, UnaryOperator<T> call) {
    return way(number) < 0 ? call.apply(on) : on;
  }
}
