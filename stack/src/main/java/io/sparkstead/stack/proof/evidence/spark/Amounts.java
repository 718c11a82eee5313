package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.ContainerView;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What pods ask for, nodes have or limits allow.
 *
 * @param millis thousandths of a processor
 * @param bytes of memory
 * @param devices by the names of their resources: {@code nvidia.com/gpu}
 */
public record Amounts(long millis, long bytes, Map<String, Long> devices) {

  public Amounts {
    devices = devices.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(devices));
  }

  private static final long MEBI = 1L << 20;

  public static final Amounts NONE = new Amounts(0, 0, Map.of());

  /** Of {@code given}, which may leave out either; without devices. */
  public static Amounts of(@Nullable Map<String, Quantity> given, long otherwise) {
    return new Amounts(
        parts(given, "cpu", 1000, otherwise), parts(given, "memory", 1, otherwise), Map.of());
  }

  /** Of {@code container}, which asks for devices by a limit at least. */
  public static Amounts of(ContainerView container) {
    Map<String, Long> devices = new TreeMap<>();
    for (Map.Entry<String, Quantity> limit : container.limits().entrySet()) {
      if (limit.getKey().contains("/")) {
        devices.put(limit.getKey(), Quantities.parts(limit.getValue(), 1));
      }
    }
    Amounts requests = of(container.requests(), 0);
    return new Amounts(requests.millis, requests.bytes, devices);
  }

  public static Amounts of(Node node) {
    Map<String, Long> devices = new TreeMap<>();
    for (Map.Entry<String, Integer> device : node.devices().entrySet()) {
      devices.put(device.getKey(), device.getValue().longValue());
    }
    return new Amounts(node.cpu().millis(), node.memory().bytes(), devices);
  }

  private static long parts(
      @Nullable Map<String, Quantity> given, String resource, int perOne, long otherwise) {
    Quantity amount = given == null ? null : given.get(resource);
    return amount == null ? otherwise : Quantities.parts(amount, perOne);
  }

  public Amounts plus(Amounts other) {
    Map<String, Long> both = new TreeMap<>(devices);
    for (Map.Entry<String, Long> device : other.devices.entrySet()) {
      both.put(device.getKey(), both.getOrDefault(device.getKey(), 0L) + device.getValue());
    }
    return new Amounts(millis + other.millis, bytes + other.bytes, both);
  }

  public Amounts times(int factor) {
    Map<String, Long> all = new TreeMap<>();
    for (Map.Entry<String, Long> device : devices.entrySet()) {
      all.put(device.getKey(), device.getValue() * factor);
    }
    return new Amounts(millis * factor, bytes * factor, all);
  }

  public boolean holds(Amounts other) {
    return other.millis <= millis && other.bytes <= bytes && holdsDevicesOf(other);
  }

  public boolean holdsDevicesOf(Amounts other) {
    for (Map.Entry<String, Long> device : other.devices.entrySet()) {
      if (devices.getOrDefault(device.getKey(), 0L) < device.getValue()) {
        return false;
      }
    }
    return true;
  }

  public Amounts withoutDevices() {
    return new Amounts(millis, bytes, Map.of());
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString()
        + (millis == 1000 ? " core and " : " cores and ")
        + -Math.floorDiv(-bytes, MEBI)
        + "Mi"
        + devicesInWords();
  }

  /** Each behind {@code and}; empty where there are none. */
  public String devicesInWords() {
    StringBuilder words = new StringBuilder();
    for (Map.Entry<String, Long> device : devices.entrySet()) {
      words.append(" and ").append(device.getValue()).append(' ').append(device.getKey());
    }
    return words.toString();
  }
}
