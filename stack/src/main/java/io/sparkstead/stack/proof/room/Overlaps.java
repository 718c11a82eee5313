package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
    Amounts all = atOnce().plus(run(conf, job));
    for (Found<ResourceQuota> quota : stack.quotas()) {
      var spec = quota.object().getSpec();
      for (Map.Entry<String, Quantity> hard :
          Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
        if (asked(hard.getKey(), all) > parts(hard)) {
          at(RUNS_DO_NOT_OVERLAP, job, "concurrencyPolicy:")
              .say(
                  "with a second run of {it} beside the first, applications and services may ask for"
                      + " {}, and {} allows {} of {}; say concurrencyPolicy: Forbid",
                  all,
                  quota.manifest(),
                  hard.getValue(),
                  hard.getKey());
          return;
        }
      }
    }
  }

  /** What services and applications take that run all day or by the clock, each once. */
  private Amounts atOnce() {
    Amounts all = Amounts.NONE;
    for (Request service : Request.services(stack)) {
      all = all.plus(service.amounts());
    }
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader =
          conf.isWhole() && conf.isApplication() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent() && !(reader.get().object() instanceof Job)) {
        all = all.plus(run(conf, reader.get()));
      }
    }
    return all;
  }

  /** All that a run takes besides services. */
  private static Amounts run(Conf conf, Workload reader) {
    Optional<Double> most = Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse(""));
    Amounts run = Asked.executor(conf).times(most.orElse(1.0).intValue());
    if (conf.isCluster()) {
      run = run.plus(Asked.driver(conf));
    }
    return reader.isJob() ? run.plus(Request.of(reader).amounts()) : run;
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
