package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether disks are used, large enough for what keeps its data there, and made of what there is.
 */
public record Claims(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLAIM_IS_USED =
      Rule.warning("POD-34", "A claim of the stack is mounted by somebody")
          .why("Who was meant to keep its data there keeps it where it goes with the pod.")
          .fix("Mount the claim, or drop it.");

  static final Rule STORE_HAS_ROOM =
      Rule.error("POD-35", "The disk of a store holds a gibibyte at least")
          .why("It is full with the first files: event logs and tables cannot be written.")
          .fix("Say Gi for Mi, or a larger amount.");

  static final Rule STORE_KEEPS_ITS_DATA =
      Rule.warning("POD-36", "A store keeps its data on a claim")
          .why("An emptyDir goes with its pod: each update and each drained node deletes all data.")
          .fix("Mount a PersistentVolumeClaim there.");

  static final Rule SOURCE_IS_THERE =
      Rule.warning("REF-43", "What a claim is filled from is made with it")
          .why("Where it is missing no disk is made: the claim and its pod stay Pending.")
          .fix("Drop dataSource, or say by an exception that it is there.");

  private static final String STORAGE = "storage";
  private static final long GIBI = 1L << 30;

  /** How servers of objects are told where to keep them. */
  private static final List<String> DATA_OPTIONS = List.of("-dir", "-volume.dir", "minio server");

  @Override
  public void check() {
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      PersistentVolumeClaimSpec spec = claim.object().getSpec();
      isUsed(claim);
      if (spec != null) {
        sourceIsThere(claim, spec);
        for (Workload workload : stack.workloads()) {
          if (mounts(workload, claim.name())) {
            storeHasRoom(claim, workload, "its disk", spec);
          }
        }
      }
    }
    for (Workload workload : stack.workloads()) {
      storeKeepsItsData(workload);
      for (PersistentVolumeClaim template : workload.claimTemplates()) {
        if (template.getSpec() != null) {
          sourceIsThere(workload, template.getSpec());
          storeHasRoom(workload, workload, "the disk of each pod", template.getSpec());
        }
      }
    }
  }

  private static boolean mounts(Workload workload, String claim) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.claim().equals(Optional.of(claim))) {
        return true;
      }
    }
    return false;
  }

  private void isUsed(Found<PersistentVolumeClaim> claim) {
    String name = claim.name();
    for (Workload workload : stack.workloads()) {
      if (mounts(workload, name) || isMadeBy(workload, name)) {
        return;
      }
    }
    // Properties, templates and scripts name claims too.
    for (ConfigMapView map : stack.configMaps()) {
      if (isIn(map.data().values(), name)) {
        return;
      }
    }
    if (!isIn(stack.files().values(), name) && !isSource(name)) {
      at(CLAIM_IS_USED, claim, "name: " + name)
          .say("{it} is mounted by nobody; mount it where data is to stay, or drop it");
    }
  }

  /** Whether it is one that a StatefulSet makes for its pods, written beforehand. */
  private static boolean isMadeBy(Workload workload, String name) {
    for (PersistentVolumeClaim template : workload.claimTemplates()) {
      String prefix = template.getMetadata() == null ? "" : template.getMetadata().getName();
      if (name.startsWith(prefix + "-" + workload.name() + "-")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(Iterable<String> texts, String name) {
    for (String text : texts) {
      if (Words.indexOf(text, name, 0) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isSource(String name) {
    for (Found<PersistentVolumeClaim> other : stack.all(PersistentVolumeClaim.class)) {
      PersistentVolumeClaimSpec spec = other.object().getSpec();
      if (spec != null
          && spec.getDataSource() != null
          && name.equals(spec.getDataSource().getName())) {
        return true;
      }
    }
    return false;
  }

  private void storeHasRoom(
      Written what, Workload workload, String disk, PersistentVolumeClaimSpec claim) {
    Quantity asked =
        Given.amounts(claim.getResources() == null ? null : claim.getResources().getRequests())
            .get(STORAGE);
    boolean isSparks = false;
    for (Conf conf : stack.confs()) {
      isSparks |= stack.reads(workload, conf);
    }
    if (asked != null && !isSparks && Quantities.parts(asked, 1) < GIBI) {
      at(STORE_HAS_ROOM, what, STORAGE + ": " + asked)
          .say("{} keeps its data on {} of {}; say Gi, or more", workload, disk, asked);
    }
  }

  private void storeKeepsItsData(Workload workload) {
    for (String folder : dataFolders(workload)) {
      for (ContainerView container : workload.mainContainers()) {
        for (Mount mount : container.mounts()) {
          Optional<VolumeView> volume = workload.volume(mount);
          if (mount.path().equals(folder)
              && volume.isPresent()
              && volume.get().model().getEmptyDir() != null) {
            at(STORE_KEEPS_ITS_DATA, workload, "mountPath: " + folder)
                .say(
                    "{it} keeps its data in {}, an emptyDir that goes with the pod; mount a claim"
                        + " there",
                    folder);
          }
        }
      }
    }
  }

  private List<String> dataFolders(Workload workload) {
    List<String> folders = new ArrayList<>();
    for (String text : List.of(stack.allTold(workload), commands(workload))) {
      for (String option : DATA_OPTIONS) {
        folders.addAll(Words.allAfter(text, option));
      }
    }
    return folders;
  }

  private static String commands(Workload workload) {
    StringBuilder commands = new StringBuilder();
    for (ContainerView container : workload.mainContainers()) {
      commands.append(container.commandLine()).append('\n');
    }
    return commands.toString();
  }

  private void sourceIsThere(Written what, PersistentVolumeClaimSpec claim) {
    if (claim.getDataSource() != null) {
      sourceIsThere(what, claim.getDataSource().getKind(), claim.getDataSource().getName());
    }
    // The API server copies the one into the other.
    if (claim.getDataSourceRef() != null && claim.getDataSource() == null) {
      sourceIsThere(what, claim.getDataSourceRef().getKind(), claim.getDataSourceRef().getName());
    }
  }

  private void sourceIsThere(Written what, String kind, String name) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(kind) && manifest.name().equals(name)) {
        return;
      }
    }
    if (!stack.isOthers("claim", name)) {
      at(SOURCE_IS_THERE, what, name)
          .say(
              "{it} is filled from {} {}, which the stack does not make; drop it, or say by an"
                  + " exception that it is there",
              kind,
              name);
    }
  }
}
