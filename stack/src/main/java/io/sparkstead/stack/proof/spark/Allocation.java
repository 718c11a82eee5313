package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether executors may come and go: their number, their size, and what is left of them. */
public record Allocation(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule EXECUTOR_COUNTS_ARE_ORDERED =
      Rule.error("DYN-01", "minExecutors <= initialExecutors <= maxExecutors")
          .why("The driver refuses to start.")
          .fix("Put them in order.");

  static final Rule EXECUTORS_ARE_BOUNDED =
      Rule.error("DYN-02", "Dynamic allocation has an upper bound")
          .why("One job takes the whole cluster.")
          .fix("Set spark.dynamicAllocation.maxExecutors.");

  static final Rule SHUFFLE_DATA_IS_KEPT =
      Rule.error("DYN-03", "Dynamic allocation has a way to keep shuffle data")
          .why("Kubernetes has no external shuffle service; the driver refuses to start.")
          .fix(
              "Set spark.dynamicAllocation.shuffleTracking.enabled=true, or decommission with migration.");

  static final Rule SHUFFLE_IS_KEPT_ONE_WAY =
      Rule.warning("DYN-04", "Shuffle tracking and shuffle migration are not used together")
          .why("Spark itself warns: idle executors are not released in time.")
          .fix("Turn one of them off.");

  static final Rule IDLE_EXECUTORS_ARE_RELEASED =
      Rule.warning("DYN-05", "Executors that only hold old shuffle data are released some day")
          .why("A notebook remembers every table, and so holds every executor it ever had.")
          .fix("Set spark.dynamicAllocation.shuffleTracking.timeout.");

  static final Rule PYTHON_HAS_ROOM =
      Rule.warning("DYN-06", "Executors have memory beside the heap for Python workers")
          .why("Spark leaves a tenth; a Python worker takes more, and the pod is killed.")
          .fix("Set spark.executor.memoryOverheadFactor to 0.4.");

  static final Rule EXECUTORS_HAVE_A_CPU_LIMIT =
      Rule.error("DYN-07", "Executors have a processor limit")
          .why("A ResourceQuota on limits.cpu refuses pods without one.")
          .fix("Set spark.kubernetes.executor.limit.cores.");

  static final Rule FIXED_COUNT_RAISES_NOTHING =
      Rule.warning("DYN-08", "spark.executor.instances is not above initialExecutors")
          .why("It silently raises the initial number.")
          .fix("Set it to minExecutors.");

  static final Rule EVENT_LOG_IS_ON =
      Rule.warning("DYN-09", "Applications write an event log where a History Server reads")
          .why("It shows nothing of an application that wrote none.")
          .fix("Set spark.eventLog.enabled=true.");

  static final Rule EVENT_LOG_ROLLS =
      Rule.warning("DYN-10", "The event log is written in small files")
          .why("S3 shows a file once it is closed, so a running application stays invisible.")
          .fix("Set spark.eventLog.rolling.enabled=true.");

  static final Rule LAST_EXECUTOR_HANDS_ON_TOO =
      Rule.warning(
              "DYN-14",
              "Executors that hand their data on have somewhere to put it when no other is left")
          .why("The last one to go takes everything along, and its tasks run again.")
          .fix("Set spark.storage.decommission.fallbackStorage.path to a folder of the bucket.");

  static final Rule EXECUTORS_HAVE_TIME_TO_GO =
      Rule.warning("DYN-15", "Executors that hand their data on have more than 30 seconds to do it")
          .why("Kubernetes kills them in the middle, and what is left is computed again.")
          .fix("Give Shuffle.Decommission the time that the cloud's warning leaves.");

  static final Rule CLAIMS_ARE_LOOKED_INTO =
      Rule.error(
              "DYN-16",
              "A claim that executors hand on is mounted where Spark looks for shuffle data")
          .why("The next executor has the disk, and computes again all that is on it.")
          .fix("Mount it at a path that ends in /spark-x/executor-x, as Shuffle.OnClaims does.");

  static final Rule ENDED_EXECUTORS_GO =
      Rule.warning("DYN-25", "The pods of executors that have ended are deleted")
          .why("Each that comes and goes leaves a pod behind, until somebody sweeps them up.")
          .fix("Leave spark.kubernetes.executor.deleteOnTermination out.");

  static final Rule EXECUTORS_ARE_AS_MANY_AS_MEANT =
      Rule.warning("DYN-28", "Without dynamic allocation, there are more executors than one")
          .why("An application has the one it starts with, all day and for all its work.")
          .fix("Leave dynamic allocation on, or set spark.executor.instances.");

  private static final String STAYS = "spark.kubernetes.executor.deleteOnTermination";
  private static final ValueKind.Bytes MEBIS = ValueKind.Bytes.in('m');

  /** What Spark leaves beside the heap of itself. */
  private static final double SPARKS_SHARE = 0.1;

  private static final long SPARKS_LEAST = 384;

  private static final String PREFIX = "spark.dynamicAllocation.";
  private static final String ENABLED = PREFIX + "enabled";
  private static final String MIN = Keys.MIN_EXECUTORS;
  private static final String INITIAL = PREFIX + "initialExecutors";
  private static final String INSTANCES = "spark.executor.instances";
  private static final String TRACKING = PREFIX + "shuffleTracking.enabled";
  private static final String TRACKING_TIMEOUT = PREFIX + "shuffleTracking.timeout";
  private static final String CPU_LIMIT = "spark.kubernetes.executor.limit.cores";
  private static final String BLOCKS = "spark.storage.decommission.enabled";
  private static final String MIGRATION = "spark.storage.decommission.shuffleBlocks.enabled";
  private static final String FALLBACK = "spark.storage.decommission.fallbackStorage.path";
  private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";
  private static final String EVENT_LOG = "spark.eventLog.enabled";

  private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";
  private static final Hinted POD_GRACE =
      Hinted.onLine(
          "(?m)^  terminationGracePeriodSeconds: (\\d+)$", "terminationGracePeriodSeconds:");
  private static final int SECONDS_OF_EVERY_POD = 30;

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        if (conf.is(ENABLED, "true")) {
          count(conf);
          shuffleData(conf);
        } else {
          fixedCount(conf);
        }
        size(conf);
        if (conf.is(STAYS, "false")) {
          at(ENDED_EXECUTORS_GO, conf, STAYS)
              .say(
                  "{} leaves a pod for each executor that ended; leave it out",
                  conf.setting(STAYS));
        }
        if (isHandedOn(conf)) {
          decommissioning(conf);
        }
        claims(conf);
        eventLog(conf);
      }
    }
    if (stack.isByAPerson()) {
      for (Session session : Session.allOf(stack)) {
        session(session);
      }
    }
  }

  /** What a program says of it by itself, where that is other than its file. */
  private void session(Session session) {
    for (String key : session.own().properties().keySet()) {
      if ((key.startsWith(PREFIX) || key.equals(INSTANCES))
          && !session.own().get(key).equals(session.file().get(key))) {
        if (session.both().is(ENABLED, "true")) {
          count(session.both());
          shuffleData(session.both());
        }
        return;
      }
    }
  }

  /** One where the file says that there may be more. */
  private void fixedCount(Conf conf) {
    if (conf.get(ENABLED).isPresent()
        && number(conf, Keys.MAX_EXECUTORS, 0) > 1
        && number(conf, INSTANCES, 2) == 1) {
      at(EXECUTORS_ARE_AS_MANY_AS_MEANT, conf, ENABLED)
          .say(
              "{} leaves one executor, by {}; set that to how many there shall be",
              conf.setting(ENABLED),
              conf.setting(INSTANCES));
    }
  }

  private void count(Conf conf) {
    int min = number(conf, MIN, 0);
    int max = number(conf, Keys.MAX_EXECUTORS, Integer.MAX_VALUE);
    int initial = number(conf, INITIAL, min);
    if (min < 0 || min > initial || initial > max || max < 1) {
      at(EXECUTOR_COUNTS_ARE_ORDERED, conf, INITIAL)
          .say(
              "min={} initial={} max={}; want 0 <= min <= initial <= max and max >= 1",
              min,
              initial,
              max);
    }
    if (conf.get(Keys.MAX_EXECUTORS).isEmpty()) {
      at(EXECUTORS_ARE_BOUNDED, conf, ENABLED)
          .say("{} is not set, so there is no bound; set one", Keys.MAX_EXECUTORS);
    }
    int fixed = number(conf, INSTANCES, 0);
    if (fixed > initial) {
      at(FIXED_COUNT_RAISES_NOTHING, conf, INSTANCES)
          .say(
              "{}={} starts more executors than the {} of {}; set it to {}",
              INSTANCES,
              fixed,
              initial,
              INITIAL,
              MIN);
    }
  }

  /** By tracking who holds it, by handing it on, and not by both. */
  private void shuffleData(Conf conf) {
    boolean tracks = isTrueUnlessSet(conf, TRACKING);
    boolean migrates = isHandedOn(conf) && isTrueUnlessSet(conf, MIGRATION);
    if (!tracks && !migrates) {
      at(SHUFFLE_DATA_IS_KEPT, conf, TRACKING)
          .say("neither shuffle tracking nor migration is on; set {}=true", TRACKING);
    }
    if (tracks && migrates) {
      at(SHUFFLE_IS_KEPT_ONE_WAY, conf, TRACKING)
          .say("shuffle tracking and migration are both on; turn one off");
    }
    if (tracks && conf.get(TRACKING_TIMEOUT).isEmpty()) {
      at(IDLE_EXECUTORS_ARE_RELEASED, conf, TRACKING)
          .say("{} is not set, so executors with shuffle data stay; set 30min", TRACKING_TIMEOUT);
    }
  }

  private void size(Conf conf) {
    if (conf.get(Keys.EXECUTOR_OVERHEAD_FACTOR).isEmpty()
        && conf.get(Keys.EXECUTOR_OVERHEAD).isEmpty()
        && conf.get(Keys.OVERHEAD_FACTOR).isEmpty()) {
      at(PYTHON_HAS_ROOM, conf, Keys.EXECUTOR_MEMORY)
          .say(
              "no memory beside the heap is set, so Python gets a tenth; set {}=0.4",
              Keys.EXECUTOR_OVERHEAD_FACTOR);
    }
    pythonHasRoom(conf);
    if (conf.get(CPU_LIMIT).isEmpty()) {
      at(EXECUTORS_HAVE_A_CPU_LIMIT, conf, Keys.EXECUTOR_CORES)
          .say("executors have no processor limit; set {}", CPU_LIMIT);
    }
  }

  /** What is said may be as little as what Spark leaves. */
  private void pythonHasRoom(Conf conf) {
    Optional<String> overhead = conf.get(Keys.EXECUTOR_OVERHEAD);
    Optional<Long> said = overhead.isEmpty() ? Optional.empty() : MEBIS.amount(overhead.get());
    long heap = MEBIS.amount(conf.get(Keys.EXECUTOR_MEMORY).orElse("1g")).orElse(0L);
    for (String key : List.of(Keys.EXECUTOR_OVERHEAD_FACTOR, Keys.OVERHEAD_FACTOR)) {
      double share = share(conf.get(key).orElse("1"));
      if (said.isEmpty() && share <= SPARKS_SHARE) {
        at(PYTHON_HAS_ROOM, conf, key)
            .say("{} leaves Python a tenth of the heap or less; set 0.4", conf.setting(key));
      }
    }
    if (said.isPresent() && said.get() < Math.max(SPARKS_LEAST, (long) (SPARKS_SHARE * heap))) {
      at(PYTHON_HAS_ROOM, conf, Keys.EXECUTOR_OVERHEAD)
          .say(
              "{} leaves Python less than a tenth of the heap; set two fifths of it",
              conf.setting(Keys.EXECUTOR_OVERHEAD));
    }
  }

  private static double share(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** Who goes has somebody to take its data, and the time. */
  private void decommissioning(Conf conf) {
    if (conf.get(FALLBACK).isEmpty()) {
      at(LAST_EXECUTOR_HANDS_ON_TOO, conf, BLOCKS)
          .say(
              "the last executor that goes has nobody to hand its data on to; set {} to a folder"
                  + " of the bucket",
              FALLBACK);
    }
    long seconds = secondsToGo(conf);
    if (seconds <= SECONDS_OF_EVERY_POD) {
      at(EXECUTORS_HAVE_TIME_TO_GO, conf, Keys.DECOMMISSION)
          .say(
              "executors have {} seconds to hand their data on before they are killed; give their"
                  + " pods more by {}",
              seconds,
              GRACE);
    }
  }

  private void claims(Conf conf) {
    if (conf.get(PLUGIN).orElse("").endsWith(".KubernetesLocalDiskShuffleDataIO")
        && !mountsClaim(conf)) {
      at(CLAIMS_ARE_LOOKED_INTO, conf, PLUGIN)
          .say(
              "no claim is mounted where Spark looks for data of executors past; mount it at a"
                  + " path that ends in /spark-x/executor-x");
    }
  }

  private void eventLog(Conf conf) {
    boolean isOn = conf.is(EVENT_LOG, "true");
    if (!isOn && stack.firstSet(Keys.HISTORY_LOG).isPresent()) {
      at(EVENT_LOG_IS_ON, conf, "spark.app.name")
          .say(
              "no event log is written, so the History Server shows nothing; set {}=true",
              EVENT_LOG);
    }
    if (isOn && !stack.comesTo(conf, Keys.ROLLING, "true")) {
      at(EVENT_LOG_ROLLS, conf, EVENT_LOG)
          .say("the event log is one file that S3 shows at the end; set {}=true", Keys.ROLLING);
    }
  }

  private boolean isHandedOn(Conf conf) {
    return conf.is(Keys.DECOMMISSION, "true") && conf.is(BLOCKS, "true");
  }

  private boolean isTrueUnlessSet(Conf conf, String key) {
    return conf.get(key).orElse("true").equals("true");
  }

  /** Whether a claim is mounted where an executor finds what those before it left. */
  private boolean mountsClaim(Conf conf) {
    for (String path : Keys.values(conf, Keys.CLAIMS, ".mount.path")) {
      if (path.matches(".*/spark-[^/]+/executor-[^/]+")) {
        return true;
      }
    }
    return false;
  }

  /** As the property says, where there is one; else as the pods do. */
  private long secondsToGo(Conf conf) {
    String time =
        stack.isPassedOver(GRACE)
            ? POD_GRACE.find(stack.podTemplate(conf, "executor").orElse("")).orElse("30")
            : conf.get(GRACE).orElse("30s");
    String seconds = time.endsWith("s") ? time.substring(0, time.length() - 1) : time;
    boolean isKnown = Words.isNumber(seconds) && seconds.length() <= 9;
    return isKnown ? Long.parseLong(seconds) : Long.MAX_VALUE;
  }

  private int number(Conf conf, String key, int otherwise) {
    try {
      return Integer.parseInt(conf.get(key).orElse(String.valueOf(otherwise)));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
