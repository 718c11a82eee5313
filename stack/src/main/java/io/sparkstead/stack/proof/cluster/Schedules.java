package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;

/**
 * Whether the clock that a CronJob goes by is one that there is, and tells it one minute; of what
 * is nearly a zone, {@code OBJ-02} speaks.
 */
public record Schedules(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ZONE_IS_KNOWN =
      Rule.error("SCH-22", "A CronJob's time zone is one of the time zone database")
          .why("The API server refuses the CronJob.")
          .fix("Say one such as Europe/Berlin or Etc/UTC.");

  static final Rule MINUTE_IS_ONE =
      Rule.warning("SCH-27", "A CronJob for certain hours says at which minute")
          .why("A star starts a run in every minute of the hour, and not one.")
          .fix("Say the minute: 0 2 * * * runs once, at two.");

  /** Hours one by one; from one to another, each minute of them may be meant. */
  private static final Pattern EVERY_MINUTE =
      Pattern.compile("\\s*\\*(?:/1)?\\s+\\d{1,2}(?:,\\d{1,2})*\\s.*");

  /** Those that are newer than some Java that runs this. */
  private static final Set<String> NEWER =
      Set.of("America/Ciudad_Juarez", "America/Coyhaique", "Europe/Kyiv", "Pacific/Kanton");

  /** Names that Java alone has. */
  private static final Set<String> OF_JAVA =
      Set.of(
          "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT",
          "IET", "IST", "JST", "MIT", "NET", "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST");

  @Override
  public void check() {
    for (Found<CronJob> job : stack.all(CronJob.class)) {
      var spec = job.object().getSpec();
      String zone = spec == null ? "" : Given.text(spec.getTimeZone());
      if (isUnknown(zone)) {
        at(ZONE_IS_KNOWN, job, "timeZone:")
            .say(
                "{it} goes by timeZone {}, which the time zone database has not; say one such as"
                    + " Europe/Berlin or Etc/UTC",
                zone);
      }
      minuteIsOne(job, spec == null ? "" : Given.text(spec.getSchedule()));
    }
  }

  private void minuteIsOne(Found<CronJob> job, String schedule) {
    if (EVERY_MINUTE.matcher(schedule).matches()) {
      at(MINUTE_IS_ONE, job, "schedule:")
          .say(
              "{it} runs at {}, in every minute of that hour; say the minute, such as {}",
              schedule,
              schedule.strip().replaceFirst("\\S+", "0"));
    }
  }

  private static boolean isUnknown(String zone) {
    List<String> known = List.of(TimeZone.getAvailableIDs());
    int slash = zone.indexOf('/');
    boolean hasArea = false;
    for (String each : known) {
      hasArea |= slash > 0 && each.startsWith(zone.substring(0, slash + 1));
    }
    return OF_JAVA.contains(zone)
        || (hasArea
            && !known.contains(zone)
            && !NEWER.contains(zone)
            && NearName.of(zone, known).isEmpty());
  }
}
