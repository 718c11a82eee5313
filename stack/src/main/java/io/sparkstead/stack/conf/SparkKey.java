package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.Ascii;
import java.util.Optional;

/**
 * One key in one line of Spark releases. {@link SparkKeys} has them all.
 *
 * <pre>{@code
 * key.refuse("60 seconds"); // spark.network.timeout is '60 seconds', not a time: use …
 * key.isDefault("2min");    // true where the default is 120s
 * }</pre>
 *
 * @param name as in {@code spark-defaults.conf}; of a family, with {@code *} for any text
 * @param kind what its values are
 * @param since the release that brought it, if Spark or its documentation says
 * @param initial what it is where nothing is set
 * @param internal whether Spark leaves it out of its documentation
 * @param standing whether it still is what it was
 */
public record SparkKey(
    String name,
    ValueKind kind,
    Optional<String> since,
    Initial initial,
    boolean internal,
    Standing standing) {

  private static final int TINY = 1000;

  /**
   * Why Spark would not take {@code value}, if so.
   *
   * <p>A value with a reference, {@code ${spark.app.id}}, is not judged: Spark fills it in first.
   * Blanks around a value do not count: Spark strips what it reads from a file.
   */
  public Optional<String> refuse(String said) {
    String value = said.strip();
    if (value.contains("${")) {
      return Optional.empty();
    }
    if (standing instanceof Standing.Removed && !isDefault(value)) {
      return note();
    }
    Optional<String> rule = kind.refuse(value);
    return rule.isEmpty() ? rule : Optional.of(name + " is '" + value + "', " + rule.get());
  }

  /** Whether {@code value} means the same as saying nothing: {@code 2min} where it is 120s. */
  public boolean isDefault(String value) {
    return initial instanceof Initial.Value fixed && kind.same(value.strip(), fixed.text());
  }

  /**
   * How much {@code value} is, if it is a number without a unit, and a thousandth of the default or
   * less: {@code 512} bytes, where most people mean 512 MiB.
   */
  public Optional<String> tiny(String value) {
    String number = value.strip();
    boolean isBare = !number.isEmpty() && Ascii.endOfDigits(number, 0) == number.length();
    if (!isBare || !(initial instanceof Initial.Value usual)) {
      return Optional.empty();
    }
    if (kind instanceof ValueKind.Bytes bytes) {
      return tiny(
          bytes.amount(number), bytes.amount(usual.text()), number + " " + bytes.unitName());
    }
    if (kind instanceof ValueKind.Time time) {
      return tiny(time.amount(number), time.amount(usual.text()), number + " " + time.unitName());
    }
    return Optional.empty();
  }

  private Optional<String> tiny(Optional<Long> said, Optional<Long> usual, String amount) {
    boolean isTiny =
        said.isPresent() && usual.isPresent() && said.get() > 0 && said.get() <= usual.get() / TINY;
    return isTiny && initial instanceof Initial.Value value
        ? Optional.of(amount + ", where Spark's own is " + value.text())
        : Optional.empty();
  }

  /** What to know about a key that is no longer what it was. */
  public Optional<String> note() {
    Optional<String> note = standing.note();
    return note.isEmpty() ? note : Optional.of(name + " " + note.get());
  }

  /**
   * Out of a row of {@code spark-keys.tsv}.
   *
   * @param column of the line
   * @param mebi as in {@link ValueKind.Bytes}
   */
  static SparkKey parse(String[] cells, int column, boolean mebi) {
    int same = column;
    while (cells[same].equals("=")) {
      same--;
    }
    String remark = cells[cells.length - 1];
    boolean internal = remark.startsWith("internal");
    return new SparkKey(
        cells[0],
        ValueKind.parse(cells[1], mebi),
        cells[2].equals("-") ? Optional.empty() : Optional.of(cells[2]),
        Initial.parse(cells[same]),
        internal,
        Standing.parse(internal ? remark.substring("internal".length()).trim() : remark));
  }

  /** What a key is where nothing is set. */
  public sealed interface Initial {

    record Value(String text) implements Initial {}

    /** The value of another key. */
    record Of(String key) implements Initial {}

    /** No value, or one that depends on the machine. */
    record Open() implements Initial {}

    private static Initial parse(String cell) {
      if (cell.equals("-") || cell.equals("?")) {
        return new Open();
      }
      if (cell.startsWith("<")) {
        return new Of(cell.substring(1, cell.length() - 1));
      }
      return new Value(cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell);
    }
  }

  /** What became of a key. */
  public sealed interface Standing {

    /** What to say about it, after its name. */
    Optional<String> note();

    record Current() implements Standing {
      @Override
      public Optional<String> note() {
        return Optional.empty();
      }
    }

    /** Still read, and set under another name by now. */
    record OlderName(String successor) implements Standing {
      @Override
      public Optional<String> note() {
        return Optional.of("is an older name of " + successor + "; use that");
      }
    }

    /**
     * Still known, and better left.
     *
     * @param text since when and why, as Spark says it
     */
    record Discouraged(String text) implements Standing {
      @Override
      public Optional<String> note() {
        return Optional.of("is " + text);
      }
    }

    /**
     * Every value but the default is refused.
     *
     * @param text since when and why, as Spark says it
     */
    record Removed(String text) implements Standing {
      @Override
      public Optional<String> note() {
        return Optional.of("was " + text);
      }
    }

    private static Standing parse(String remark) {
      if (remark.startsWith("use ")) {
        return new OlderName(remark.substring("use ".length()));
      }
      if (remark.startsWith("deprecated ")) {
        return new Discouraged(remark);
      }
      return remark.startsWith("removed ") ? new Removed(remark) : new Current();
    }
  }
}
