package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.JavaOptions;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether times, sizes and counts that Spark takes are ones that a person can have meant. */
public record TimesAndCounts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule AMOUNT_LETS_IT_START =
      Rule.error("KEY-23", "A time or a count lets Spark start, get pods and pass the smoke test")
          .why(
              "A timer, a pool or the API server refuses it, or gives up before an answer can come.")
          .fix("Leave it out, or write what the finding names; m is minutes.");

  static final Rule AMOUNT_SERVES_ITS_END =
      Rule.warning("KEY-24", "A time, a size or a count serves what people set it for")
          .why(
              "Spark takes it and works worse: it waits, gives up early, deletes or asks too much.")
          .fix("Leave it out, or write what the finding names; m is minutes.");

  static final Rule SWITCH_IS_MEANT =
      Rule.warning("KEY-31", "A switch is not left where Spark works worse")
          .why("What was turned to try something holds for everybody from then on.")
          .fix("Leave it out, or say why by a RuleException.");

  private static final String PROPERTY = "-Dspark.";

  private static final String UPDATE = "spark.history.fs.update.interval";

  /** What the smoke test asks the History Server for, and how long. */
  private static final String HISTORY_API = "/api/v1/applications";

  private static final long SMOKE_TEST_WAITS = 150;

  private static final String BATCH = "spark.kubernetes.allocation.batch.size";
  private static final String DELAY = "spark.kubernetes.allocation.batch.delay";

  /** In which one executor at least is asked for. */
  private static final double MILLIS_FOR_ONE = 10_000;

  private static final String CONNECTIONS = "spark.hadoop.fs.s3a.connection.maximum";
  private static final String THREADS = "spark.hadoop.fs.s3a.threads.max";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        amount(conf, property.getKey(), property.getValue());
      }
      threadsHaveConnections(conf);
      executorsAreAskedFor(conf);
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (String name : Keys.SPARKS_JAVA_VARIABLES) {
          variable(workload, container.variable(name).orElse(""));
        }
      }
    }
  }

  /** What Java is told of Spark, as a variable says it. */
  private void variable(Workload workload, String value) {
    Optional<JavaOptions> options =
        value.contains(PROPERTY) ? JavaOptions.of(value) : Optional.empty();
    for (String word : options.isEmpty() ? List.<String>of() : options.get().words()) {
      int equals = word.indexOf('=');
      if (word.startsWith(PROPERTY) && equals > 0) {
        amount(workload, word.substring(2, equals), word.substring(equals + 1));
      }
    }
  }

  private void amount(Written where, String key, String value) {
    if (value.contains("$")) {
      return;
    }
    boolean isTold =
        is(where, AMOUNT_LETS_IT_START, UsualAmounts.needed(key), key, value)
            || smokeTestIsListed(where, key, value);
    if (!isTold) {
      is(where, AMOUNT_SERVES_ITS_END, UsualAmounts.sensible(key), key, value);
    }
    Optional<String> worse = UsualAmounts.worse(key, value);
    if (worse.isPresent()) {
      at(SWITCH_IS_MEANT, where, key).say("{}={}: {}; leave it out", key, value, worse.get());
    }
  }

  /** Whether {@code value} is out of what is {@code usual}, which is told. */
  private boolean is(
      Written where, Rule rule, Optional<UsualAmounts.Usual> usual, String key, String value) {
    Optional<String> wrong = usual.isEmpty() ? Optional.empty() : usual.get().wrong(value);
    if (wrong.isPresent()) {
      at(rule, where, key)
          .say(
              "{}={} is {}: {}; leave it out, or stay within that",
              key,
              value,
              wrong.get(),
              usual.get().otherwise());
    }
    return wrong.isPresent();
  }

  /** Whether the smoke test looks for its run, and gives up before it can be listed. */
  private boolean smokeTestIsListed(Written where, String key, String value) {
    long seconds = key.equals(UPDATE) ? ValueKind.Time.in("s").amount(value.strip()).orElse(0L) : 0;
    if (seconds <= SMOKE_TEST_WAITS) {
      return false;
    }
    for (Workload job : stack.workloads()) {
      if (job.isJob() && stack.allTold(job).contains(HISTORY_API)) {
        at(AMOUNT_LETS_IT_START, where, key)
            .say(
                "{}={} lists a run that has ended after that time, and {} waits three minutes for"
                    + " it; leave it out, or write a minute at most",
                key,
                value,
                job);
        return true;
      }
    }
    return false;
  }

  private void threadsHaveConnections(Conf conf) {
    Optional<Double> connections = UsualAmounts.number(conf.get(CONNECTIONS).orElse(""));
    Optional<Double> threads = UsualAmounts.number(conf.get(THREADS).orElse(""));
    if (connections.isPresent() && threads.isPresent() && connections.get() < threads.get()) {
      at(AMOUNT_SERVES_ITS_END, conf, CONNECTIONS)
          .say(
              "{} is below {}: uploads leave no connection to read by; write more connections than"
                  + " threads",
              conf.setting(CONNECTIONS),
              conf.setting(THREADS));
    }
  }

  /** As many at a time as Spark takes by itself, unless it is said. */
  private void executorsAreAskedFor(Conf conf) {
    double millis = ValueKind.Time.in("ms").amount(conf.get(DELAY).orElse("1s")).orElse(0L);
    double size = UsualAmounts.number(conf.get(BATCH).orElse("5")).orElse(0.0);
    if (size > 0 && millis / size > MILLIS_FOR_ONE) {
      at(AMOUNT_SERVES_ITS_END, conf, DELAY)
          .say(
              "{} and {} ask for one executor in {} s: jobs end before they have theirs; leave both"
                  + " out",
              conf.setting(BATCH),
              conf.setting(DELAY),
              Math.round(millis / size / 1000));
    }
  }
}
