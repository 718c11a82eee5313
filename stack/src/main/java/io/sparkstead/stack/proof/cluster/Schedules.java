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

/**
 * Whether the clock that a CronJob goes by is one that there is; of what is nearly one, {@code
 * OBJ-02} speaks.
 */
public record Schedules(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ZONE_IS_KNOWN =
      Rule.error("SCH-22", "A CronJob's time zone is one of the time zone database")
          .why("The API server refuses the CronJob.")
          .fix("Say one such as Europe/Berlin or Etc/UTC.");

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
