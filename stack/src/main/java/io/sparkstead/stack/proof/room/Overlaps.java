package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import java.util.Optional;

/** Whether two runs of a CronJob find room at once, where nothing keeps them apart. */
public record Overlaps(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RUNS_DO_NOT_OVERLAP =
      Rule.warning("SCH-14", "Two runs of a CronJob that may overlap are within the quota")
          .why("A run that takes longer than usual is met by the next, and both lack executors.")
          .fix("Say concurrencyPolicy: Forbid, as a Submission does, or raise the quota.");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      boolean isWhole = conf.isWhole() && conf.isApplication();
      if (isWhole && reader.isPresent() && mayOverlap(reader.get())) {
        twoFit(conf, reader.get());
      }
    }
  }

  /** Where nobody says, Kubernetes allows it. */
  private static boolean mayOverlap(Workload workload) {
    if (workload.object() instanceof CronJob job && job.getSpec() != null) {
      String policy = Given.text(job.getSpec().getConcurrencyPolicy());
      return policy.isEmpty() || policy.equals("Allow");
    }
    return false;
  }

  private void twoFit(Conf conf, Workload job) {
    double most = Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse("")).orElse(1.0);
    Amounts run = Request.of(job).amounts().plus(Asked.executor(conf).times((int) most));
    if (conf.isCluster()) {
      run = run.plus(Asked.driver(conf));
    }
    Amounts all = run.times(2);
    for (Request service : Request.services(stack)) {
      all = all.plus(service.amounts());
    }
    for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
      var spec = quota.object().getSpec();
      for (Map.Entry<String, Quantity> hard :
          Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
        if (asked(hard.getKey(), all) > parts(hard)) {
          at(RUNS_DO_NOT_OVERLAP, job, "concurrencyPolicy:")
              .say(
                  "two runs of {it} at once ask for {} with the services, and {} allows {} of {};"
                      + " say concurrencyPolicy: Forbid",
                  all,
                  quota,
                  hard.getValue(),
                  hard.getKey());
          return;
        }
      }
    }
  }

  private static long parts(Map.Entry<String, Quantity> hard) {
    return Quantities.parts(hard.getValue(), hard.getKey().endsWith("cpu") ? 1000 : 1);
  }

  /** Processors in thousandths. */
  private static long asked(String quota, Amounts all) {
    return switch (quota) {
      case "cpu", "requests.cpu", "limits.cpu" -> all.millis();
      case "memory", "requests.memory", "limits.memory" -> all.bytes();
      default -> 0;
    };
  }
}
