package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether policies open the ports that a second session in a pod goes on to. */
public record PortTries(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NEXT_PORTS_ARE_OPEN =
      Rule.warning(
              "NET-46", "Policies open each port that drivers of one pod may come to listen at")
          .why(
              "A second notebook's driver finds its port taken and takes the next: its executors do"
                  + " not reach it, and die.")
          .fix("Open as many ports as spark.port.maxRetries says besides, 16 by default.");

  private static final String TRIES = "spark.port.maxRetries";
  private static final String USUAL_TRIES = "16";

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    for (Conf conf : policies.all().isEmpty() ? List.<Conf>of() : stack.confs()) {
      Optional<Workload> reader = conf.isClient() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent() && mayRunSeveral(reader.get())) {
        nextPortsAreOpen(policies, conf, reader.get());
      }
    }
  }

  /** A Job and a server of Spark Connect are one driver. */
  private boolean mayRunSeveral(Workload workload) {
    return !workload.isJob() && !stack.runsClass(workload, Keys.CONNECT_SERVER);
  }

  private void nextPortsAreOpen(Policies policies, Conf conf, Workload driver) {
    Optional<AlikePods> executors = PodsOfConf.of(stack, conf).executors();
    String tries = conf.get(TRIES).orElse(USUAL_TRIES);
    for (String key : List.of(Keys.DRIVER_PORT, Keys.BLOCK_MANAGER_PORT)) {
      String port = conf.get(key).orElse("");
      if (executors.isEmpty() || !Words.isPort(port) || !Words.isPort(tries)) {
        continue;
      }
      int first = Integer.parseInt(port);
      int last = first + Integer.parseInt(tries);
      // Of the first port NET-03 speaks.
      if (first > 0
          && policies.let(executors.get().labels(), driver.labels(), first)
          && !policies.let(executors.get().labels(), driver.labels(), last)) {
        at(NEXT_PORTS_ARE_OPEN, conf, key)
            .say(
                "{} may become {} where several drivers run in {}, and policies open no such port to"
                    + " {}; open up to {}",
                conf.setting(key),
                last,
                driver,
                executors.get(),
                last);
        return;
      }
    }
  }
}
