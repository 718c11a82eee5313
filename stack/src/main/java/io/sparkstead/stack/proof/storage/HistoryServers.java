package io.sparkstead.stack.proof.storage;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Optional;

/** Whether the History Server has room for what it keeps, on disk and in memory. */
public record HistoryServers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HISTORY_STORE_IS_WRITABLE =
      Rule.error("OBS-01", "The History Server's store is on a disk that it may write to")
          .why("It stops at its start: its root file system is read-only.")
          .fix("Mount an emptyDir or a claim at spark.history.store.path.");

  static final Rule HISTORY_STORE_HAS_ROOM =
      Rule.error("OBS-02", "The History Server's store is smaller than its disk")
          .why("Past an emptyDir's limit the pod is evicted; on a full claim the server ends.")
          .fix("Set spark.history.store.maxDiskUsage below what is mounted.");

  static final Rule HISTORY_MEMORY_IS_IN_THE_HEAP =
      Rule.error("OBS-03", "A hybrid store takes no more than half of the History Server's heap")
          .why(
              "A large application ends the server with OutOfMemoryError, each time somebody opens it.")
          .fix(
              "Raise SPARK_DAEMON_MEMORY, or lower spark.history.store.hybridStore.maxMemoryUsage.");

  private static final String PATH = "spark.history.store.path";
  private static final String DISK = "spark.history.store.maxDiskUsage";
  private static final String HYBRID = "spark.history.store.hybridStore.enabled";
  private static final String MEMORY = "spark.history.store.hybridStore.maxMemoryUsage";
  private static final String HEAP = "SPARK_DAEMON_MEMORY";
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('b');

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> server = conf.isHistory() ? stack.readerOf(conf) : Optional.empty();
      if (server.isPresent()) {
        store(conf, server.get());
        memoryIsInTheHeap(conf, server.get());
      }
    }
  }

  private void store(Conf conf, Workload server) {
    Optional<String> path = conf.get(PATH);
    if (path.isEmpty()) {
      return;
    }
    Optional<Mount> mount = mount(server, path.get());
    Optional<VolumeView> volume = mount.isEmpty() ? Optional.empty() : server.volume(mount.get());
    if (volume.isEmpty() || mount.get().isReadOnly() || !isDisk(volume.get())) {
      at(HISTORY_STORE_IS_WRITABLE, conf, PATH)
          .say(
              "{} is on no disk that {} may write to; mount an emptyDir or a claim there",
              conf.setting(PATH),
              server);
    }
    Optional<Quantity> room = volume.isEmpty() ? Optional.empty() : room(volume.get());
    String most = conf.get(DISK).orElse("10g");
    if (room.isPresent() && bytes(most) > Quantities.parts(room.get(), 1)) {
      at(HISTORY_STORE_HAS_ROOM, conf, DISK)
          .say(
              "{}{}{}, more than the {} that {} has at {}; give it less",
              DISK,
              conf.get(DISK).isPresent() ? "=" : " is not set, and so ",
              most,
              room.get(),
              server,
              path.get());
    }
  }

  private static boolean isDisk(VolumeView volume) {
    return volume.model().getEmptyDir() != null || volume.claim().isPresent();
  }

  /** What is mounted at {@code path} or nearest above it. */
  private static Optional<Mount> mount(Workload server, String path) {
    Optional<Mount> nearest = Optional.empty();
    for (ContainerView container : server.mainContainers()) {
      for (Mount mount : container.mounts()) {
        if ((path + "/").startsWith(mount.path() + "/")
            && (nearest.isEmpty() || mount.path().length() > nearest.get().path().length())) {
          nearest = Optional.of(mount);
        }
      }
    }
    return nearest;
  }

  private Optional<Quantity> room(VolumeView volume) {
    if (volume.model().getEmptyDir() != null) {
      return Optional.ofNullable(volume.model().getEmptyDir().getSizeLimit());
    }
    Optional<Found<PersistentVolumeClaim>> claim =
        volume.claim().isEmpty()
            ? Optional.empty()
            : stack.named(PersistentVolumeClaim.class, volume.claim().get());
    return claim.isEmpty() ? Optional.empty() : Given.storage(claim.get().object().getSpec());
  }

  /** The heap holds the pages too. */
  private void memoryIsInTheHeap(Conf conf, Workload server) {
    String most = conf.get(MEMORY).orElse("2g");
    String heap = heap(server);
    if (conf.is(HYBRID, "true") && bytes(most) > bytes(heap) / 2) {
      at(HISTORY_MEMORY_IS_IN_THE_HEAP, conf, conf.get(MEMORY).isPresent() ? MEMORY : HYBRID)
          .say(
              "{}={} is more than half of the heap of {} that {} gives {}; make the server"
                  + " larger, or let the store take less",
              MEMORY,
              most,
              heap,
              HEAP,
              server);
    }
  }

  private static String heap(Workload server) {
    for (ContainerView container : server.mainContainers()) {
      Optional<String> heap = container.variable(HEAP);
      if (heap.isPresent()) {
        return heap.get();
      }
    }
    return "1g";
  }

  /** Of a size as Spark spells it; {@code KEY-02} speaks of what is none. */
  private static long bytes(String text) {
    return SIZE.amount(text).orElse(0L);
  }
}
