package io.sparkstead.stack.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30 2 * * *",
        "*/15 8-18 * * MON-FRI",
        "0 0 1,15 1-12/3 ?",
        "5/10 * * JAN,jul 0",
        "0 0 29 2 *",
        "@daily",
        "@hourly",
        "@every 1h30m",
        "@every 0.5h",
        // Fridays of June: one of the two days will do.
        "0 0 31 6 FRI",
      })
  void takes_what_kubernetes_acts_on(String expression) {
    assertThat(CronSchedule.refuse(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60 * * * * | '60' for its minute; use numbers of 0 to 59",
        "0 24 * * * | '24' for its hour; use numbers of 0 to 23",
        "0 0 0 * * | '0' for its day of the month; use numbers of 1 to 31",
        "0 0 * 13 * | '13' for its month; use numbers of 1 to 12",
        "0 0 * * 7 | '7' for its day of the week; use numbers of 0 to 6",
        "0 0 * MON * | 'MON' for its month",
        "9-5 * * * * | '9-5' for its minute",
        "*/0 * * * * | '*/0' for its minute",
        "1,,2 * * * * | '1,,2' for its minute",
        "-1 * * * * | '-1' for its minute",
        "0 2 * * | has not five fields",
        "@nightly | is no word that Kubernetes acts on; write one of @yearly, @annually,",
        "@every hour | is no word that Kubernetes acts on",
        "@reboot | or five fields, as in 30 2 * * *; what runs once has no schedule",
        "CRON_TZ=UTC 0 2 * * * | has not five fields",
      })
  void refuses_what_kubernetes_would_refuse(String expression, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CronSchedule(expression, "Etc/UTC"))
        .withMessageContaining("schedule '" + expression + "' ")
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 30-31 FEB ?"})
  void refuses_a_day_that_never_comes(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CronSchedule(expression, "Etc/UTC"))
        .withMessage(
            "schedule '"
                + expression
                + "' never comes: none of its months is that long; name a day that they have");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Local", "+02:00", "Europe/", "Europe/Berln", "Europe Berlin"})
  void refuses_what_is_no_time_zone(String zone) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CronSchedule("0 2 * * *", zone))
        .withMessage(
            "time zone '" + zone + "' is no IANA name; use one such as Etc/UTC or Europe/Berlin");
  }

  @Test
  void takes_names_of_zones() {
    assertThat(new CronSchedule("0 2 * * *", "America/Port-au-Prince").timeZone())
        .isEqualTo("America/Port-au-Prince");
    assertThat(new CronSchedule("0 2 * * *", "Etc/GMT+5").timeZone()).isEqualTo("Etc/GMT+5");
  }
}
