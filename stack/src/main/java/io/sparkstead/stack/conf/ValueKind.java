package io.sparkstead.stack.conf;

import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the values of a key are. Each kind reads a value as Spark does, to refuse it or to tell
 * whether two values mean the same.
 *
 * <pre>{@code
 * ValueKind time = ValueKind.parse("time s >=0", false);
 * time.refuse("1 min");     // not a time: …
 * time.same("60s", "1min"); // true
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/apache/spark/blob/master/common/utils/src/main/scala/org/apache/spark/internal/config/ConfigBuilder.scala">
 *     Spark's own</a>
 */
public sealed interface ValueKind {

  /** The rule that {@code value} breaks, if it breaks one; reads on after the value. */
  Optional<String> refuse(String value);

  /** Whether Spark makes the same of both; never so of a value that it refuses. */
  boolean same(String one, String other);

  /** {@code true} or {@code false}, however they are cased. */
  record Flag() implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      String word = value.trim().toLowerCase(Locale.ROOT);
      return word.equals("true") || word.equals("false")
          ? Optional.empty()
          : Optional.of("not a boolean: use true or false");
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && one.trim().equalsIgnoreCase(other.trim());
    }
  }

  /**
   * A whole number.
   *
   * @param bits 32 or 64
   */
  record Whole(int bits, Ranges ranges) implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      Optional<Long> number = number(value);
      if (number.isEmpty()) {
        return Optional.of("not a whole number of " + bits + " bits");
      }
      return ranges.refuse(number.get(), "");
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && number(one).equals(number(other));
    }

    private Optional<Long> number(String value) {
      try {
        return Optional.of(
            bits == 32 ? Integer.parseInt(value.trim()) : Long.parseLong(value.trim()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** A number with a fraction, as {@code Double.parseDouble} reads it. */
  record Decimal(List<Bound> bounds) implements ValueKind {

    public Decimal {
      bounds = List.copyOf(bounds);
    }

    @Override
    public Optional<String> refuse(String value) {
      Optional<Double> number = number(value);
      if (number.isEmpty()) {
        return Optional.of("not a number: use one such as 0.5");
      }
      for (Bound bound : bounds) {
        if (!bound.holds(number.get())) {
          return Optional.of("out of range: it must be " + Bound.text(bounds));
        }
      }
      return Optional.empty();
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && number(one).equals(number(other));
    }

    private static Optional<Double> number(String value) {
      try {
        return Optional.of(Double.parseDouble(value.trim()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * A time, as a whole number with a suffix.
   *
   * @param unit of a bare number, such as {@code ms}
   */
  record Time(String unit, Ranges ranges) implements ValueKind {

    private static final Map<String, TimeUnit> UNITS =
        Map.of(
            "ns", TimeUnit.NANOSECONDS,
            "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "min", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);

    /** Any time; a bare number is in {@code unit}. */
    public static Time in(String unit) {
      return new Time(unit, Ranges.parse(""));
    }

    @Override
    public Optional<String> refuse(String value) {
      Optional<Long> amount = amount(value);
      if (amount.isEmpty()) {
        return Optional.of(
            "not a time: use a whole number with us, ms, s, min, h or d, such as 90s; a bare number"
                + " is in "
                + unitName());
      }
      return ranges.refuse(amount.get(), unit);
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && amount(one).equals(amount(other));
    }

    /** What a bare number is in: {@code milliseconds}. */
    public String unitName() {
      return unitOf(unit).name().toLowerCase(Locale.ROOT);
    }

    /** In {@link #unit}; what is finer than that is cut off, as Spark does. */
    public Optional<Long> amount(String value) {
      Optional<Amount> amount = Amount.read(value, true);
      if (amount.isEmpty()) {
        return Optional.empty();
      }
      String suffix = amount.get().suffix();
      // Spark has keys in nanoseconds, and no suffix for them.
      if (suffix.equals("ns") || !(suffix.isEmpty() || UNITS.containsKey(suffix))) {
        return Optional.empty();
      }
      TimeUnit said = unitOf(suffix.isEmpty() ? unit : suffix);
      return Optional.of(unitOf(unit).convert(amount.get().number(), said));
    }

    private static TimeUnit unitOf(String suffix) {
      return Objects.requireNonNull(UNITS.get(suffix), suffix);
    }
  }

  /**
   * An amount of bytes, as a whole number with a suffix.
   *
   * @param unit of a bare number, a letter of {@code bkmgtp}
   * @param mebi whether {@code Mi} and {@code MiB} are read besides {@code m} and {@code mb}
   */
  record Bytes(char unit, Ranges ranges, boolean mebi) implements ValueKind {

    private static final String UNITS = "bkmgtp";

    /** Any amount, as the newest line reads it; a bare number is in {@code unit}. */
    public static Bytes in(char unit) {
      return new Bytes(unit, Ranges.parse(""), true);
    }

    @Override
    public Optional<String> refuse(String value) {
      Optional<Long> amount = amount(value);
      if (amount.isEmpty()) {
        return Optional.of(
            "not an amount of bytes: use a whole number with b, k, m, g, t or p, such as 512m; a"
                + " bare number is in "
                + unitName());
      }
      return ranges.refuse(amount.get(), String.valueOf(unit));
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && amount(one).equals(amount(other));
    }

    /** What a bare number is in: {@code MiB}. */
    public String unitName() {
      return List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB").get(UNITS.indexOf(unit));
    }

    /** In {@link #unit}; what is finer than that is cut off, as Spark does. */
    public Optional<Long> amount(String value) {
      boolean negative = value.startsWith("-");
      Optional<Amount> amount = Amount.read(negative ? value.substring(1) : value, false);
      if (amount.isEmpty()) {
        return Optional.empty();
      }
      Optional<Long> converted = converted(amount.get().number(), amount.get().suffix());
      return negative && converted.isPresent() ? Optional.of(-converted.get()) : converted;
    }

    private Optional<Long> converted(long number, String suffix) {
      if (suffix.isEmpty()) {
        return converted(number, String.valueOf(unit));
      }
      int power = UNITS.indexOf(suffix.charAt(0));
      String ending = suffix.substring(1);
      boolean longer = ending.equals("b") || (mebi && (ending.equals("i") || ending.equals("ib")));
      boolean known = ending.isEmpty() || (power > 0 && longer);
      if (power < 0 || !known) {
        return Optional.empty();
      }
      int steps = power - UNITS.indexOf(unit);
      if (steps <= 0) {
        return Optional.of(number >> (10 * -steps));
      }
      return number > Long.MAX_VALUE >> (10 * steps)
          ? Optional.empty()
          : Optional.of(number << (10 * steps));
    }
  }

  /** One of a few words. */
  record Word(AllowedValues allowed) implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      return allowed.has(value) ? Optional.empty() : Optional.of("not one of " + allowed.text());
    }

    @Override
    public boolean same(String one, String other) {
      return allowed.has(one) && allowed.same(one, other);
    }
  }

  /**
   * Texts with commas between them.
   *
   * @param allowed what each must be one of, if not anything
   */
  record Several(Optional<AllowedValues> allowed) implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      return allowed
          .filter(all -> !each(value).stream().allMatch(all::has))
          .map(all -> "not a list of " + all.text());
    }

    @Override
    public boolean same(String one, String other) {
      return refuse(one).isEmpty() && each(one).equals(each(other));
    }

    private static List<String> each(String value) {
      List<String> all = new ArrayList<>();
      for (String each : value.split(",", -1)) {
        if (!each.isBlank()) {
          all.add(each.trim());
        }
      }
      return all;
    }
  }

  /** A regular expression. */
  record Regex() implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      try {
        Pattern.compile(value);
        return Optional.empty();
      } catch (PatternSyntaxException e) {
        return Optional.of("not a regular expression: " + e.getDescription());
      }
    }

    @Override
    public boolean same(String one, String other) {
      return one.equals(other);
    }
  }

  /** Any text that ends so; or Spark demands more, which only Spark can check. */
  record Text(String end) implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      return value.endsWith(end) ? Optional.empty() : Optional.of("which must end with " + end);
    }

    @Override
    public boolean same(String one, String other) {
      return one.equals(other);
    }
  }

  /**
   * One of a few words, or the name of a class.
   *
   * @param allowed the words
   */
  record Named(AllowedValues allowed) implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      return allowed.has(value) || value.indexOf('.') > 0
          ? Optional.empty()
          : Optional.of("not one of " + allowed.text() + ", nor a class in full");
    }

    @Override
    public boolean same(String one, String other) {
      return one.equals(other) || (allowed.has(one) && allowed.same(one, other));
    }
  }

  /** A zone of time: {@code Europe/Berlin}, {@code UTC}, {@code +02:00}, {@code GMT+2}. */
  record Zone() implements ValueKind {

    private static final List<String> BEGINNINGS = List.of("UTC", "GMT", "UT");

    @Override
    public Optional<String> refuse(String value) {
      return isOffset(value) || List.of(TimeZone.getAvailableIDs()).contains(value)
          ? Optional.empty()
          : Optional.of("not a zone that Java knows: use one such as UTC or Europe/Berlin");
    }

    @Override
    public boolean same(String one, String other) {
      return one.equals(other);
    }

    /** {@code Z}, {@code +2}, {@code -08:00}, {@code UTC+2}. */
    private static boolean isOffset(String value) {
      String offset = value;
      for (String beginning : BEGINNINGS) {
        if (value.startsWith(beginning)) {
          offset = value.substring(beginning.length());
          break;
        }
      }
      if (offset.isEmpty() || offset.equals("Z")) {
        return true;
      }
      if ("+-".indexOf(offset.charAt(0)) < 0) {
        return false;
      }
      String[] parts = offset.substring(1).split(":", -1);
      for (String part : parts) {
        boolean isNumber = Ascii.endOfDigits(part, 0) == part.length();
        if (part.isEmpty() || part.length() > 2 || !isNumber || Integer.parseInt(part) > 59) {
          return false;
        }
      }
      return parts.length <= 3 && Integer.parseInt(parts[0]) <= 18;
    }
  }

  /** An amount as Kubernetes counts, more than nothing. */
  record Amounts() implements ValueKind {

    @Override
    public Optional<String> refuse(String value) {
      return Quantities.isText(value)
          ? Optional.empty()
          : Optional.of(
              "not an amount of Kubernetes: use a number with a unit or none, such as 500m, 2 or 10Gi");
    }

    @Override
    public boolean same(String one, String other) {
      return one.equals(other);
    }
  }

  /**
   * Out of {@code spark-keys.tsv}, which says what the words are.
   *
   * @param mebi as in {@link Bytes}
   */
  static ValueKind parse(String type, boolean mebi) {
    int blank = type.indexOf(' ');
    String kind = blank < 0 ? type : type.substring(0, blank);
    String rest = blank < 0 ? "" : type.substring(blank + 1);
    return switch (kind) {
      case "boolean" -> new Flag();
      case "int" -> new Whole(32, Ranges.parse(rest));
      case "long" -> new Whole(64, Ranges.parse(rest));
      case "double" -> new Decimal(Bound.all(rest));
      case "time" -> new Time(first(rest), Ranges.parse(afterFirst(rest)));
      case "bytes" -> new Bytes(rest.charAt(0), Ranges.parse(afterFirst(rest)), mebi);
      case "enum" -> new Word(AllowedValues.parse(rest));
      case "list" ->
          new Several(
              rest.isEmpty()
                  ? Optional.empty()
                  : Optional.of(AllowedValues.parse(afterFirst(rest))));
      case "regex" -> new Regex();
      case "named" -> new Named(AllowedValues.parse(AllowedValues.ANY_CASE + rest));
      case "zone" -> new Zone();
      case "quantity" -> new Amounts();
      case "string" -> new Text(rest.startsWith("ending ") ? afterFirst(rest) : "");
      default -> throw new IllegalStateException("no kind of values is called " + type);
    };
  }

  private static String first(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static String afterFirst(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? "" : text.substring(blank + 1);
  }
}
