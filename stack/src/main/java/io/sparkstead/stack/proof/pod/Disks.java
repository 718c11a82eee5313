package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether disks can be made as they are asked for, and pods have the room on them that they are
 * told; refused is what no class makes.
 */
public record Disks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DISK_CAN_BE_MADE =
      Rule.error("POD-19", "A claim asks for access that its class gives and its pods need")
          .why("It stays Pending with its pods, or nobody may write to it.")
          .fix("Say ReadWriteOnce, or a storageClass(…) of a shared file system.");

  static final Rule DISK_IS_NOT_CHOSEN =
      Rule.warning("POD-20", "A claim that a class makes selects no disk by its labels")
          .why("No disk is made for a claim with a selector: it waits for one made by hand.")
          .fix("Drop the selector, or say storageClassName: \"\" beside it.");

  static final Rule CLAIM_HIDES_NO_VOLUME =
      Rule.warning("POD-21", "No claim made for each pod has the name of a volume")
          .why("The claim replaces the volume: the pod mounts an empty disk in its place.")
          .fix("Name one of the two otherwise.");

  static final Rule LOGS_HAVE_ROOM =
      Rule.error("POD-22", "A container's limit of ephemeral-storage has room for its log")
          .why("The node evicts the pod with its first lines.")
          .fix("Say ephemeral-storage with a unit, as 256Mi, or drop it.");

  static final Rule FOLDERS_HAVE_ROOM =
      Rule.warning("POD-23", "A pod's limit of ephemeral-storage is above those of its emptyDirs")
          .why("The node counts both: it evicts the pod before the folder is as full as it may be.")
          .fix("Raise ephemeral-storage of the container, or lower sizeLimit.");

  static final Rule DISK_HOLDS_SOMETHING =
      Rule.error("POD-24", "A claim asks for a disk that holds something")
          .why("No file system fits on it, or it is full with the first file.")
          .fix("Say storage with a unit, as 20Gi.");

  static final Rule DISK_IS_MADE =
      Rule.warning("POD-25", "A disk that no class makes is made with its claim")
          .why("The claim waits with its pods until somebody makes it by hand.")
          .fix("Name a storageClass(…), or excuse it where the disk is there.");

  static final Rule CLASS_IS_SPELT_ALIKE =
      Rule.warning("POD-26", "Claims spell a class of disks alike")
          .why("A claim of a class that is not there stays Pending with its pods.")
          .fix("Say the class once, by storageClass(…).");

  private static final String SHARED = "ReadWriteMany";
  private static final String READ = "ReadOnlyMany";
  private static final String STATIC = "kubernetes.io/no-provisioner";
  private static final String STORAGE = "storage";
  private static final long LEAST_DISK = 16L << 20;
  private static final String FILES = "ephemeral-storage";

  /** Less than any program logs. */
  private static final long LEAST = 1L << 20;

  private static final List<String> BLOCK_PROVISIONERS =
      List.of(
          "ebs.csi.aws.com",
          "ebs.csi.eks.amazonaws.com",
          "kubernetes.io/aws-ebs",
          "pd.csi.storage.gke.io",
          "kubernetes.io/gce-pd",
          "disk.csi.azure.com",
          "kubernetes.io/azure-disk",
          "rancher.io/local-path",
          "csi.hetzner.cloud",
          "dobs.csi.digitalocean.com",
          "linodebs.csi.linode.com",
          "rbd.csi.ceph.com");

  @Override
  public void check() {
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      PersistentVolumeClaimSpec spec = claim.object().getSpec();
      if (spec != null) {
        canBeMade(claim, claim.subject(), spec, isWritten(claim.name()));
      }
    }
    for (Workload workload : stack.workloads()) {
      Set<String> volumes = new HashSet<>();
      for (VolumeView volume : workload.volumes()) {
        volumes.add(volume.name());
      }
      for (PersistentVolumeClaim template : workload.claimTemplates()) {
        ofTemplate(workload, template, volumes);
      }
      filesHaveRoom(workload);
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (String amount : template.all(FILES + ": ")) {
        Optional<Quantity> limit = Quantities.read(amount);
        if (limit.isPresent() && Quantities.parts(limit.get(), 1) < LEAST) {
          at(LOGS_HAVE_ROOM, template, FILES)
              .say("the pods of {it} may have {} of {}; say 256Mi or more", amount, FILES);
        }
      }
    }
  }

  private boolean isWritten(String claim) {
    for (Workload workload : stack.workloads()) {
      for (VolumeView volume : workload.volumes()) {
        boolean isIt = volume.claim().equals(Optional.of(claim));
        if (isIt && workload.writes(volume.name())) {
          return true;
        }
      }
    }
    return false;
  }

  private void ofTemplate(Workload workload, PersistentVolumeClaim template, Set<String> volumes) {
    ObjectMeta metadata = template.getMetadata();
    String name = metadata == null ? "" : Given.text(metadata.getName());
    if (template.getSpec() != null) {
      String claim = "claim " + name + " of " + workload;
      canBeMade(workload, claim, template.getSpec(), workload.writes(name));
    }
    if (volumes.contains(name)) {
      at(CLAIM_HIDES_NO_VOLUME, workload, "volumeClaimTemplates:")
          .say(
              "volume {} of {it} is replaced by the claim of that name, which begins empty; name"
                  + " one otherwise",
              name);
    }
  }

  private void canBeMade(
      Written what, String claim, PersistentVolumeClaimSpec spec, boolean isWritten) {
    List<String> modes = Given.list(spec.getAccessModes());
    if (isWritten && modes.equals(List.of(READ))) {
      at(DISK_CAN_BE_MADE, what, READ)
          .say("{} is {}, and pods write to it; say ReadWriteOnce", claim, READ);
    }
    if (modes.contains(SHARED) && isOfDisks(spec.getStorageClassName())) {
      at(DISK_CAN_BE_MADE, what, SHARED)
          .say(
              "{} is {}, and class {} makes disks of one node at a time; say"
                  + " ReadWriteOnce, or a storageClass(…) of a shared file system",
              claim,
              SHARED,
              spec.getStorageClassName());
    }
    Quantity size =
        spec.getResources() == null
            ? null
            : Given.amounts(spec.getResources().getRequests()).get(STORAGE);
    if (size != null && Quantities.parts(size, 1) < LEAST_DISK) {
      at(DISK_HOLDS_SOMETHING, what, STORAGE)
          .say("{} asks for {} of storage; say it with a unit, as 20Gi", claim, size);
    }
    isMadeByHand(what, claim, spec);
    isSpeltAlike(what, claim, Given.text(spec.getStorageClassName()));
    if (spec.getSelector() != null && isMadeByAClass(spec)) {
      at(DISK_IS_NOT_CHOSEN, what, "selector:")
          .say(
              "{} selects a disk by its labels, and no class makes one for it; drop"
                  + " the selector, or say storageClassName: \"\" for a disk made by hand",
              claim);
    }
  }

  private void isMadeByHand(Written what, String claim, PersistentVolumeClaimSpec spec) {
    String disk = Given.text(spec.getVolumeName());
    boolean isThere =
        disk.isEmpty()
            ? !"".equals(spec.getStorageClassName()) || !stack.all(PersistentVolume.class).isEmpty()
            : stack.named(PersistentVolume.class, disk).isPresent();
    if (!isThere) {
      at(DISK_IS_MADE, what, disk.isEmpty() ? "storageClassName:" : disk)
          .say(
              "{} waits for {}; name a storageClass(…), or excuse it where the disk" + " is there",
              claim,
              disk.isEmpty() ? "a disk made by hand" : "PersistentVolume " + disk);
    }
  }

  /** Where most other claims are of a class that is spelt nearly so. */
  private void isSpeltAlike(Written what, String claim, String name) {
    Set<String> others = new TreeSet<>();
    for (Found<PersistentVolumeClaim> each : stack.all(PersistentVolumeClaim.class)) {
      var spec = each.object().getSpec();
      others.add(spec == null ? "" : Given.text(spec.getStorageClassName()));
    }
    others.remove("");
    others.remove(name);
    Optional<String> near = name.isEmpty() ? Optional.empty() : NearName.within(2, name, others);
    // Classes are told apart by numbers too: gp2 and gp3.
    if (near.isPresent() && !withoutNumbers(near.get()).equals(withoutNumbers(name))) {
      at(CLASS_IS_SPELT_ALIKE, what, "storageClassName: " + name)
          .say("{} is of class {}, another of {}; which?", claim, name, near.get());
    }
  }

  private static String withoutNumbers(String name) {
    return name.replaceAll("[0-9]", "");
  }

  private boolean isOfDisks(@Nullable String given) {
    String name = Given.text(given);
    Optional<String> provisioner = provisioner(name);
    if (provisioner.isEmpty()) {
      return BlockClasses.ALL.contains(name);
    }
    for (String disks : BLOCK_PROVISIONERS) {
      // Rook puts its namespace in front of that of Ceph.
      if (provisioner.get().endsWith(disks)) {
        return true;
      }
    }
    return false;
  }

  /** Who makes the disks of the class {@code name}, if that is in the tree: of no model here. */
  private Optional<String> provisioner(String name) {
    for (Found<GenericKubernetesResource> found : stack.all(GenericKubernetesResource.class)) {
      if (found.manifest().kind().equals("StorageClass") && found.name().equals(name)) {
        Object said = found.object().getAdditionalProperties().get("provisioner");
        return Optional.of(said instanceof String text ? text : "");
      }
    }
    return Optional.empty();
  }

  /** Whether nobody has made a disk for it by hand. */
  private boolean isMadeByAClass(PersistentVolumeClaimSpec spec) {
    String name = spec.getStorageClassName();
    if ("".equals(name) || !Given.text(spec.getVolumeName()).isEmpty()) {
      return false;
    }
    return !provisioner(Given.text(name)).equals(Optional.of(STATIC))
        && stack.all(PersistentVolume.class).isEmpty();
  }

  /** A node counts what all containers log, and what is in emptyDirs on its disk. */
  private void filesHaveRoom(Workload workload) {
    long room = 0;
    boolean isLimited = !workload.mainContainers().isEmpty();
    for (ContainerView container : workload.containers()) {
      Quantity limit = container.limits().get(FILES);
      if (limit != null && Quantities.parts(limit, 1) < LEAST) {
        at(LOGS_HAVE_ROOM, workload, FILES)
            .say(
                "container {} of {it} may have {} of {}, less than it logs; say 256Mi or more",
                container.name(),
                limit,
                FILES);
      }
      boolean stays = workload.mainContainers().contains(container);
      // Of less than a log, LOGS_HAVE_ROOM speaks.
      isLimited &= !stays || (limit != null && Quantities.parts(limit, 1) >= LEAST);
      room += stays && limit != null ? Quantities.parts(limit, 1) : 0;
    }
    for (VolumeView volume : isLimited ? workload.volumes() : List.<VolumeView>of()) {
      Optional<Quantity> size = onDisk(volume);
      if (size.isPresent() && Quantities.parts(size.get(), 1) > room) {
        at(FOLDERS_HAVE_ROOM, workload, FILES)
            .say(
                "{it} may fill its emptyDir {} with {}, and is evicted before, at its limit of {};"
                    + " raise that",
                volume.name(),
                size.get(),
                FILES);
      }
    }
  }

  private static Optional<Quantity> onDisk(VolumeView volume) {
    var folder = volume.model().getEmptyDir();
    return folder == null || "Memory".equals(folder.getMedium())
        ? Optional.empty()
        : Optional.ofNullable(folder.getSizeLimit());
  }
}
