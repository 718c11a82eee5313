package io.sparkstead.render.review.consequence;

import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.CronSchedule.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** When a schedule comes next. */
final class NextRun {

  /** The 29th of February comes after eight years at the latest. */
  private static final int DAYS_AHEAD = 9 * 366;

  private NextRun() {}

  /**
   * The first time of {@code schedule} after {@code now}; empty for one that counts from when the
   * object is made. An hour that clocks leave out has none, as Kubernetes has it.
   */
  static Optional<ZonedDateTime> of(CronSchedule schedule, Instant now) {
    Optional<Times> times = schedule.times();
    if (times.isEmpty()) {
      return Optional.empty();
    }
    ZonedDateTime start = now.atZone(ZoneId.of(schedule.timeZone()));
    for (int i = 0; i < DAYS_AHEAD; i++) {
      LocalDate day = start.toLocalDate().plusDays(i);
      Optional<ZonedDateTime> next =
          isOn(times.get(), day) ? after(start, day, times.get()) : Optional.empty();
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  private static boolean isOn(Times times, LocalDate day) {
    boolean isDay = times.days().contains(day.getDayOfMonth());
    boolean isWeekday = times.weekdays().contains(day.getDayOfWeek().getValue() % 7);
    return times.months().contains(day.getMonthValue())
        && (times.isEither() ? isDay || isWeekday : isDay && isWeekday);
  }

  private static Optional<ZonedDateTime> after(ZonedDateTime start, LocalDate day, Times times) {
    for (int hour : times.hours()) {
      for (int minute : times.minutes()) {
        ZonedDateTime at = day.atTime(hour, minute).atZone(start.getZone());
        if (at.isAfter(start) && at.getHour() == hour) {
          return Optional.of(at);
        }
      }
    }
    return Optional.empty();
  }
}
