package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Optional;

/** The History Server has room for what it keeps, on disk and in memory. */
final class Histories implements RuleFamily {

  private static final String PATH = "spark.history.store.path";
  private static final String DISK = "spark.history.store.maxDiskUsage";
  private static final String HYBRID = "spark.history.store.hybridStore.enabled";
  private static final String MEMORY = "spark.history.store.hybridStore.maxMemoryUsage";
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('b');

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = conf.isHistory() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent()) {
        store(stack, findings, conf, reader.get());
        memory(findings, conf, reader.get());
      }
    }
  }

  private static void store(Evidence stack, Findings findings, Conf conf, Workload reader) {
    Optional<String> path = conf.get(PATH);
    if (path.isEmpty()) {
      return;
    }
    Optional<VolumeMount> mount = mount(reader, path.get());
    Optional<Volume> volume = mount.isEmpty() ? Optional.empty() : reader.volume(mount.get());
    boolean writable =
        mount.isPresent()
            && !Boolean.TRUE.equals(mount.get().getReadOnly())
            && volume.isPresent()
            && (volume.get().getEmptyDir() != null
                || volume.get().getPersistentVolumeClaim() != null);
    findings.checking(Rule.HISTORY_STORE_IS_WRITABLE);
    if (!writable) {
      findings.about(
          conf,
          PATH,
          PATH
              + "="
              + path.get()
              + " is on no disk that "
              + reader
              + " may write to; mount an emptyDir or a claim there");
    }
    findings.checking(Rule.HISTORY_STORE_HAS_ROOM);
    String most = conf.get(DISK).orElse("10g");
    Optional<Quantity> room = volume.isEmpty() ? Optional.empty() : room(stack, volume.get());
    if (room.isPresent() && bytes(most) > Quantities.parts(room.get(), 1)) {
      findings.about(
          conf,
          DISK,
          DISK
              + (conf.get(DISK).isPresent() ? "=" : " is not set, and so ")
              + most
              + ", more than the "
              + room.get()
              + " that "
              + reader
              + " has at "
              + path.get()
              + "; give it less");
    }
  }

  /** What is mounted at {@code path} or nearest above it. */
  private static Optional<VolumeMount> mount(Workload reader, String path) {
    Optional<VolumeMount> nearest = Optional.empty();
    int longest = -1;
    for (Container container : reader.template().getSpec().getContainers()) {
      for (VolumeMount mount : container.getVolumeMounts()) {
        if ((path + "/").startsWith(mount.getMountPath() + "/")
            && mount.getMountPath().length() > longest) {
          nearest = Optional.of(mount);
          longest = mount.getMountPath().length();
        }
      }
    }
    return nearest;
  }

  private static Optional<Quantity> room(Evidence stack, Volume volume) {
    if (volume.getEmptyDir() != null) {
      return Optional.ofNullable(volume.getEmptyDir().getSizeLimit());
    }
    if (volume.getPersistentVolumeClaim() == null) {
      return Optional.empty();
    }
    Optional<PersistentVolumeClaim> claim =
        stack.named(PersistentVolumeClaim.class, volume.getPersistentVolumeClaim().getClaimName());
    return claim.isEmpty() || claim.get().getSpec().getResources() == null
        ? Optional.empty()
        : Optional.ofNullable(claim.get().getSpec().getResources().getRequests().get("storage"));
  }

  /** The heap holds the pages too. */
  private static void memory(Findings findings, Conf conf, Workload reader) {
    findings.checking(Rule.HISTORY_MEMORY_IS_IN_THE_HEAP);
    String most = conf.get(MEMORY).orElse("2g");
    String heap = heap(reader);
    if (conf.is(HYBRID, "true") && bytes(most) > bytes(heap) / 2) {
      findings.about(
          conf,
          conf.get(MEMORY).isPresent() ? MEMORY : HYBRID,
          MEMORY
              + "="
              + most
              + " is more than half of the heap of "
              + heap
              + " that SPARK_DAEMON_MEMORY gives "
              + reader
              + "; make the server larger, or let the store take less");
    }
  }

  private static String heap(Workload reader) {
    for (Container container : reader.template().getSpec().getContainers()) {
      for (EnvVar variable : container.getEnv()) {
        if (variable.getName().equals("SPARK_DAEMON_MEMORY") && variable.getValue() != null) {
          return variable.getValue();
        }
      }
    }
    return "1g";
  }

  /** Of a size as Spark spells it; {@code KEY-02} speaks of what is none. */
  private static long bytes(String text) {
    return SIZE.amount(text).orElse(0L);
  }
}
