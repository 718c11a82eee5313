package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.stack.spark.Gpus;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What pods ask of their nodes. Memory is asked for in full, so one number says request and limit.
 *
 * @param pods how many they are
 * @param millis thousandths of a core that are set aside for them
 * @param limitMillis thousandths of a core at which they are slowed down
 * @param bytes of memory
 * @param devices how many of each, by the name of the resource: {@code nvidia.com/gpu}
 */
public record Capacity(
    int pods, long millis, long limitMillis, long bytes, Map<String, Long> devices) {

  static final Capacity NOTHING = new Capacity(0, 0, 0, 0, Map.of());

  public Capacity {
    devices = devices.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(devices));
  }

  /** Of those pods of {@code manifests} that stay. */
  static Capacity services(List<Manifest> manifests) {
    Capacity sum = NOTHING;
    for (Manifest manifest : manifests) {
      if (!manifest.kind().equals("Job") && !manifest.kind().equals("CronJob")) {
        sum = sum.plus(of(manifest.object()));
      }
    }
    return sum;
  }

  /** Of {@code count} executors of {@code application}. */
  static Capacity executors(SparkApplication application, int count) {
    return executor(application).times(count);
  }

  Capacity plus(Capacity other) {
    return new Capacity(
        pods + other.pods,
        millis + other.millis,
        limitMillis + other.limitMillis,
        bytes + other.bytes,
        devicesAnd(other));
  }

  private Map<String, Long> devicesAnd(Capacity other) {
    if (other.devices.isEmpty()) {
      return devices;
    }
    Map<String, Long> all = new TreeMap<>(devices);
    for (Map.Entry<String, Long> device : other.devices.entrySet()) {
      all.put(device.getKey(), all.getOrDefault(device.getKey(), 0L) + device.getValue());
    }
    return all;
  }

  public ByteSize memory() {
    return ByteSize.ofBytes(bytes);
  }

  Capacity times(int count) {
    Map<String, Long> all = new TreeMap<>();
    for (Map.Entry<String, Long> device : devices.entrySet()) {
      all.put(device.getKey(), device.getValue() * count);
    }
    return new Capacity(pods * count, millis * count, limitMillis * count, bytes * count, all);
  }

  /** The most of each, devices left out. */
  Capacity max(Capacity other) {
    return new Capacity(
        Math.max(pods, other.pods),
        Math.max(millis, other.millis),
        Math.max(limitMillis, other.limitMillis),
        Math.max(bytes, other.bytes),
        Map.of());
  }

  static Capacity executor(SparkApplication application) {
    int millis = application.executors().cpu().millis();
    Optional<Gpus> gpus = application.executors().gpus();
    return new Capacity(
        1,
        millis,
        millis,
        application.executorMemory().bytes(),
        gpus.isEmpty() ? Map.of() : Map.of(gpus.get().resource(), (long) gpus.get().amount()));
  }

  static Capacity driver(SparkApplication application) {
    int millis = application.driver().cpu().millis();
    return new Capacity(1, millis, millis, application.driverMemory().bytes(), Map.of());
  }

  static Capacity of(HasMetadata object) {
    List<Container> containers = containers(object);
    if (containers.isEmpty()) {
      return NOTHING;
    }
    Capacity sum = NOTHING;
    for (Container container : containers) {
      sum = sum.plus(of(container));
    }
    return sum.asOnePod();
  }

  private Capacity asOnePod() {
    return new Capacity(1, millis, limitMillis, bytes, devices);
  }

  /** Those that stay: containers that only prepare a pod ask for less than it, one by one. */
  static List<Container> containers(HasMetadata object) {
    Optional<PodSpec> pod = Manifest.pod(object);
    return pod.isPresent() ? pod.get().getContainers() : List.of();
  }

  static Capacity of(Container container) {
    ResourceRequirements resources = container.getResources();
    Map<String, Quantity> requests = resources == null ? Map.of() : or(resources.getRequests());
    Map<String, Quantity> limits = resources == null ? Map.of() : or(resources.getLimits());
    return new Capacity(
        1,
        amount(requests, "cpu", 1000),
        amount(limits, "cpu", 1000),
        amount(requests, "memory", 1),
        Map.of());
  }

  private static Map<String, Quantity> or(@Nullable Map<String, Quantity> amounts) {
    return amounts == null ? Map.of() : amounts;
  }

  private static long amount(Map<String, Quantity> amounts, String resource, int perOne) {
    Quantity quantity = amounts.get(resource);
    return quantity == null ? 0 : Quantities.parts(quantity, perOne);
  }
}
