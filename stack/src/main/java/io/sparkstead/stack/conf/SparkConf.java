package io.sparkstead.stack.conf;

import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.text.Properties;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Spark properties in titled groups, each key said once.
 *
 * <pre>{@code
 * SparkConf.titled("Event log")
 *     .set("spark.eventLog.enabled", true)
 *     .and(allocation.conf());
 * }</pre>
 *
 * @param groups title to properties, in the order they were said
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html">Spark configuration</a>
 */
public record SparkConf(Map<String, Map<String, String>> groups) {

  /** Where Spark looks for properties, in its folder of configuration. */
  public static final String FILE = "spark-defaults.conf";

  public SparkConf {
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    groups.forEach(
        (title, properties) ->
            copy.put(title, Collections.unmodifiableMap(new LinkedHashMap<>(properties))));
    groups = Collections.unmodifiableMap(copy);
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
    String title = groups.keySet().stream().reduce((first, second) -> second).orElse("General");
    return set(title, key, value.toString());
  }

  /** These properties, then {@code other}'s in their own groups; a key in both must agree. */
  public SparkConf and(SparkConf other) {
    SparkConf all = this;
    for (Map.Entry<String, Map<String, String>> group : other.groups.entrySet()) {
      for (Map.Entry<String, String> property : group.getValue().entrySet()) {
        all = all.set(group.getKey(), property.getKey(), property.getValue());
      }
    }
    return all;
  }

  private SparkConf set(String title, String key, String value) {
    Optional<String> earlier = get(key);
    if (earlier.isPresent()) {
      if (!earlier.get().equals(value)) {
        throw new IllegalArgumentException(
            key + " is both " + earlier.get() + " and " + value + "; set it in one place");
      }
      return this;
    }
    Map<String, Map<String, String>> all = new LinkedHashMap<>(groups);
    Map<String, String> group = new LinkedHashMap<>(all.getOrDefault(title, Map.of()));
    group.put(key, value);
    all.put(title, group);
    return new SparkConf(all);
  }

  /** The value of {@code key}, if it is set. */
  public Optional<String> get(String key) {
    return groups.values().stream()
        .filter(properties -> properties.containsKey(key))
        .findFirst()
        .map(properties -> properties.get(key));
  }

  /** All properties without their titles. */
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    groups.values().forEach(all::putAll);
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
}
