package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;

/** Whether old event logs go some day, and no property is left that says nothing. */
public record Housekeeping(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HISTORY_IS_CLEANED =
      Rule.note("UPD-13", "Old event logs are deleted some day")
          .why("The bucket fills, and the server's start takes ever longer.")
          .fix("Set spark.history.fs.cleaner.enabled=true and a maxAge.");

  static final Rule DRIVER_SETTING_IS_READ =
      Rule.note("UPD-14", "Properties of client mode hold nothing that only cluster mode reads")
          .why(
              "spark.kubernetes.authenticate.driver.serviceAccountName is not read: the pod has its"
                  + " account.")
          .fix("Drop the property.");

  static final Rule SETTING_SAYS_SOMETHING =
      Rule.note("UPD-15", "Properties of S3A say something")
          .why("fs.s3a.impl is set by Hadoop itself, and an http:// endpoint turns TLS off.")
          .fix("Drop the property.");

  static final Rule HISTORY_KEEPS_ITS_INDEX =
      Rule.note("UPD-17", "The History Server keeps what it has read")
          .why("Each start reads every event log again.")
          .fix("Set spark.history.store.path.");

  static final Rule HISTORY_BOUNDS_LOGS =
      Rule.note("UPD-22", "The History Server bounds the event log of a driver that runs for weeks")
          .why(
              "The log of a notebook or of Spark Connect grows as long as it runs, and opening its"
                  + " page reads all of it.")
          .fix("Set spark.history.fs.eventLog.rolling.maxFilesToRetain.");

  private static final String FILES = "spark.history.fs.eventLog.rolling.maxFilesToRetain";

  private static final String IMPL = "spark.hadoop.fs.s3a.impl";

  /** What reads s3a:// unless it is said; another class does something. */
  private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";

  /** What says nothing beside an endpoint without TLS. */
  private static final List<String> IDLE = List.of(IMPL, S3.TLS);

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isHistory() && !conf.is("spark.history.fs.cleaner.enabled", "true")) {
        at(HISTORY_IS_CLEANED, conf, Keys.HISTORY_LOG)
            .say("old event logs are never deleted; set spark.history.fs.cleaner.enabled=true");
      }
      if (conf.isHistory() && conf.get("spark.history.store.path").isEmpty()) {
        at(HISTORY_KEEPS_ITS_INDEX, conf, Keys.HISTORY_LOG)
            .say("every start reads all event logs again; set spark.history.store.path");
      }
      if (conf.isHistory() && conf.get(FILES).isEmpty() && stack.runsDriverForLong()) {
        at(HISTORY_BOUNDS_LOGS, conf, Keys.HISTORY_LOG)
            .say("the log of a driver that runs for weeks grows without end; set {}=50", FILES);
      }
      if (conf.isClient() && conf.get(Keys.DRIVER_ACCOUNT).isPresent()) {
        at(DRIVER_SETTING_IS_READ, conf, Keys.DRIVER_ACCOUNT)
            .say("{} is not read in client mode; drop it", Keys.DRIVER_ACCOUNT);
      }
      boolean isHttp = conf.get(S3.ENDPOINT).orElse("").startsWith("http://");
      for (String key : IDLE) {
        boolean isIdle = !key.equals(IMPL) || conf.is(IMPL, S3A);
        if (isHttp && isIdle && conf.get(key).isPresent()) {
          at(SETTING_SAYS_SOMETHING, conf, key).say("{} changes nothing here; drop it", key);
        }
      }
    }
  }
}
