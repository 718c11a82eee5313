package io.sparkstead.stack.proof.room;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import java.util.Optional;

/**
 * What the pods of a stack ask for.
 *
 * @param atRest of what runs all day, with the fewest executors of each session
 * @param atMost with every application that runs all day or by the clock at its most executors
 * @param executors how many those are
 */
public record Demand(Amounts atRest, Amounts atMost, int executors) {

  /** Of {@code stack}, as its manifests and properties say. */
  public static Demand of(Evidence stack) {
    Amounts atRest = Amounts.NONE;
    for (Request service : Request.services(stack)) {
      atRest = atRest.plus(service.amounts());
    }
    Amounts atMost = atRest;
    Amounts fewest = Amounts.NONE;
    int executors = 0;
    for (Conf conf : stack.confs()) {
      if (!isConstant(stack, conf)) {
        continue;
      }
      int most = Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse("")).orElse(0.0).intValue();
      atMost = atMost.plus(Asked.executor(conf).times(most));
      if (conf.isCluster()) {
        atMost = atMost.plus(Asked.driver(conf));
      } else {
        int least = Asked.number(conf.get(Keys.MIN_EXECUTORS).orElse("")).orElse(0.0).intValue();
        fewest = fewest.plus(Asked.executor(conf).times(least));
      }
      executors += most;
    }
    return new Demand(atRest.plus(fewest), atMost, executors);
  }

  /** Whether {@code conf} is of what runs unasked: notebooks, servers, and by the clock. */
  static boolean isConstant(Evidence stack, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return conf.isCluster()
        ? isByTheClock(stack, conf)
        : conf.isClient() && reader.isPresent() && !reader.get().isJob();
  }

  /** Whether a CronJob that goes up with the stack submits it. */
  static boolean isByTheClock(Evidence stack, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return conf.isCluster()
        && reader.isPresent()
        && reader.get().manifest().kind().equals("CronJob")
        && !stack.folder().apart().contains(reader.get().manifest().folder());
  }
}
