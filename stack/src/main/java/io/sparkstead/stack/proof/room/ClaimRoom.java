package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the disks that executors and servers bring with them are within the quota. */
public record ClaimRoom(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLAIMS_FIT_IN_THE_QUOTA =
      Rule.error(
              "DYN-35", "The claims of the stack, and of all its executors, are within the quota")
          .why("The API server refuses the claims past it: executor after executor is not made.")
          .fix(
              "Raise the quota, make the disk smaller, or lower the last number of allocation(…).");

  static final Rule CLAIMS_ARE_IN_THE_RANGE =
      Rule.error("DYN-39", "The claims that executors bring are as large as a LimitRange allows")
          .why("The API server forbids the claim, and no executor is made.")
          .fix("Widen the range of PersistentVolumeClaim, or make the disk of that size.");

  private static final String OPTIONS = ".options.";
  private static final String CLAIM = OPTIONS + "claimName";
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";
  private static final String STORAGE = "requests.storage";
  private static final long GIBI = 1L << 30;

  /** Disks that are alike. */
  private record Disks(String ofClass, long bytes, long count) {

    long of(String quota) {
      int slash = quota.indexOf(OF_CLASS);
      String name = slash < 0 ? quota : quota.substring(slash + OF_CLASS.length());
      if (slash >= 0 && !quota.substring(0, slash).equals(ofClass)) {
        return 0;
      }
      return switch (name) {
        case "persistentvolumeclaims", "count/persistentvolumeclaims" -> count;
        case STORAGE -> bytes * count;
        default -> 0;
      };
    }
  }

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Disks disks : conf.isApplication() ? brought(conf) : List.<Disks>of()) {
        areInTheRange(conf, disks.bytes());
      }
    }
    if (stack.quotas().isEmpty()) {
      return;
    }
    List<Disks> own = own();
    for (Conf conf : stack.confs()) {
      List<Disks> brought = conf.isApplication() ? brought(conf) : List.of();
      for (Found<ResourceQuota> quota :
          brought.isEmpty() ? List.<Found<ResourceQuota>>of() : stack.quotas()) {
        var spec = quota.object().getSpec();
        for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
          fit(quota, hard, own, brought, conf);
        }
      }
    }
  }

  /** Of claims that stand in the stack, DYN-17 speaks. */
  private void areInTheRange(Conf conf, long bytes) {
    for (Found<LimitRange> range : stack.all(LimitRange.class)) {
      var spec = range.object().getSpec();
      for (LimitRangeItem item : Given.list(spec == null ? null : spec.getLimits())) {
        if ("PersistentVolumeClaim".equals(item.getType()) && bytes > 0) {
          Quantity most = Given.amounts(item.getMax()).get("storage");
          Quantity least = Given.amounts(item.getMin()).get("storage");
          if (most != null && bytes > Quantities.parts(most, 1)) {
            isOutside(range, "at most " + most, conf, bytes);
          } else if (least != null && bytes < Quantities.parts(least, 1)) {
            isOutside(range, "at least " + least, conf, bytes);
          }
        }
      }
    }
  }

  private void isOutside(Found<LimitRange> range, String allowed, Conf conf, long bytes) {
    at(CLAIMS_ARE_IN_THE_RANGE, range, "PersistentVolumeClaim")
        .say(
            "{it} allows claims of {}, and executors of {} bring {}; widen it",
            allowed,
            conf,
            inWords(STORAGE, bytes));
  }

  /** What the stack has without any executor. */
  private List<Disks> own() {
    List<Disks> own = new ArrayList<>();
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      own.add(disks(claim.object().getSpec(), 1));
    }
    for (Workload workload : stack.workloads()) {
      for (PersistentVolumeClaim template : workload.claimTemplates()) {
        own.add(disks(template.getSpec(), workload.replicas()));
      }
    }
    return own;
  }

  private static Disks disks(@Nullable PersistentVolumeClaimSpec given, int count) {
    PersistentVolumeClaimSpec spec = given == null ? new PersistentVolumeClaimSpec() : given;
    Optional<Quantity> asked = Given.storage(given);
    long bytes = asked.isPresent() ? Quantities.parts(asked.get(), 1) : 0;
    return new Disks(Given.text(spec.getStorageClassName()), bytes, count);
  }

  /** What Spark makes for each executor, and goes with it. */
  private static List<Disks> brought(Conf conf) {
    List<Disks> brought = new ArrayList<>();
    Optional<Double> most =
        Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse(""))
            .or(() -> Asked.number(conf.get("spark.executor.instances").orElse("")));
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String key = property.getKey();
      if (key.startsWith(Keys.CLAIMS)
          && key.endsWith(CLAIM)
          && property.getValue().equals(SparkVolumes.ON_DEMAND)) {
        String options = key.substring(0, key.length() - CLAIM.length()) + OPTIONS;
        Optional<Quantity> size = Quantities.read(conf.get(options + "sizeLimit").orElse(""));
        brought.add(
            new Disks(
                conf.get(options + "storageClass").orElse(""),
                size.isPresent() ? Quantities.parts(size.get(), 1) : 0,
                most.orElse(1.0).longValue()));
      }
    }
    return brought;
  }

  private void fit(
      Found<ResourceQuota> quota,
      Map.Entry<String, Quantity> hard,
      List<Disks> own,
      List<Disks> brought,
      Conf conf) {
    String name = hard.getKey();
    long ofStack = sum(own, name);
    long ofExecutors = sum(brought, name);
    long allowed = Quantities.parts(hard.getValue(), 1);
    // Of the stack alone, DYN-17 speaks.
    if (ofExecutors > 0 && ofStack <= allowed && ofStack + ofExecutors > allowed) {
      at(CLAIMS_FIT_IN_THE_QUOTA, quota, name)
          .say(
              "{it} allows {} of {}, the stack's own claims take {} of it, and {} executors of {}"
                  + " bring {}; raise it, or lower the last number of allocation(…)",
              hard.getValue(),
              name,
              inWords(name, ofStack),
              brought.get(0).count(),
              conf,
              inWords(name, ofExecutors));
    }
  }

  private static long sum(List<Disks> all, String quota) {
    long sum = 0;
    for (Disks disks : all) {
      sum += disks.of(quota);
    }
    return sum;
  }

  private static String inWords(String quota, long amount) {
    return quota.endsWith(STORAGE) ? -Math.floorDiv(-amount, GIBI) + "Gi" : String.valueOf(amount);
  }
}
