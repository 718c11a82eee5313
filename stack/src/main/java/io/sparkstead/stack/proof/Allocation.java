package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.Evidence.Conf;
import java.util.Optional;

/** Executors come and go, and find room. */
final class Allocation implements RuleFamily {

  private static final String PREFIX = "spark.dynamicAllocation.";
  private static final String MIN = PREFIX + "minExecutors";
  private static final String INITIAL = PREFIX + "initialExecutors";
  static final String MAX = PREFIX + "maxExecutors";
  private static final String TRACKING = PREFIX + "shuffleTracking.enabled";
  private static final String TRACKING_TIMEOUT = PREFIX + "shuffleTracking.timeout";
  private static final String MIGRATION = "spark.storage.decommission.shuffleBlocks.enabled";

  @Override
  public void check(Evidence stack, Findings findings) {
    boolean hasHistory = stack.confs().stream().anyMatch(Conf::isHistory);
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        if (conf.is(PREFIX + "enabled", "true")) {
          dynamic(findings, conf);
        }
        executors(findings, conf);
        eventLog(stack, findings, conf, hasHistory);
      }
    }
  }

  private static void dynamic(Findings findings, Conf conf) {
    int min = number(conf, MIN, 0);
    int max = number(conf, MAX, Integer.MAX_VALUE);
    int initial = number(conf, INITIAL, min);
    findings.checking(Rule.EXECUTOR_COUNTS_ARE_ORDERED);
    if (min < 0 || min > initial || initial > max || max < 1) {
      findings.about(
          conf,
          INITIAL,
          "min="
              + min
              + " initial="
              + initial
              + " max="
              + max
              + "; want 0 <= min <= initial <= max and max >= 1");
    }
    findings.checking(Rule.EXECUTORS_ARE_BOUNDED);
    if (conf.get(MAX).isEmpty()) {
      findings.about(conf, PREFIX + "enabled", MAX + " is not set, so there is no bound; set one");
    }
    boolean tracks = conf.get(TRACKING).map("true"::equals).orElse(true);
    boolean migrates =
        conf.is("spark.decommission.enabled", "true")
            && conf.is("spark.storage.decommission.enabled", "true")
            && conf.get(MIGRATION).map("true"::equals).orElse(true);
    findings.checking(Rule.SHUFFLE_DATA_IS_KEPT);
    if (!tracks && !migrates) {
      findings.about(
          conf,
          TRACKING,
          "neither shuffle tracking nor migration is on; set " + TRACKING + "=true");
    }
    findings.checking(Rule.SHUFFLE_IS_KEPT_ONE_WAY);
    if (tracks && migrates) {
      findings.about(conf, TRACKING, "shuffle tracking and migration are both on; turn one off");
    }
    findings.checking(Rule.IDLE_EXECUTORS_ARE_RELEASED);
    if (tracks && conf.get(TRACKING_TIMEOUT).isEmpty()) {
      findings.about(
          conf,
          TRACKING,
          TRACKING_TIMEOUT + " is not set, so executors with shuffle data stay; set 30min");
    }
    findings.checking(Rule.FIXED_COUNT_IS_NOT_MIXED_IN);
    if (conf.get("spark.executor.instances").isPresent()) {
      findings.about(
          conf,
          "spark.executor.instances",
          "spark.executor.instances is set beside dynamic allocation; drop it");
    }
  }

  private static void executors(Findings findings, Conf conf) {
    findings.checking(Rule.PYTHON_HAS_ROOM);
    if (conf.get("spark.executor.memoryOverheadFactor").isEmpty()
        && conf.get("spark.executor.memoryOverhead").isEmpty()
        && conf.get("spark.kubernetes.memoryOverheadFactor").isEmpty()) {
      findings.about(
          conf,
          "spark.executor.memory",
          "no memory beside the heap is set, so Python gets a tenth; set"
              + " spark.executor.memoryOverheadFactor=0.4");
    }
    findings.checking(Rule.EXECUTORS_HAVE_A_CPU_LIMIT);
    if (conf.get("spark.kubernetes.executor.limit.cores").isEmpty()) {
      findings.about(
          conf,
          "spark.executor.cores",
          "executors have no processor limit; set spark.kubernetes.executor.limit.cores");
    }
  }

  private static void eventLog(Evidence stack, Findings findings, Conf conf, boolean hasHistory) {
    findings.checking(Rule.EVENT_LOG_IS_ON);
    if (hasHistory && !conf.is("spark.eventLog.enabled", "true")) {
      findings.about(
          conf,
          "spark.app.name",
          "no event log is written, so the History Server shows nothing; set"
              + " spark.eventLog.enabled=true");
    }
    findings.checking(Rule.EVENT_LOG_ROLLS);
    if (conf.is("spark.eventLog.enabled", "true")
        && !Settings.is(stack, conf, "spark.eventLog.rolling.enabled", "true")) {
      findings.about(
          conf,
          "spark.eventLog.enabled",
          "the event log is one file that S3 shows at the end; set"
              + " spark.eventLog.rolling.enabled=true");
    }
  }

  private static int number(Conf conf, String key, int otherwise) {
    Optional<String> text = conf.get(key);
    try {
      return text.isPresent() ? Integer.parseInt(text.get()) : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
