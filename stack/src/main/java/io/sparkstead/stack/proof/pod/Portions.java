package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import java.util.Optional;

/** Whether containers are given as much as any program takes; refused is 512 for 512Mi. */
public record Portions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MEMORY_HOLDS_A_PROGRAM =
      Rule.error("POD-27", "A container's memory holds a program")
          .why("The node kills it at its start.")
          .fix("Say memory with a unit, as 512Mi.");

  static final Rule PROCESSOR_STARTS_A_PROGRAM =
      Rule.warning("POD-28", "A container's processor starts its program in time")
          .why("It takes minutes to start, and probes kill it before.")
          .fix("Say 100m or more for cpu.");

  static final Rule FOLDER_HOLDS_A_FILE =
      Rule.error("POD-29", "An emptyDir has room for what is written to it")
          .why("The node evicts the pod with the first file.")
          .fix("Say sizeLimit with a unit, as 1Gi, or drop it.");

  static final Rule FOLDER_IS_IN_MEMORY =
      Rule.warning("POD-30", "An emptyDir in memory is smaller than its container's")
          .why("What it holds counts as the container's memory, and the node kills that.")
          .fix("Drop medium: Memory, or lower sizeLimit.");

  static final Rule SERVER_HAS_ITS_SHARE =
      Rule.warning(
              "POD-41", "A server of Java's or Jupyter's has a quarter of a processor at least")
          .why("The kernel throttles it: it starts for minutes, and each page and cell crawls.")
          .fix("Raise the limit of cpu, or drop it, by a size such as notebookSize(…).");

  static final Rule STORE_ASKS_FOR_ITS_MEMORY =
      Rule.warning("POD-48", "A store asks for a quarter at least of the memory that it may take")
          .why("On a full node what takes most above its request is killed first, and that is it.")
          .fix("Raise the request of memory to its limit, or near it.");

  private static final int PARTS_OF_A_STORE = 4;
  private static final String MEMORY = "memory";
  private static final String CPU = "cpu";
  private static final String TMP = "/tmp";
  private static final String LIMIT = "sizeLimit";
  private static final long LEAST_MEMORY = 4L << 20;
  private static final long LEAST_TMP = 16L << 20;
  private static final long LEAST_FOLDER = 64L << 10;
  private static final long LEAST_MILLIS = 5;
  private static final long LEAST_MILLIS_OF_JAVA = 50;
  private static final long LEAST_MILLIS_OF_SERVERS = 250;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        limits(workload, container);
        storeAsksForItsMemory(workload, container);
        for (Mount mount : container.mounts()) {
          folder(workload, container, mount);
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (Map<String, String> folder : template.below("emptyDir:")) {
        Optional<Quantity> size = Quantities.read(folder.getOrDefault(LIMIT, ""));
        if (size.isPresent() && Quantities.parts(size.get(), 1) < LEAST_TMP) {
          at(FOLDER_HOLDS_A_FILE, template, LIMIT)
              .say("an emptyDir of {it} has room for {}; say 1Gi", size.get());
        }
      }
    }
  }

  private void limits(Workload workload, ContainerView container) {
    Quantity memory = container.limits().get(MEMORY);
    if (memory != null && Quantities.parts(memory, 1) < LEAST_MEMORY) {
      at(MEMORY_HOLDS_A_PROGRAM, workload, MEMORY)
          .say(
              "container {} of {it} has {} bytes of memory at most; say it with a unit, as 512Mi",
              container.name(),
              memory);
    }
    boolean isOurs = stack.images().has(container.image());
    Quantity cpu = container.limits().get(CPU);
    if (cpu != null
        && Quantities.parts(cpu, 1000) < (isOurs ? LEAST_MILLIS_OF_JAVA : LEAST_MILLIS)) {
      at(PROCESSOR_STARTS_A_PROGRAM, workload, CPU)
          .say(
              "container {} of {it} has {} of a processor at most; say 100m or more",
              container.name(),
              cpu);
    } else if (isOurs && cpu != null && isServer(workload, container)) {
      serverHasItsShare(workload, container, cpu);
    }
  }

  private void storeAsksForItsMemory(Workload workload, ContainerView container) {
    Quantity asked = container.requests().get(MEMORY);
    Quantity most = container.limits().get(MEMORY);
    boolean isStore =
        StorePrograms.runMinio(container)
            || (workload.ownContainers().contains(container)
                && !StorePrograms.weedServers(stack, workload).isEmpty());
    if (isStore
        && asked != null
        && most != null
        && Quantities.parts(asked, 1) * PARTS_OF_A_STORE < Quantities.parts(most, 1)) {
      at(STORE_ASKS_FOR_ITS_MEMORY, workload, MEMORY + ": " + asked)
          .say(
              "container {} of {it} asks for {} of memory and may take {}, so a full node kills the"
                  + " store first; ask for {}",
              container.name(),
              asked,
              most,
              most);
    }
  }

  /** What serves, and not what stands beside it. */
  private static boolean isServer(Workload workload, ContainerView container) {
    return !workload.isJob()
        && !container.ports().isEmpty()
        && workload.ownContainers().contains(container);
  }

  private void serverHasItsShare(Workload workload, ContainerView container, Quantity cpu) {
    if (Quantities.parts(cpu, 1000) < LEAST_MILLIS_OF_SERVERS) {
      at(SERVER_HAS_ITS_SHARE, workload, "cpu: " + cpu)
          .say(
              "container {} of {it} has {} of a processor at most, for a server of Java's or"
                  + " Jupyter's and all that it runs; say 1 or more",
              container.name(),
              cpu);
    }
  }

  private void folder(Workload workload, ContainerView container, Mount mount) {
    Optional<VolumeView> volume = workload.volume(mount);
    var folder = volume.isEmpty() ? null : volume.get().model().getEmptyDir();
    Quantity size = folder == null ? null : folder.getSizeLimit();
    if (folder == null || size == null) {
      return;
    }
    long bytes = Quantities.parts(size, 1);
    boolean isTmp = mount.path().equals(TMP) && stack.images().has(container.image());
    if (bytes < (isTmp ? LEAST_TMP : LEAST_FOLDER)) {
      at(FOLDER_HOLDS_A_FILE, workload, "name: " + mount.volume())
          .say(
              "emptyDir {} of {it} has room for {} at {}; say 1Gi",
              mount.volume(),
              size,
              mount.path());
    }
    Quantity memory = container.limits().get(MEMORY);
    if ("Memory".equals(folder.getMedium())
        && memory != null
        && bytes >= Quantities.parts(memory, 1)) {
      at(FOLDER_IS_IN_MEMORY, workload, "name: " + mount.volume())
          .say(
              "emptyDir {} of {it} may take {} of memory, and container {} has {}; drop medium:"
                  + " Memory, or lower sizeLimit",
              mount.volume(),
              size,
              container.name(),
              memory);
    }
  }
}
