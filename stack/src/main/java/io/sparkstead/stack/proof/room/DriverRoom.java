package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Optional;

/** Whether drivers and the History Server have the heap and the processor for what they do. */
public record DriverRoom(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RESULTS_FIT =
      Rule.warning("DYN-37", "The results that a driver takes fit into its heap")
          .why("A large one ends the driver by OutOfMemoryError, where it should end its job.")
          .fix("Raise spark.driver.memory above spark.driver.maxResultSize, or lower that.");

  static final Rule DRIVER_HAS_A_PROCESSOR =
      Rule.warning("DYN-38", "A driver and the History Server have half a processor at least")
          .why("Java is held up all the time: tasks are given out late, and pages time out.")
          .fix("Raise the limit of cpu to 500m or more, or drop it.");

  private static final String RESULTS = "spark.driver.maxResultSize";
  private static final String HEAP = "spark.driver.memory";
  private static final String CPU = "cpu: ";
  private static final String OF_CLUSTER = "spark.kubernetes.driver.limit.cores";

  private static final long LEAST_MILLIS = 500;

  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');
  private static final ValueKind.Bytes MEBIS = ValueKind.Bytes.in('m');

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isWhole() && conf.isApplication()) {
        resultsFit(conf, conf);
      }
      Optional<Quantity> limit = Quantities.read(conf.get(OF_CLUSTER).orElse(""));
      if (conf.isCluster() && limit.isPresent()) {
        hasAProcessor(conf, "its driver", OF_CLUSTER, limit.get());
      }
    }
    for (Session session : Session.allOf(stack)) {
      if (session.own().get(RESULTS).isPresent()) {
        resultsFit(session.own(), session.both());
      }
    }
    for (Workload workload : stack.workloads()) {
      if (stack.runsDriver(workload) || readsHistory(workload)) {
        for (ContainerView container : workload.ownContainers()) {
          Quantity limit = container.limits().get("cpu");
          if (limit != null) {
            hasAProcessor(workload, "container " + container.name(), CPU, limit);
          }
        }
      }
    }
  }

  private void resultsFit(Written where, Conf conf) {
    long most = BYTES.amount(conf.get(RESULTS).orElse("0")).orElse(0L);
    String said = conf.get(HEAP).orElse("1g");
    long heap = MEBIS.amount(said).orElse(Long.MAX_VALUE >> 20) << 20;
    if (most > heap) {
      at(RESULTS_FIT, where, RESULTS)
          .say(
              "{} is more than the driver's heap of {}; write less, or raise {}",
              conf.setting(RESULTS),
              said,
              HEAP);
    }
  }

  private void hasAProcessor(Written where, String who, String mark, Quantity limit) {
    long millis = Quantities.parts(limit, 1000);
    if (millis > 0 && millis < LEAST_MILLIS) {
      at(DRIVER_HAS_A_PROCESSOR, where, mark)
          .say("{} of {it} may take {} of a processor; raise it to 500m", who, limit);
    }
  }

  private boolean readsHistory(Workload workload) {
    for (Conf conf : stack.confs()) {
      if (conf.isHistory() && stack.reads(workload, conf)) {
        return true;
      }
    }
    return false;
  }
}
