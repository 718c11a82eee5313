package io.sparkstead.stack.proof;

import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.release.SparkRelease;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every property is one that the release reads, with a value it takes. */
final class Settings implements RuleFamily {

  private static final Set<String> CHOSEN =
      Set.of("spark.executor.cores", "spark.executor.memory", "spark.driver.memory");

  @Override
  public void check(Evidence stack, Findings findings) {
    Optional<SparkRelease> release = Versions.released(stack);
    if (release.isPresent()) {
      SparkKeys keys = SparkKeys.of(release.get().version());
      for (Conf conf : stack.confs()) {
        for (Map.Entry<String, String> property : conf.properties().entrySet()) {
          if (property.getKey().startsWith("spark.")) {
            property(keys, findings, conf, property.getKey(), property.getValue());
          }
        }
      }
    }
  }

  private static void property(
      SparkKeys keys, Findings findings, Conf conf, String name, String value) {
    Optional<SparkKey> key = keys.lookup(name);
    findings.checking(Rule.KEY_IS_KNOWN);
    if (key.isEmpty()) {
      findings.about(
          conf,
          name,
          name
              + " is no property of this Spark"
              + keys.nearest(name).map(near -> "; did you mean " + near + "?").orElse("; drop it"));
      return;
    }
    findings.checking(Rule.VALUE_FITS_ITS_KEY);
    Optional<String> refused = key.get().refuse(value);
    if (refused.isPresent()) {
      findings.about(conf, name, refused.get());
    }
    findings.checking(Rule.KEY_IS_CURRENT);
    Optional<String> note = key.get().note();
    if (note.isPresent()) {
      findings.about(conf, name, note.get());
    }
    findings.checking(Rule.VALUE_SAYS_SOMETHING);
    if (!isChosen(name) && key.get().isDefault(value)) {
      findings.about(conf, name, name + "=" + value + " is what Spark does anyway; drop it");
    }
  }

  /**
   * What is said whatever Spark would do: a port, because a Service says it too; an executor's or a
   * driver's size, what a history store may take, and whether an image is pulled, because somebody
   * chose them.
   */
  private static boolean isChosen(String name) {
    return name.endsWith(".port")
        || CHOSEN.contains(name)
        || (name.startsWith("spark.history.store.") && name.endsWith("Usage"))
        || name.endsWith(".image.pullPolicy");
  }

  /** Whether {@code key} is {@code value} in {@code conf}: set so, or left so by the release. */
  static boolean is(Evidence stack, Conf conf, String key, String value) {
    Optional<String> set = conf.get(key);
    if (set.isPresent()) {
      return set.get().equals(value);
    }
    Optional<SparkRelease> release = Versions.released(stack);
    if (release.isEmpty()) {
      return false;
    }
    Optional<SparkKey> known = SparkKeys.of(release.get().version()).lookup(key);
    return known.isPresent() && known.get().isDefault(value);
  }

  /** Whether the release passes over {@code key}. */
  static boolean isUnknown(Evidence stack, String key) {
    Optional<SparkRelease> release = Versions.released(stack);
    return release.isPresent() && SparkKeys.of(release.get().version()).lookup(key).isEmpty();
  }
}
