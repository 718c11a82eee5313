package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Declared.Change;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a class of disks that one claim alone names is one that the cluster has. */
public record DiskClasses(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLASS_IS_THERE =
      Rule.warning("POD-40", "A class of disks that one claim alone names is one that there is")
          .why("Nobody makes a disk of a class that is not there: claim and pod stay Pending.")
          .fix("Name the class of the other claims, or say by an exception that it is there.");

  private static final String OF_PROPERTY = ".options.storageClass";

  /**
   * A disk that is asked for.
   *
   * @param claim as a sentence calls it
   * @param disks its class, or empty where that is left to the cluster
   */
  private record Asked(Written what, String claim, String disks, boolean isShared) {}

  @Override
  public void check() {
    List<Asked> all = all();
    for (Asked one : all) {
      if (!one.disks().isEmpty() && !isKnown(one.disks())) {
        isThere(one, all);
      }
    }
  }

  private List<Asked> all() {
    List<Asked> all = new ArrayList<>();
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      all.add(asked(claim, claim.subject(), claim.object().getSpec()));
    }
    for (Workload workload : stack.workloads()) {
      for (PersistentVolumeClaim template : workload.claimTemplates()) {
        all.add(asked(workload, "a claim of " + workload, template.getSpec()));
      }
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        if (property.getKey().endsWith(OF_PROPERTY)) {
          all.add(
              new Asked(conf, "what " + conf.subject() + " asks for", property.getValue(), false));
        }
      }
    }
    return all;
  }

  private static Asked asked(
      Written what, String claim, @Nullable PersistentVolumeClaimSpec given) {
    PersistentVolumeClaimSpec spec = given == null ? new PersistentVolumeClaimSpec() : given;
    return new Asked(
        what,
        claim,
        Given.text(spec.getStorageClassName()),
        Given.list(spec.getAccessModes()).contains("ReadWriteMany"));
  }

  /** Whether clusters come with it, or the tree does. */
  private boolean isKnown(String disks) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals("StorageClass") && manifest.name().equals(disks)) {
        return true;
      }
    }
    return BlockClasses.ALL.contains(disks);
  }

  private void isThere(Asked one, List<Asked> all) {
    Set<String> others = new TreeSet<>();
    for (Asked other : all) {
      if (!other.equals(one)) {
        // A disk for many is of another class on purpose.
        if (other.isShared() == one.isShared() || other.disks().equals(one.disks())) {
          others.add(other.disks());
        }
      }
    }
    others.remove("");
    Optional<String> usual =
        others.stream().filter(other -> areKin(other, one.disks())).findFirst();
    Optional<String> before = usual.isPresent() ? usual : before(one);
    // Of one that is spelt nearly so, POD-26 speaks.
    if (!others.contains(one.disks())
        && before.isPresent()
        && NearName.within(2, one.disks(), others).isEmpty()) {
      at(CLASS_IS_THERE, one.what(), one.disks())
          .say(
              "{} is of class {}, which nothing else here names; name {}, or say by an exception"
                  + " that the cluster has it",
              one.claim(),
              one.disks(),
              before.get());
    }
  }

  /** {@code longhorn-ssd} and {@code longhorn}: of one maker, and the longer may be made up. */
  private static boolean areKin(String usual, String one) {
    return !usual.equals(one) && !usual.startsWith(one + "-") && stem(usual).equals(stem(one));
  }

  private static String stem(String disks) {
    int hyphen = disks.indexOf('-');
    return hyphen < 0 ? disks : disks.substring(0, hyphen);
  }

  /**
   * The class that the part was given, where a patch says another of a disk that stays as it is.
   */
  private Optional<String> before(Asked one) {
    for (Change change : stack.declared().changes()) {
      if (change.made() instanceof PersistentVolumeClaim made
          && one.claim().endsWith(" " + made.getMetadata().getName())) {
        Asked part = asked(one.what(), one.claim(), made.getSpec());
        boolean isOther = !part.disks().isEmpty() && !part.disks().equals(one.disks());
        return isOther && part.isShared() == one.isShared()
            ? Optional.of(part.disks())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
