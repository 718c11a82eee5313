package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.text.Words;
import java.util.Map;
import java.util.TreeMap;

/** Devices that pods ask for by properties of Spark, such as GPUs. */
public final class Devices {

  private static final String AMOUNT = ".amount";

  private Devices() {}

  /**
   * How many a pod of {@code role} asks for, by the names that Kubernetes has for them: {@code
   * nvidia.com/gpu}. What has no vendor, or no amount, {@code KEY} speaks of.
   */
  public static Map<String, Long> of(Conf conf, String role) {
    Map<String, Long> devices = new TreeMap<>();
    String prefix = prefix(role);
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String key = property.getKey();
      String amount = property.getValue();
      if (key.startsWith(prefix) && key.endsWith(AMOUNT) && isAmount(amount)) {
        String vendor = conf.get(sibling(key, ".vendor")).orElse("");
        if (!vendor.isEmpty()) {
          devices.put(vendor + "/" + name(key, role), Long.parseLong(amount));
        }
      }
    }
    return devices;
  }

  /** {@code spark.executor.resource.}, or that of a driver or a task. */
  public static String prefix(String role) {
    return "spark." + role + ".resource.";
  }

  /** {@code gpu} of {@code spark.executor.resource.gpu.amount}. */
  public static String name(String key, String role) {
    return key.substring(
        prefix(role).length(), Math.max(prefix(role).length(), key.lastIndexOf('.')));
  }

  /** Another property of the same device. */
  public static String sibling(String key, String ending) {
    return key.substring(0, key.lastIndexOf('.')) + ending;
  }

  private static boolean isAmount(String text) {
    return Words.isNumber(text) && text.length() <= 6;
  }
}
