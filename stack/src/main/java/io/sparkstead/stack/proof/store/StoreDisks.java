package io.sparkstead.stack.proof.store;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether what a store of the cluster keeps has room on its disk. */
public record StoreDisks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OLD_VERSIONS_GO =
      Rule.warning("STO-23", "Of a bucket with versions, old ones go some day")
          .why("What Spark overwrites or deletes stays, until the disk is full.")
          .fix("Add mc ilm rule add --noncurrent-expire-days, or leave the versions out.");

  static final Rule VOLUME_FITS_THE_DISK =
      Rule.error("STO-24", "A volume of SeaweedFS is smaller than its disk")
          .why("It finds room for none, and every write ends with 'no free volumes'.")
          .fix("Say -master.volumeSizeLimitMB, a hundredth of the disk.");

  static final Rule VOLUMES_FIT_THE_DISK =
      Rule.warning("STO-25", "The volumes that buckets begin with fit the disk of SeaweedFS")
          .why("A volume is of one bucket: the next bucket has none to write to.")
          .fix("Say -master.volumeSizeLimitMB, a hundredth of the disk.");

  static final Rule VOLUMES_ARE_MADE =
      Rule.error("STO-32", "The disk of a SeaweedFS has room for the volumes of a bucket")
          .why("It makes several for each bucket, and finds no room for them: nobody can write.")
          .fix("Lower -master.volumeSizeLimitMB to a hundredth of the disk, or enlarge the claim.");

  private static final String LIMIT = "-master.volumeSizeLimitMB";

  /** What weed takes by itself. */
  private static final int USUAL_MEGABYTES = 30_000;

  /** A bucket begins with seven, and the filer's own has some. */
  private static final int FEWEST_VOLUMES = 8;

  /** A bucket begins with several, and what belongs to none has its own. */
  private static final int LEAST_VOLUMES = 3;

  private static final long MEBIBYTE = 1 << 20;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      oldVersionsGo(workload, McCommand.allOf(stack, workload));
      for (List<String> server : StorePrograms.weedServers(stack, workload)) {
        volumesFit(workload, server);
      }
    }
  }

  private void oldVersionsGo(Workload workload, List<McCommand> commands) {
    Optional<McCommand> versions = Optional.empty();
    for (McCommand command : commands) {
      boolean isLocked =
          command.does("mb")
              && (command.options().containsKey("--with-lock")
                  || command.options().containsKey("-l")
                  || command.options().containsKey("--with-versioning"));
      if (isLocked || command.does("version enable")) {
        versions = Optional.of(command);
      }
    }
    if (versions.isPresent() && !expires(workload)) {
      at(OLD_VERSIONS_GO, workload, "")
          .say(
              "{it} has its bucket keep versions by {}, and nothing expires old ones; add mc ilm"
                  + " rule add --noncurrent-expire-days",
              versions.get());
    }
  }

  private boolean expires(Workload workload) {
    String told = stack.allTold(workload);
    return told.contains("noncurrent")
        || told.contains("NoncurrentVersionExpiration")
        || told.contains("mc ilm");
  }

  private static Rule broken(long fitting) {
    if (fitting == 0) {
      return VOLUME_FITS_THE_DISK;
    }
    return fitting < LEAST_VOLUMES ? VOLUMES_ARE_MADE : VOLUMES_FIT_THE_DISK;
  }

  private void volumesFit(Workload workload, List<String> server) {
    String line = String.join(" ", server);
    Optional<String> said = Words.numberAfter(line, LIMIT);
    boolean isKnown = said.isPresent() || !line.contains(LIMIT);
    // By a number of one's own volumes are made, however large they may grow.
    boolean isReckoned = Words.numberAfter(line, "-volume.max").equals(Optional.of("0"));
    long megabytes = said.isPresent() ? Long.parseLong(said.get()) : USUAL_MEGABYTES;
    for (String folder : Words.allAfter(line, "-dir")) {
      Optional<Quantity> disk =
          workload.claimBehind(folder, stack).flatMap(claim -> Given.storage(claim.getSpec()));
      long bytes = disk.map(size -> Quantities.parts(size, 1)).orElse(0L);
      long fitting = megabytes == 0 ? FEWEST_VOLUMES : bytes / (megabytes * MEBIBYTE);
      if (isKnown && isReckoned && bytes > 0 && fitting < FEWEST_VOLUMES) {
        at(broken(fitting), workload, "")
            .say(
                "{it} has SeaweedFS make volumes of {} MB, of which {} fit its disk of {}; say"
                    + " -master.volumeSizeLimitMB={}",
                megabytes,
                fitting == 0 ? "none" : fitting,
                disk.get(),
                Math.max(64, bytes / MEBIBYTE / 100));
      }
    }
  }
}
