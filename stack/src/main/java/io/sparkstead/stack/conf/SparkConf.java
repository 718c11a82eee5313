package io.sparkstead.stack.conf;

import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.text.Properties;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spark properties in titled groups, each key said once.
 *
 * <pre>{@code
 * SparkConf.titled("Event log")
 *     .set("spark.eventLog.enabled", true)
 *     .and(allocation.conf());
 * }</pre>
 *
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html">Spark configuration</a>
 */
public final class SparkConf {

  /** Where Spark looks for properties, in its folder of configuration. */
  public static final String FILE = "spark-defaults.conf";

  /** Title to properties, in the order they were said. Nobody else has these maps. */
  private final Map<String, Map<String, String>> groups;

  private SparkConf(Map<String, Map<String, String>> groups) {
    this.groups = groups;
  }

  public static SparkConf empty() {
    return new SparkConf(Map.of());
  }

  /** An empty group, which the properties set next belong to. */
  public static SparkConf titled(String title) {
    return new SparkConf(Map.of(title, Map.of()));
  }

  /**
   * These properties and {@code key}, in the last group.
   *
   * @throws IllegalArgumentException if {@code key} already has another value: the last writer
   *     would win in silence
   */
  public SparkConf set(String key, Object value) {
    String last = "General";
    for (String title : groups.keySet()) {
      last = title;
    }
    Map<String, Map<String, String>> all = copied(groups);
    put(all, last, key, value.toString());
    return new SparkConf(all);
  }

  /** These properties, then {@code other}'s in their own groups; a key in both must agree. */
  public SparkConf and(SparkConf other) {
    Map<String, Map<String, String>> all = copied(groups);
    for (Map.Entry<String, Map<String, String>> group : other.groups.entrySet()) {
      for (Map.Entry<String, String> property : group.getValue().entrySet()) {
        put(all, group.getKey(), property.getKey(), property.getValue());
      }
    }
    return new SparkConf(all);
  }

  private static Map<String, Map<String, String>> copied(Map<String, Map<String, String>> groups) {
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, String>> group : groups.entrySet()) {
      copy.put(group.getKey(), new LinkedHashMap<>(group.getValue()));
    }
    return copy;
  }

  private static void put(
      Map<String, Map<String, String>> groups, String title, String key, String value) {
    String earlier = value(groups, key);
    if (earlier != null) {
      if (!earlier.equals(value)) {
        throw new IllegalArgumentException(
            key + " is both " + earlier + " and " + value + "; set it in one place");
      }
      return;
    }
    Map<String, String> group = groups.get(title);
    if (group == null) {
      group = new LinkedHashMap<>();
      groups.put(title, group);
    }
    group.put(key, value);
  }

  /** The value of {@code key}, if it is set. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(value(groups, key));
  }

  private static @Nullable String value(Map<String, Map<String, String>> groups, String key) {
    for (Map<String, String> group : groups.values()) {
      String value = group.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** All properties without their titles. */
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map<String, String> group : groups.values()) {
      all.putAll(group);
    }
    return all;
  }

  /** As the text of {@code spark-defaults.conf}. */
  public String text() {
    return new Properties(groups).text();
  }

  /** As {@link #FILE} of the ConfigMap {@code name}. */
  public ConfigFiles files(DnsLabel name) {
    return new ConfigFiles(name, Map.of(FILE, text()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SparkConf conf && groups.equals(conf.groups);
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }

  @Override
  public String toString() {
    return groups.toString();
  }
}
