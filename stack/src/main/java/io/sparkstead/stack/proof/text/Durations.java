package io.sparkstead.stack.proof.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something takes, as Go, Prometheus, Flux and the Gateway API write it. */
public enum Durations {
  /** {@code 1h30m}, {@code 1.5h}, {@code 0}. */
  GO("-?(?:\\d+\\.?\\d*(?:ns|us|µs|ms|s|m|h))+|0"),
  /** {@code 1d12h}, {@code 30s}: the greatest unit first, and no fractions. */
  PROMETHEUS("(?!$)(?:\\d+y)?(?:\\d+w)?(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?(?:\\d+ms)?|0"),
  /** As Go's, without the smallest units and the sign. */
  FLUX("(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h))+"),
  /** {@code 1h30m}, without fractions. */
  GATEWAY("(?:\\d{1,5}(?:h|m|s|ms)){1,4}");

  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*)(ms|y|w|d|h|m|s)");

  private final Pattern pattern;

  Durations(String regex) {
    pattern = Pattern.compile(regex);
  }

  /** Whether {@code text} is one. */
  public boolean take(String text) {
    return pattern.matcher(text).matches();
  }

  /** How many milliseconds {@code text} is, if it is one. */
  public Optional<Long> read(String text) {
    if (!take(text)) {
      return Optional.empty();
    }
    double seconds = 0;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      seconds += Double.parseDouble(part.group(1)) * secondsOf(part.group(2));
    }
    return Optional.of(Math.round(seconds * 1000));
  }

  private static double secondsOf(String unit) {
    return switch (unit) {
      case "ms" -> 0.001;
      case "m" -> 60;
      case "h" -> 3600;
      case "d" -> 86_400;
      case "w" -> 7 * 86_400;
      case "y" -> 365 * 86_400;
      default -> 1;
    };
  }
}
