package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest extends FamilyTest {

  SchedulesTest() {
    super(Schedules::new);
    on(
        Schedules.ZONE_IS_KNOWN,
        "CronJob nightly goes by timeZone Europe/Frankfurt, which the time zone database has not",
        good -> at(good, "Europe/Frankfurt"));
    on(Schedules.ZONE_IS_KNOWN, "goes by timeZone PST", good -> at(good, "PST"));
    on(
        Schedules.MINUTE_IS_ONE,
        "CronJob nightly runs at * 2 * * *, in every minute of that hour; say the minute, such as 0"
            + " 2 * * *",
        good -> by(good, "* 2 * * *"));
  }

  private static Altered by(Altered good, String schedule) {
    return at(good, "Etc/UTC")
        .edit(CronJob.class, "nightly", job -> job.getSpec().setSchedule(schedule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 2 * * *", "* * * * *", "*/5 2 * * *", "* 8-17 * * 1-5", "@daily"})
  void schedules_that_may_be_meant_pass(String schedule) {
    assertThat(said(by(Altered.samples(), schedule))).isEmpty();
  }

  private static Altered at(Altered good, String zone) {
    CronJob job = new CronJob();
    job.setMetadata(new ObjectMeta());
    job.getMetadata().setName("nightly");
    job.setSpec(new CronJobSpec());
    job.getSpec().setTimeZone(zone);
    return good.add(job);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Etc/UTC", "UTC", "Europe/Berlin", "America/New_York", "America/Coyhaique", ""})
  void zones_of_the_database_pass(String zone) {
    assertThat(said(at(Altered.samples(), zone))).isEmpty();
  }
}
