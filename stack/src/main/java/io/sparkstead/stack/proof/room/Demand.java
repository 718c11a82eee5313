package io.sparkstead.stack.proof.room;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the pods of a stack ask for.
 *
 * @param atRest of what runs all day
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
    int executors = 0;
    for (Conf conf : constant(stack)) {
      int most = Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse("")).orElse(0.0).intValue();
      atMost = atMost.plus(Asked.executor(conf).times(most));
      if (conf.isCluster()) {
        atMost = atMost.plus(Asked.driver(conf));
      }
      executors += most;
    }
    return new Demand(atRest, atMost, executors);
  }

  /** The properties of what runs without being asked for: notebooks, servers, and by the clock. */
  private static List<Conf> constant(Evidence stack) {
    List<Conf> constant = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      boolean isConstant =
          conf.isCluster()
              ? reader.isPresent() && reader.get().manifest().kind().equals("CronJob")
              : conf.isClient() && reader.isPresent() && !reader.get().isJob();
      if (isConstant) {
        constant.add(conf);
      }
    }
    return constant;
  }
}
