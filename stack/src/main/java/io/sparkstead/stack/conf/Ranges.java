package io.sparkstead.stack.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a whole number may be: {@code =-1 or >=1 <=9}; empty for anything. */
public record Ranges(List<Range> ranges) {

  public Ranges {
    ranges = List.copyOf(ranges);
  }

  static Ranges parse(String text) {
    List<Range> ranges = new ArrayList<>();
    if (!text.isEmpty() && !text.equals("checked")) {
      long low = Long.MIN_VALUE;
      long high = Long.MAX_VALUE;
      for (String each : text.split(" ", -1)) {
        if (each.equals("or")) {
          ranges.add(new Range(low, high));
          low = Long.MIN_VALUE;
          high = Long.MAX_VALUE;
        } else if (each.startsWith(">=")) {
          low = Long.parseLong(each.substring(2));
        } else if (each.startsWith("<=")) {
          high = Long.parseLong(each.substring(2));
        } else {
          low = Long.parseLong(each.substring(1));
          high = low;
        }
      }
      ranges.add(new Range(low, high));
    }
    return new Ranges(ranges);
  }

  Optional<String> refuse(long number, String unit) {
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    List<String> allowed = new ArrayList<>();
    for (Range range : ranges) {
      if (range.low <= number && number <= range.high) {
        return Optional.empty();
      }
      allowed.add(range.text(unit));
    }
    return Optional.of("out of range: it must be " + String.join(" or ", allowed));
  }

  /** From {@code low} to {@code high}, with both. */
  record Range(long low, long high) {

    String text(String unit) {
      if (low == high) {
        return low + unit;
      }
      if (high == Long.MAX_VALUE) {
        return low + unit + " or more";
      }
      return low == Long.MIN_VALUE
          ? "at most " + high + unit
          : "from " + low + unit + " to " + high + unit;
    }
  }
}
