package io.sparkstead.stack.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At what times something runs, by the clocks of one place.
 *
 * <pre>{@code
 * new CronSchedule("30 2 * * MON-FRI", "Europe/Berlin");
 * }</pre>
 *
 * @param expression minute, hour, day of the month, month, day of the week; or a word for them,
 *     from {@code @hourly} to {@code @yearly}. What never comes, such as the 31st of June, is
 *     refused
 * @param timeZone by its IANA name
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax">
 *     Schedule syntax</a>
 */
public record CronSchedule(String expression, String timeZone) {

  private static final Pattern PART =
      Pattern.compile("(?:[*?]|(\\w+)(?:-(\\w+))?)(?:/([1-9]\\d?))?");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ZONE =
      Pattern.compile("(?!Local$)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*");
  private static final List<Integer> LONGEST =
      List.of(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

  /** Words for five fields. */
  private static final List<String> MACROS =
      List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

  /** {@code @every 1h30m}, counted from when the object is made, and from each run on. */
  private static final Pattern EVERY =
      Pattern.compile("@every (?:\\d{1,9}(?:\\.\\d{1,9})?(?:h|m|s|ms))+");

  private static final int DAY = 2;
  private static final int MONTH = 3;
  private static final int WEEKDAY = 4;
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC")),
          new Field(
              "day of the week", 0, 6, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

  /** What a field counts, and the words it may say instead. */
  private record Field(String words, int first, int last, List<String> names) {

    /** The numbers that {@code text} stands for; none if it stands for nothing. */
    SortedSet<Integer> numbers(String text) {
      SortedSet<Integer> numbers = new TreeSet<>();
      for (String part : text.split(",", -1)) {
        Matcher match = PART.matcher(part);
        if (!match.matches()) {
          return new TreeSet<>();
        }
        boolean isAny = match.group(1) == null;
        int from = isAny ? first : number(match.group(1));
        int step = match.group(3) == null ? 1 : Integer.parseInt(match.group(3));
        boolean isOne = !isAny && match.group(2) == null && match.group(3) == null;
        int to = match.group(2) == null ? (isOne ? from : last) : number(match.group(2));
        if (from < first || to > last || to < from) {
          return new TreeSet<>();
        }
        for (int number = from; number <= to; number += step) {
          numbers.add(number);
        }
      }
      return numbers;
    }

    private int number(String word) {
      int name = names.indexOf(word.toUpperCase(Locale.ROOT));
      return name >= 0 ? name + first : word.matches("\\d{1,2}") ? Integer.parseInt(word) : -1;
    }
  }

  public CronSchedule {
    refuse(expression)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    if (!ZONE.matcher(timeZone).matches() || !isKnown(timeZone)) {
      throw new IllegalArgumentException(
          "time zone '" + timeZone + "' is no IANA name; use one such as Etc/UTC or Europe/Berlin");
    }
  }

  /** Whether the JDK has the zone, as the API server's own list has. */
  private static boolean isKnown(String zone) {
    return List.of(TimeZone.getAvailableIDs()).contains(zone);
  }

  /** Why Kubernetes would not take {@code expression}, or would never act on it. */
  public static Optional<String> refuse(String expression) {
    if (MACROS.contains(expression) || EVERY.matcher(expression).matches()) {
      return Optional.empty();
    }
    if (expression.startsWith("@")) {
      return Optional.of(
          "schedule '"
              + expression
              + "' is no word that Kubernetes acts on; write one of "
              + String.join(", ", MACROS)
              + ", @every 1h30m, or five fields, as in 30 2 * * *; what runs once has no schedule");
    }
    List<String> texts = List.of(BLANKS.split(expression.strip(), -1));
    if (texts.size() != FIELDS.size()) {
      return Optional.of(
          "schedule '"
              + expression
              + "' has not five fields; write minute, hour, day, month and day of the week, as in"
              + " 30 2 * * *");
    }
    List<SortedSet<Integer>> fields = new ArrayList<>();
    for (Field field : FIELDS) {
      String text = texts.get(fields.size());
      SortedSet<Integer> numbers = field.numbers(text);
      if (numbers.isEmpty()) {
        return Optional.of(
            "schedule '"
                + expression
                + "' says '"
                + text
                + "' for its "
                + field.words
                + "; use numbers of "
                + field.first
                + " to "
                + field.last
                + ", as in *, 1,3, 1-5 or */2");
      }
      fields.add(numbers);
    }
    // Where day of the month and day of the week are both said, either will do.
    boolean byDateAlone = texts.get(WEEKDAY).matches("[*?]");
    boolean comes =
        fields.get(MONTH).stream()
            .anyMatch(month -> fields.get(DAY).first() <= LONGEST.get(month - 1));
    return byDateAlone && !comes
        ? Optional.of(
            "schedule '"
                + expression
                + "' never comes: none of its months is that long; name a day that they have")
        : Optional.empty();
  }

  /** The words that stand for five fields, and those. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /**
   * When it comes, by the numbers of a clock and a calendar.
   *
   * @param weekdays 0 is Sunday
   * @param isEither whether a day of the month or a weekday is enough, as where both are named
   */
  public record Times(
      SortedSet<Integer> minutes,
      SortedSet<Integer> hours,
      SortedSet<Integer> days,
      SortedSet<Integer> months,
      SortedSet<Integer> weekdays,
      boolean isEither) {}

  /** That; empty for {@code @every}, which counts from when the object is made. */
  public Optional<Times> times() {
    if (expression.startsWith("@every")) {
      return Optional.empty();
    }
    List<String> texts =
        List.of(BLANKS.split(MEANINGS.getOrDefault(expression, expression).strip(), -1));
    List<SortedSet<Integer>> fields = new ArrayList<>();
    for (Field field : FIELDS) {
      fields.add(field.numbers(texts.get(fields.size())));
    }
    boolean isEither = !texts.get(DAY).matches("[*?].*") && !texts.get(WEEKDAY).matches("[*?].*");
    return Optional.of(
        new Times(
            fields.get(0),
            fields.get(1),
            fields.get(DAY),
            fields.get(MONTH),
            fields.get(WEEKDAY),
            isEither));
  }
}
