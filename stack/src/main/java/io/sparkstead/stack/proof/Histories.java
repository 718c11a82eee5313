package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The History Server has room for what it keeps, on disk and in memory. */
final class Histories implements RuleFamily {

  private static final String PATH = "spark.history.store.path";
  private static final String DISK = "spark.history.store.maxDiskUsage";
  private static final String HYBRID = "spark.history.store.hybridStore.enabled";
  private static final String MEMORY = "spark.history.store.hybridStore.maxMemoryUsage";
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(?:([kmgt])b?|b)?");

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
    Optional<Volume> volume = mount.flatMap(reader::volume);
    boolean writable =
        mount.filter(found -> !Boolean.TRUE.equals(found.getReadOnly())).isPresent()
            && volume
                .filter(v -> v.getEmptyDir() != null || v.getPersistentVolumeClaim() != null)
                .isPresent();
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
    volume
        .flatMap(found -> room(stack, found))
        .filter(room -> bytes(most) > room.getNumericalAmount().longValue())
        .ifPresent(
            room ->
                findings.about(
                    conf,
                    DISK,
                    DISK
                        + (conf.get(DISK).isPresent() ? "=" : " is not set, and so ")
                        + most
                        + ", more than the "
                        + room
                        + " that "
                        + reader
                        + " has at "
                        + path.get()
                        + "; give it less"));
  }

  /** What is mounted at {@code path} or nearest above it. */
  private static Optional<VolumeMount> mount(Workload reader, String path) {
    return reader.template().getSpec().getContainers().stream()
        .flatMap(container -> container.getVolumeMounts().stream())
        .filter(mount -> (path + "/").startsWith(mount.getMountPath() + "/"))
        .max(Comparator.comparing(mount -> mount.getMountPath().length()));
  }

  private static Optional<Quantity> room(Evidence stack, Volume volume) {
    if (volume.getEmptyDir() != null) {
      return Optional.ofNullable(volume.getEmptyDir().getSizeLimit());
    }
    return Optional.ofNullable(volume.getPersistentVolumeClaim())
        .flatMap(disk -> stack.named(PersistentVolumeClaim.class, disk.getClaimName()))
        .flatMap(claim -> Optional.ofNullable(claim.getSpec().getResources()))
        .flatMap(resources -> Optional.ofNullable(resources.getRequests().get("storage")));
  }

  /** The heap holds the pages too. */
  private static void memory(Findings findings, Conf conf, Workload reader) {
    findings.checking(Rule.HISTORY_MEMORY_IS_IN_THE_HEAP);
    String most = conf.get(MEMORY).orElse("2g");
    String heap = heap(reader);
    if (conf.is(HYBRID, "true") && bytes(most) * 2 > bytes(heap)) {
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
    return reader.template().getSpec().getContainers().stream()
        .map(Container::getEnv)
        .flatMap(env -> env.stream())
        .filter(variable -> variable.getName().equals("SPARK_DAEMON_MEMORY"))
        .map(EnvVar::getValue)
        .filter(value -> value != null)
        .findFirst()
        .orElse("1g");
  }

  /** Of a size as Spark spells it; {@code KEY-02} speaks of what is none. */
  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return 0;
    }
    int power = size.group(2) == null ? 0 : "bkmgt".indexOf(size.group(2));
    return Long.parseLong(size.group(1)) << (10 * power);
  }
}
