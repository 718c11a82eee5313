package io.sparkstead.render.review.consequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.schedule.CronSchedule;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextRunTest {

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Etc/UTC, 2026-12-02T02:30Z[Etc/UTC]",
    "0 13 * * *, Europe/Berlin, 2026-12-02T13:00+01:00[Europe/Berlin]",
    "0 14 * * *, Europe/Berlin, 2026-12-01T14:00+01:00[Europe/Berlin]",
    "0 0 29 2 *, Etc/UTC, 2028-02-29T00:00Z[Etc/UTC]",
    "0 6 13 * FRI, Etc/UTC, 2026-12-04T06:00Z[Etc/UTC]",
    "*/20 * * * MON-FRI, Etc/UTC, 2026-12-01T12:20Z[Etc/UTC]",
    "@weekly, Etc/UTC, 2026-12-06T00:00Z[Etc/UTC]",
    "30 2 28 3 *, Europe/Berlin, 2028-03-28T02:30+02:00[Europe/Berlin]"
  })
  void the_next_time_is_by_the_clocks_of_its_place(String expression, String zone, String next) {
    // In the night to the 28th of March 2027, Berlin's clocks leave out two to three.
    assertThat(
            NextRun.of(new CronSchedule(expression, zone), Instant.parse("2026-12-01T12:00:00Z")))
        .hasValueSatisfying(time -> assertThat(time).hasToString(next));
  }

  @Test
  void what_counts_from_when_it_is_made_has_no_next_time_yet() {
    assertThat(NextRun.of(new CronSchedule("@every 1h", "Etc/UTC"), Instant.EPOCH)).isEmpty();
  }
}
