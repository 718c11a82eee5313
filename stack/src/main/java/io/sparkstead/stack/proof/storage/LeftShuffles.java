package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;

/** Whether shuffle data that executors leave is found by others, and deleted some day. */
public record LeftShuffles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FALLBACK_IS_CLEANED =
      Rule.warning(
              "DYN-41", "What executors leave in the fallback storage is deleted with the session")
          .why("Nobody else deletes it: the bucket grows with every session.")
          .fix("Set spark.storage.decommission.fallbackStorage.cleanUp=true.");

  static final Rule DISKS_ARE_LOOKED_AT =
      Rule.warning("DYN-42", "Where executors take over disks, they look for shuffle data on them")
          .why("All that is on the disk is computed again, for which it was kept.")
          .fix(
              "Set spark.shuffle.sort.io.plugin.class to"
                  + " org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO.");

  private static final String FALLBACK = "spark.storage.decommission.fallbackStorage.";
  private static final String REUSED = "spark.kubernetes.driver.reusePersistentVolumeClaim";
  private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";
  private static final String LOOKING = "KubernetesLocalDiskShuffleDataIO";
  private static final String CLAIMS = "spark.kubernetes.executor.volumes.persistentVolumeClaim.";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      boolean isKept =
          conf.get(FALLBACK + "path").isPresent() && !conf.is(FALLBACK + "cleanUp", "true");
      if (isKept && conf.isApplication()) {
        at(FALLBACK_IS_CLEANED, conf, FALLBACK)
            .say(
                "{} in {it}, and nobody deletes what is left there; set it to true",
                conf.setting(FALLBACK + "cleanUp"));
      }
      boolean keepsShuffles =
          conf.properties().keySet().stream().anyMatch(key -> key.startsWith(CLAIMS));
      String plugin = conf.get(PLUGIN).orElse("");
      // Where nobody names one, disks may be taken over for their room alone.
      if (keepsShuffles
          && !conf.is(REUSED, "false")
          && !plugin.isEmpty()
          && !plugin.endsWith(LOOKING)) {
        at(DISKS_ARE_LOOKED_AT, conf, PLUGIN)
            .say(
                "{} in {it}, which looks for nothing on the disks that executors take over; set {}",
                conf.setting(PLUGIN),
                "org.apache.spark.shuffle." + LOOKING);
      }
    }
  }
}
