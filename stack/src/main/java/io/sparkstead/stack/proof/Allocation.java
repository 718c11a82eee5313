package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.Evidence.Conf;
import java.util.Map;
import java.util.Optional;

/** Executors come and go, and find room. */
final class Allocation implements RuleFamily {

  private static final String PREFIX = "spark.dynamicAllocation.";
  private static final String MIN = PREFIX + "minExecutors";
  private static final String INITIAL = PREFIX + "initialExecutors";
  static final String MAX = PREFIX + "maxExecutors";
  private static final String TRACKING = PREFIX + "shuffleTracking.enabled";
  private static final String TRACKING_TIMEOUT = PREFIX + "shuffleTracking.timeout";
  static final String CLAIMS = "spark.kubernetes.executor.volumes.persistentVolumeClaim.";
  private static final String FALLBACK = "spark.storage.decommission.fallbackStorage.path";
  private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";
  private static final String MIGRATION = "spark.storage.decommission.shuffleBlocks.enabled";

  private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";
  private static final Hinted POD_GRACE =
      Hinted.onLine(
          "(?m)^  terminationGracePeriodSeconds: (\\d+)$", "terminationGracePeriodSeconds:");
  private static final int SECONDS_OF_EVERY_POD = 30;

  @Override
  public void check(Evidence stack, Findings findings) {
    boolean hasHistory = false;
    for (Conf conf : stack.confs()) {
      hasHistory |= conf.isHistory();
    }
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        if (conf.is(PREFIX + "enabled", "true")) {
          dynamic(findings, conf);
        }
        executors(findings, conf);
        shuffle(stack, findings, conf);
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
    boolean tracks = conf.get(TRACKING).orElse("true").equals("true");
    boolean migrates =
        conf.is("spark.decommission.enabled", "true")
            && conf.is("spark.storage.decommission.enabled", "true")
            && conf.get(MIGRATION).orElse("true").equals("true");
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

  /** What becomes of shuffle data when executors go. */
  private static void shuffle(Evidence stack, Findings findings, Conf conf) {
    boolean isHandedOn =
        conf.is("spark.decommission.enabled", "true")
            && conf.is("spark.storage.decommission.enabled", "true");
    findings.checking(Rule.LAST_EXECUTOR_HANDS_ON_TOO);
    if (isHandedOn && conf.get(FALLBACK).isEmpty()) {
      findings.about(
          conf,
          "spark.storage.decommission.enabled",
          "the last executor that goes has nobody to hand its data on to; set "
              + FALLBACK
              + " to a folder of the bucket");
    }
    findings.checking(Rule.EXECUTORS_HAVE_TIME_TO_GO);
    if (isHandedOn && secondsToGo(stack, conf) <= SECONDS_OF_EVERY_POD) {
      findings.about(
          conf,
          "spark.decommission.enabled",
          "executors have "
              + secondsToGo(stack, conf)
              + " seconds to hand their data on before they are killed; give their pods more by "
              + GRACE);
    }
    findings.checking(Rule.CLAIMS_ARE_LOOKED_INTO);
    if (conf.get(PLUGIN).orElse("").endsWith(".KubernetesLocalDiskShuffleDataIO")
        && !mountsClaim(conf)) {
      findings.about(
          conf,
          PLUGIN,
          "no claim is mounted where Spark looks for data of executors past; mount it at a path"
              + " that ends in /spark-x/executor-x");
    }
  }

  /** Whether a claim is mounted where an executor finds what those before it left. */
  private static boolean mountsClaim(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(CLAIMS)
          && property.getKey().endsWith(".mount.path")
          && property.getValue().matches(".*/spark-[^/]+/executor-[^/]+")) {
        return true;
      }
    }
    return false;
  }

  /** As the property says, where there is one; else as the pods do. */
  private static long secondsToGo(Evidence stack, Conf conf) {
    String seconds = Settings.isUnknown(stack, GRACE) ? ofPods(stack, conf) : ofProperty(conf);
    boolean isKnown = Dockerfiles.isNumber(seconds) && seconds.length() <= 9;
    return isKnown ? Long.parseLong(seconds) : Long.MAX_VALUE;
  }

  private static String ofPods(Evidence stack, Conf conf) {
    Optional<String> path = conf.get("spark.kubernetes.executor.podTemplateFile");
    Optional<String> template =
        path.isEmpty() ? Optional.empty() : stack.mountedFile(conf, path.get());
    return POD_GRACE.find(template.orElse("")).orElse("30");
  }

  private static String ofProperty(Conf conf) {
    String time = conf.get(GRACE).orElse("30s");
    return time.endsWith("s") ? time.substring(0, time.length() - 1) : time;
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
