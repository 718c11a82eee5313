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
    return new SparkConf(with(groups, last, Map.of(key, value.toString())));
  }

  /** These properties, then {@code other}'s in their own groups; a key in both must agree. */
  public SparkConf and(SparkConf other) {
    Map<String, Map<String, String>> all = groups;
    for (Map.Entry<String, Map<String, String>> group : other.groups.entrySet()) {
      all = with(all, group.getKey(), group.getValue());
    }
    return new SparkConf(all);
  }

  private static Map<String, Map<String, String>> with(
      Map<String, Map<String, String>> groups, String title, Map<String, String> properties) {
    Map<String, String> group = new LinkedHashMap<>(groups.getOrDefault(title, Map.of()));
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String earlier = value(groups, property.getKey());
      if (earlier == null) {
        group.put(property.getKey(), property.getValue());
      } else if (!earlier.equals(property.getValue())) {
        throw new IllegalArgumentException(
            property.getKey()
                + " is both "
                + earlier
                + " and "
                + property.getValue()
                + "; set it in one place");
      }
    }
    Map<String, Map<String, String>> all = new LinkedHashMap<>(groups);
    if (!group.isEmpty()) {
      all.put(title, group);
    }
    return all;
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
